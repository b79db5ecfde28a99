package org.antiphon.enforcement.cases;

import java.util.UUID;
import org.antiphon.problem.InvalidInput;

/// The id of one case.
public record CaseId(UUID value) {
  /// Reads an id out of an address or a command line.
  public static CaseId parse(String text) {
    try {
      return new CaseId(UUID.fromString(text));
    } catch (IllegalArgumentException _) {
      throw new InvalidInput(
          "CASE_ID", "case", "\"" + text + "\" is no id of a case", "a UUID as case list prints");
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
