package org.antiphon.catalogue;

import java.util.Locale;
import java.util.regex.Pattern;
import org.antiphon.problem.InvalidInput;

/// International Standard Recording Code (ISO 3901:2019), kept without hyphens: prefix of two
/// letters and three letters or digits, year of reference, designation of five digits.
public record Isrc(String code) {
  private static final Pattern FORM = Pattern.compile("[A-Z]{2}[A-Z0-9]{3}[0-9]{7}");

  public Isrc {
    if (!FORM.matcher(code).matches())
      throw new InvalidInput(
          "ISRC",
          "isrc",
          "\"" + code + "\" is no ISRC (ISO 3901)",
          "12 characters, such as QZANT2600001");
  }

  /// Reads what people write: lower case, hyphens, spaces, `ISRC` before it.
  ///
  /// @throws InvalidInput where it is none
  public static Isrc parse(String text) {
    String bare = text.strip().toUpperCase(Locale.ROOT).replaceFirst("^ISRC[ :]*", "");
    String code = bare.replaceAll("[-‐‑–\\s]", "");
    if (!FORM.matcher(code).matches())
      throw new InvalidInput(
          "ISRC",
          "isrc",
          "\"" + text.strip() + "\" is no ISRC (ISO 3901)",
          "12 characters, such as QZANT2600001; hyphens may stand between");
    return new Isrc(code);
  }

  @Override
  public String toString() {
    return code;
  }
}
