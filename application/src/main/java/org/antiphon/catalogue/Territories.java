package org.antiphon.catalogue;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.antiphon.problem.InvalidInput;

/// ISO 3166-1 alpha-2 codes, and `*` for the world.
public final class Territories {
  /// Everywhere.
  public static final String WORLD = "*";

  private static final Set<String> CODES = Set.of(Locale.getISOCountries());

  /// What people write instead, and what they mean.
  private static final Map<String, String> MEANT =
      Map.of("UK", "GB", "EL", "GR", "EN", "GB", "USA", "US", "WORLD", "*", "WW", "*");

  private Territories() {}

  /// The code that a cell holds, in capitals.
  ///
  /// @throws InvalidInput where it is no code
  public static String parse(String text) {
    String code = text.strip().toUpperCase(Locale.ROOT);
    check(code);
    return code;
  }

  static void check(String code) {
    if (code.equals(WORLD) || CODES.contains(code)) return;
    throw new InvalidInput(
        "TERRITORY",
        "territories",
        "territory \"" + code + "\" is no ISO 3166-1 code",
        MEANT.containsKey(code)
            ? "write " + MEANT.get(code)
            : "two letters such as DE, or * for the world");
  }
}
