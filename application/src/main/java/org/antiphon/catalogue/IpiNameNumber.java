package org.antiphon.catalogue;

import java.util.Locale;
import java.util.regex.Pattern;

/// IPI name number of an author or publisher (CISAC): nine digits and two check digits, MOD 101,
/// kept with its leading zeros.
public record IpiNameNumber(String digits) {
  private static final Pattern FORM = Pattern.compile("[0-9]{11}");
  private static final String EXAMPLE = "11 digits, leading zeros included";

  public IpiNameNumber {
    Iso7064.require("IPI", FORM, digits, EXAMPLE, IpiNameNumber::check);
  }

  /// Reads what people write: points, hyphens and spaces between, fewer leading zeros.
  ///
  /// @throws org.antiphon.problem.InvalidInput where it is none, or its check digits are wrong
  public static IpiNameNumber parse(String text) {
    String bare = Iso7064.bare(text, "IPI");
    boolean shorter = bare.matches("[0-9]{6,10}");
    return new IpiNameNumber(shorter ? "0".repeat(11 - bare.length()) + bare : bare);
  }

  /// Weights 10 to 2; what is missing to a multiple of 101, of which 100 is written 00.
  private static String check(String digits) {
    int sum = 0;
    for (int i = 0; i < 9; i++) sum += (10 - i) * (digits.charAt(i) - '0');
    return String.format(Locale.ROOT, "%02d", (101 - sum % 101) % 101 % 100);
  }

  @Override
  public String toString() {
    return digits;
  }
}
