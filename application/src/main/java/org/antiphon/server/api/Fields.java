package org.antiphon.server.api;

import org.antiphon.problem.InvalidInput;
import org.jspecify.annotations.Nullable;

/// Checks at the door of the API.
final class Fields {
  private Fields() {}

  /// A text that must be there.
  static String required(String pointer, @Nullable String value) {
    if (value != null && !value.isBlank()) return value;
    throw new InvalidInput("REQUIRED", "/" + pointer, pointer + " is missing", "give it as a text");
  }

  /// A page size, 1 to 500.
  static int limit(int asked) {
    if (asked >= 1 && asked <= 500) return asked;
    throw new InvalidInput("OUT_OF_RANGE", "limit", "limit is " + asked, "give 1 to 500");
  }
}
