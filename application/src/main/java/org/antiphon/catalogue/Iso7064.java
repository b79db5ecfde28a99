package org.antiphon.catalogue;

import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.antiphon.problem.InvalidInput;

/// Check characters of ISO/IEC 7064, and what the identifiers that bear one share: the reading of
/// what people write, and the faults.
final class Iso7064 {
  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final Pattern BETWEEN = Pattern.compile("[-‐‑–.\\s]");

  private Iso7064() {}

  /// MOD 11-2 over digits: a digit, or X for ten.
  static char mod11And2(String digits) {
    int product = 0;
    for (int i = 0; i < digits.length(); i++) product = (product + digits.charAt(i) - '0') * 2 % 11;
    int check = (12 - product) % 11;
    return check == 10 ? 'X' : (char) ('0' + check);
  }

  /// MOD 37,36 over digits and capitals: a digit or a capital.
  static char mod37And36(String characters) {
    int product = 36;
    for (int i = 0; i < characters.length(); i++) {
      int sum = (product + ALPHABET.indexOf(characters.charAt(i))) % 36;
      product = (sum == 0 ? 36 : sum) * 2 % 37;
    }
    return ALPHABET.charAt((37 - product) % 36);
  }

  /// Capitals without the hyphens, points and spaces that people write between.
  static String bare(String text, String name) {
    String capitals = text.strip().toUpperCase(Locale.ROOT).replaceFirst("^" + name + "[ :]*", "");
    return BETWEEN.matcher(capitals).replaceAll("");
  }

  /// Refuses a code of another form, or whose last characters are not what its others demand.
  ///
  /// @param check the check characters that belong to the code without its own
  static void require(
      String name, Pattern form, String code, String example, Function<String, String> check) {
    if (!form.matcher(code).matches())
      throw new InvalidInput(
          name, name.toLowerCase(Locale.ROOT), "\"" + code + "\" is no " + name, example);
    String ends = check.apply(code);
    if (!code.endsWith(ends))
      throw new InvalidInput(
          name,
          name.toLowerCase(Locale.ROOT),
          "\"" + code + "\" is no " + name + ": by its other characters it would end in " + ends,
          "read it again from its source; a wrong check digit is never mended here");
  }
}
