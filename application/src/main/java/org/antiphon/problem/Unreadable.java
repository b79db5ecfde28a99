package org.antiphon.problem;

/// This file or message cannot be examined; others can. Codes for sound: NOT_AUDIO, TRUNCATED,
/// SILENT, TOO_SHORT, TOO_LONG, TOO_LARGE, ENCRYPTED, UNREADABLE, TIMED_OUT.
public final class Unreadable extends Problem {
  /// Says all four parts.
  ///
  /// @param where what it was: file, URL, case
  /// @param message what happened
  /// @param hint what to do
  public Unreadable(String code, String where, String message, String hint) {
    super(code, where, message, hint);
  }

  /// As above, with the exception that was met.
  public Unreadable(String code, String where, String message, String hint, Throwable cause) {
    super(code, where, message, hint, cause);
  }
}
