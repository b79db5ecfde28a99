package org.antiphon.catalogue;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.antiphon.problem.InvalidInput;

/// Days as files write them.
final class Dates {
  private Dates() {}

  /// `2026-03-24`.
  static LocalDate parse(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException _) {
      throw new InvalidInput(
          "DATE", "date", "\"" + text + "\" is no date", "write it as 2026-03-24");
    }
  }
}
