package org.antiphon.catalogue;

import java.util.regex.Pattern;

/// The number under a release's bar code, UPC or EAN (GS1): 12 to 14 digits, the last one a check
/// digit, MOD 10 with weights 1 and 3. A UPC and the EAN that it becomes with a leading zero are
/// the same number: [#sameAs].
public record Barcode(String digits) {
  private static final Pattern FORM = Pattern.compile("[0-9]{12,14}");
  private static final String EXAMPLE = "12 digits (UPC) or 13 (EAN), such as 4006381333931";

  public Barcode {
    Iso7064.require("UPC", FORM, digits, EXAMPLE, Barcode::check);
  }

  /// Reads what people write: spaces and hyphens between.
  ///
  /// @throws org.antiphon.problem.InvalidInput where it is none, or its check digit is wrong
  public static Barcode parse(String text) {
    return new Barcode(Iso7064.bare(Iso7064.bare(text, "UPC"), "EAN"));
  }

  /// GS1 General Specifications §7.9: from the right, without the check digit, weights 3, 1, 3 ...
  private static String check(String digits) {
    int sum = 0;
    for (int i = digits.length() - 2, weight = 3; i >= 0; i--, weight = 4 - weight)
      sum += weight * (digits.charAt(i) - '0');
    return Integer.toString((10 - sum % 10) % 10);
  }

  /// Whether both are one number, whatever the leading zeros.
  public boolean sameAs(Barcode other) {
    return significant().equals(other.significant());
  }

  /// Without leading zeros.
  public String significant() {
    return digits.replaceFirst("^0+", "");
  }

  @Override
  public String toString() {
    return digits;
  }
}
