package org.antiphon.catalogue;

import java.util.regex.Pattern;

/// Global Release Identifier (GRid standard 2.1): scheme `A1`, issuer of five, release of ten
/// characters, a check character of ISO 7064 MOD 37,36; kept without hyphens: `A12425GABC1234002M`.
public record Grid(String code) {
  private static final Pattern FORM = Pattern.compile("A1[0-9A-Z]{16}");
  private static final String EXAMPLE = "18 characters, such as A1-2425G-ABC1234002-M";

  public Grid {
    Iso7064.require(
        "GRID",
        FORM,
        code,
        EXAMPLE,
        whole -> String.valueOf(Iso7064.mod37And36(whole.substring(0, 17))));
  }

  /// Reads what people write: hyphens, spaces, `GRid` before it.
  ///
  /// @throws org.antiphon.problem.InvalidInput where it is none, or its check character is wrong
  public static Grid parse(String text) {
    return new Grid(Iso7064.bare(text, "GRID"));
  }

  @Override
  public String toString() {
    return code;
  }
}
