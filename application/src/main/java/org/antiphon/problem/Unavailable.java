package org.antiphon.problem;

import java.time.Duration;
import java.util.Optional;

/// Something we depend on does not answer now; trying again may help. Nothing was lost.
public final class Unavailable extends Problem {
  private final Optional<Duration> retryAfter;

  /// Says all four parts.
  ///
  /// @param where which service, file or port
  /// @param message what happened
  /// @param hint what to do
  public Unavailable(String code, String where, String message, String hint) {
    super(code, where, message, hint);
    this.retryAfter = Optional.empty();
  }

  /// As above, with the exception that was met.
  public Unavailable(String code, String where, String message, String hint, Throwable cause) {
    super(code, where, message, hint, cause);
    this.retryAfter = Optional.empty();
  }

  /// As above, with when to try again.
  public Unavailable(String code, String where, String message, String hint, Duration retryAfter) {
    super(code, where, message, hint);
    this.retryAfter = Optional.of(retryAfter);
  }

  /// When trying again makes sense, where that is known.
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
