package org.antiphon.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Chance without state: the draw for (platform, stream, ordinal) depends on the seed and on these
/// three alone, so one more retry somewhere does not reshuffle the rest.
///
/// @param seed the same seed, the same draws, on every machine
record Dice(long seed) {
  /// Uniform in [0, 1).
  double unit(String platform, String stream, long ordinal) {
    return (bits(platform, stream, ordinal) >>> 11) * 0x1.0p-53;
  }

  /// Uniform in 0 .. bound - 1.
  int below(int bound, String platform, String stream, long ordinal) {
    return (int) Long.remainderUnsigned(bits(platform, stream, ordinal), bound);
  }

  /// 32 bytes, for keys and secrets that only this run knows.
  byte[] bytes(String platform, String stream) {
    return sha256(seed + "\n" + platform + "\n" + stream);
  }

  private long bits(String platform, String stream, long ordinal) {
    return ByteBuffer.wrap(sha256(seed + "\n" + platform + "\n" + stream + "\n" + ordinal))
        .getLong();
  }

  static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
