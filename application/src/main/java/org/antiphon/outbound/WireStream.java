package org.antiphon.outbound;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The body as it comes from the wire, cut at its limit. Its exceptions are of a type of their own,
/// so that a full disk on the reader's side is never taken for a broken connection.
final class WireStream extends FilterInputStream {
  private final long limit;
  private long given;

  WireStream(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  /// The wire's fault, not the reader's.
  static final class WireException extends IOException {
    private static final long serialVersionUID = 1;
    private final Trouble trouble;

    WireException(Trouble trouble, String message, Throwable cause) {
      super(message, cause);
      this.trouble = trouble;
    }

    Trouble trouble() {
      return trouble;
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int from, int length) throws IOException {
    int n;
    try {
      n = in.read(buffer, from, length);
    } catch (IOException e) {
      throw new WireException(Trouble.BROKEN, "the body broke off after " + given + " bytes", e);
    }
    if (n > 0) given += n;
    if (given > limit) throw tooLarge(limit);
    return n;
  }

  static WireException tooLarge(long limit) {
    return new WireException(
        Trouble.TOO_LARGE, "more than " + limit + " bytes", new IOException("cut"));
  }

  @Override
  public long skip(long n) throws IOException {
    return Math.max(0, read(new byte[(int) Math.min(n, 8192)]));
  }

  /// Does nothing: the exchange closes the connection, and closing here would read an endless body
  /// to its end.
  @Override
  public void close() {}

  @Override
  public boolean markSupported() {
    return false;
  }
}
