package org.antiphon.outbound;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The usual ways to read a body.
public final class Bodies {
  private static final int BUFFER = 1 << 16;

  private Bodies() {}

  /// What was read of a body.
  ///
  /// @param kept its beginning, or all of it
  /// @param sha256 over all of it
  /// @param length of all of it
  public record Body(byte[] kept, String sha256, long length) {}

  /// Keeps all of it in memory.
  public static BodyReader<Body> whole() {
    return first(Integer.MAX_VALUE);
  }

  /// Reads it to its end, and keeps only the first bytes.
  public static BodyReader<Body> first(int bytes) {
    return (_, in) -> read(in, bytes);
  }

  private static Body read(InputStream in, int keep) throws IOException {
    var kept = new ByteArrayOutputStream();
    var digest = sha256();
    byte[] buffer = new byte[BUFFER];
    long length = 0;
    for (int n; (n = in.read(buffer, 0, BUFFER)) >= 0; ) {
      digest.update(buffer, 0, n);
      kept.write(buffer, 0, Math.min(n, keep - kept.size()));
      length += n;
    }
    return new Body(kept.toByteArray(), HexFormat.of().formatHex(digest.digest()), length);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
