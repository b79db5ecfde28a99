package org.antiphon.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.antiphon.problem.InvalidInput;

/// A named public key as C2SP signed notes write it: `name+<key id>+<base64 of type and key>`.
///
/// @param name no spaces, no plus
/// @param type 1 = Ed25519, 4 = Ed25519 cosignature of a witness
/// @param key 32 bytes
public record VerifyingKey(String name, int type, byte[] key) {
  static final int ED25519 = 1;
  static final int COSIGNATURE = 4;
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  /// Checks name and length.
  public VerifyingKey {
    if (key.length != 32 || name.isEmpty() || name.matches(".*[\\s+].*"))
      throw new InvalidInput("NOT_A_KEY", name, "no Ed25519 key", "write name+hash+base64");
  }

  /// Reads a vkey line.
  public static VerifyingKey parse(String vkey) {
    var parts = vkey.strip().split("\\+", 3);
    try {
      var bytes = Base64.getDecoder().decode(parts[2]);
      var key = new VerifyingKey(parts[0], bytes[0], Arrays.copyOfRange(bytes, 1, bytes.length));
      if (HexFormat.of().formatHex(key.id()).equals(parts[1])) return key;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new InvalidInput("NOT_A_KEY", vkey, "no key: " + e, "write name+hash+base64");
    }
    throw new InvalidInput("NOT_A_KEY", vkey, "its hash is another's", "copy the whole line");
  }

  /// The first four bytes of SHA-256 over name, newline, type and key.
  byte[] id() {
    var text = (name + "\n").getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(CanonicalJson.digest(text, new byte[] {(byte) type}, key), 4);
  }

  /// The line to write down: whoever holds it can check our heads.
  public String vkey() {
    var bytes = new byte[33];
    bytes[0] = (byte) type;
    System.arraycopy(key, 0, bytes, 1, 32);
    return name
        + "+"
        + HexFormat.of().formatHex(id())
        + "+"
        + Base64.getEncoder().encodeToString(bytes);
  }

  /// Whether the signature is this key's over the message.
  public boolean verifies(byte[] message, byte[] signature) {
    var encoded = Arrays.copyOf(X509, X509.length + 32);
    System.arraycopy(key, 0, encoded, X509.length, 32);
    try {
      var check = Signature.getInstance("Ed25519");
      var factory = KeyFactory.getInstance("Ed25519");
      check.initVerify(factory.generatePublic(new X509EncodedKeySpec(encoded)));
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false; // a key or signature that is none
    }
  }
}
