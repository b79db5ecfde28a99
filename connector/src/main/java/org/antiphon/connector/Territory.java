package org.antiphon.connector;

import java.util.regex.Pattern;

/// ISO 3166-1 alpha-2, or `*` for the world.
public record Territory(String code) {
  // before WORLD, whose constructor needs it: statics are set in the order of the text
  private static final Pattern FORM = Pattern.compile("[A-Z]{2}|\\*");

  /// Everywhere.
  public static final Territory WORLD = new Territory("*");

  /// Refuses anything else.
  public Territory {
    if (!FORM.matcher(code).matches())
      throw new IllegalArgumentException("no ISO 3166-1 code: " + code);
  }
}
