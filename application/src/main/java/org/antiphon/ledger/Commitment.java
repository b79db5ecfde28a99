package org.antiphon.ledger;

import java.nio.charset.StandardCharsets;

/// A number that binds us to a personal value without telling it: SHA-256("antiphon-commit-v1\n" ‖
/// salt ‖ value), one random salt for each field of each entry.
public final class Commitment {
  private static final byte[] PREFIX = "antiphon-commit-v1\n".getBytes(StandardCharsets.UTF_8);

  private Commitment() {}

  /// The commitment, 64 hexadecimal digits.
  public static String of(byte[] salt, String value) {
    var bytes = value.getBytes(StandardCharsets.UTF_8);
    var all = new byte[PREFIX.length + salt.length + bytes.length];
    System.arraycopy(PREFIX, 0, all, 0, PREFIX.length);
    System.arraycopy(salt, 0, all, PREFIX.length, salt.length);
    System.arraycopy(bytes, 0, all, PREFIX.length + salt.length, bytes.length);
    return CanonicalJson.sha256(all);
  }
}
