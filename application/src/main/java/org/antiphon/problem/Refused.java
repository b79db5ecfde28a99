package org.antiphon.problem;

/// A rule says no; the code names the rule's outcome and nothing was changed.
public final class Refused extends Problem {
  /// Says all four parts.
  ///
  /// @param where what it was: file, URL, case
  /// @param message what happened
  /// @param hint what to do
  public Refused(String code, String where, String message, String hint) {
    super(code, where, message, hint);
  }

  /// As above, with the exception that was met.
  public Refused(String code, String where, String message, String hint, Throwable cause) {
    super(code, where, message, hint, cause);
  }
}
