package org.antiphon.codec;

import java.io.IOException;

/// The other side of the pipe does not keep to the protocol: a length beyond bounds, a checksum
/// that does not hold, a frame out of turn. Whoever sees it must give that process up.
public final class BrokenPipe extends IOException {
  /// Says what was wrong.
  public BrokenPipe(String message) {
    super(message);
  }

  /// As above, with what was met.
  public BrokenPipe(String message, Throwable cause) {
    super(message, cause);
  }
}
