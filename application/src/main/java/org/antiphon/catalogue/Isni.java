package org.antiphon.catalogue;

import java.util.regex.Pattern;

/// International Standard Name Identifier (ISO 27729): fifteen digits and a check character of ISO
/// 7064 MOD 11-2, kept without spaces: `000000012281955X`.
public record Isni(String code) {
  private static final Pattern FORM = Pattern.compile("[0-9]{15}[0-9X]");
  private static final String EXAMPLE = "16 characters, such as 0000 0001 2281 955X";

  public Isni {
    Iso7064.require(
        "ISNI",
        FORM,
        code,
        EXAMPLE,
        whole -> String.valueOf(Iso7064.mod11And2(whole.substring(0, 15))));
  }

  /// Reads what people write: spaces, hyphens, `ISNI` before it.
  ///
  /// @throws org.antiphon.problem.InvalidInput where it is none, or its check character is wrong
  public static Isni parse(String text) {
    return new Isni(Iso7064.bare(text, "ISNI"));
  }

  @Override
  public String toString() {
    return code;
  }
}
