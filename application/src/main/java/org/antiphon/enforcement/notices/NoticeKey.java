package org.antiphon.enforcement.notices;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The idempotency key of a notice: 26 characters of lower-case base32 (RFC 4648 alphabet) of
/// SHA-256(`antiphon-notice/1` ‖ id ‖ round), 130 bits. A new round has a new key.
final class NoticeKey {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
  private static final int LENGTH = 26;

  private NoticeKey() {}

  static String of(NoticeId id, int round) {
    byte[] hash = sha256("antiphon-notice/1" + id + round);
    var key = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      int bit = i * 5;
      int pair = (hash[bit / 8] & 0xff) << 8 | (hash[bit / 8 + 1] & 0xff);
      key.append(ALPHABET.charAt(pair >> (11 - bit % 8) & 31));
    }
    return key.toString();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
