package org.antiphon.accounts;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.antiphon.problem.InvalidInput;

/// Stored passwords: PBKDF2 with HMAC-SHA-512 (RFC 8018), a salt of 16 bytes:
/// `pbkdf2-sha512$rounds$salt$hash`. The JDK has no scrypt or Argon2.
final class Passwords {
  private static final String FORM = "pbkdf2-sha512";
  private static final SecureRandom RANDOM = new SecureRandom();

  private Passwords() {}

  static String hash(String password, PasswordCost cost) {
    if (password.length() < 12)
      throw new InvalidInput(
          "PASSWORD_TOO_SHORT", "password", "shorter than 12 characters", "take a sentence");
    var salt = new byte[16];
    RANDOM.nextBytes(salt);
    var encoder = Base64.getEncoder().withoutPadding();
    var hash = derive(password, salt, cost.rounds());
    return String.join(
        "$",
        FORM,
        Integer.toString(cost.rounds()),
        encoder.encodeToString(salt),
        encoder.encodeToString(hash));
  }

  static boolean matches(String password, String stored) {
    var parts = stored.split("\\$", -1);
    if (parts.length != 4 || !parts[0].equals(FORM)) return false;
    var salt = Base64.getDecoder().decode(parts[2]);
    var hash = derive(password, salt, Integer.parseInt(parts[1]));
    return MessageDigest.isEqual(hash, Base64.getDecoder().decode(parts[3]));
  }

  private static byte[] derive(String password, byte[] salt, int rounds) {
    var spec = new PBEKeySpec(password.toCharArray(), salt, rounds, 512);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      spec.clearPassword();
    }
  }
}
