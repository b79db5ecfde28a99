package org.antiphon.ledger;

import java.util.List;

/// What a check of the ledger found.
///
/// @param verified whether every check that could be made was passed
/// @param entries how many were read
public record Verification(boolean verified, long entries, List<Check> checks) {
  /// Copies the list in.
  public Verification {
    checks = List.copyOf(checks);
  }

  /// One check.
  ///
  /// @param detail the figures, or the first thing that is wrong
  public record Check(String name, Result result, String detail) {}

  /// How a check ended.
  public enum Result {
    /// It holds.
    OK,
    /// It does not.
    FAILED,
    /// There is nothing to hold it against.
    NOT_PRESENT
  }
}
