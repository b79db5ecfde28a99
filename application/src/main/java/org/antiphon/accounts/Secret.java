package org.antiphon.accounts;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.antiphon.ledger.CanonicalJson;

/// Random bearer secrets of 256 bits. Only their SHA-256 is stored: with that many bits a slow hash
/// adds nothing.
final class Secret {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secret() {}

  static String random(String prefix) {
    var bytes = new byte[32];
    RANDOM.nextBytes(bytes);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static String stored(String secret) {
    return CanonicalJson.sha256(secret.getBytes(StandardCharsets.UTF_8));
  }
}
