package org.antiphon.catalogue;

import java.util.regex.Pattern;

/// International Standard Musical Work Code (ISO 15707): `T`, nine digits, a check digit; kept
/// without hyphens and points, such as `T0345246801`.
public record Iswc(String code) {
  private static final Pattern FORM = Pattern.compile("T[0-9]{10}");
  private static final String EXAMPLE = "write it as T-034.524.680-1";

  public Iswc {
    Iso7064.require("ISWC", FORM, code, EXAMPLE, Iswc::check);
  }

  /// Reads what people write: hyphens, points, spaces, lower case.
  ///
  /// @throws org.antiphon.problem.InvalidInput where it is none, or its check digit is wrong
  public static Iswc parse(String text) {
    return new Iswc(Iso7064.bare(text, "ISWC"));
  }

  /// ISO 15707: (10 - (1 + sum of i times the i-th digit) mod 10) mod 10.
  private static String check(String code) {
    int sum = 1;
    for (int i = 1; i <= 9; i++) sum += i * (code.charAt(i) - '0');
    return Integer.toString((10 - sum % 10) % 10);
  }

  @Override
  public String toString() {
    return code;
  }
}
