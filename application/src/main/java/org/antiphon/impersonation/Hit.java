package org.antiphon.impersonation;

import com.ibm.icu.lang.UCharacter;
import java.util.List;

/// A roster name in a text, from one word to before another.
///
/// @param names the names that it may be; several artists may bear one
/// @param disguise what was done to the name, in words; empty text: nothing
record Hit(int from, int to, List<NameIndex.Name> names, Kind kind, String disguise) {
  /// Names written in one other script that is read alike by accident are short.
  private static final int LONG_ENOUGH = 6;

  /// How it matches.
  enum Kind {
    /// By its folded letters.
    EXACT,
    /// It only looks the same: letters of another script, digits, invisible characters.
    DISGUISED,
    /// One letter off.
    NEAR
  }

  static Hit exact(List<Token> tokens, int from, int to, List<NameIndex.Name> names) {
    for (int i = from; i < to; i++)
      if (!tokens.get(i).disguise().isEmpty())
        return new Hit(from, to, names, Kind.DISGUISED, tokens.get(i).disguise() + " stands in it");
    return new Hit(from, to, names, Kind.EXACT, "");
  }

  /// A match by shape alone. A common name in digits, or wholly in another script, is likelier a
  /// name of its own than a disguise.
  static Hit alike(List<Token> tokens, int from, int to, List<NameIndex.Name> names) {
    String raw = Tokens.raw(tokens, from, to);
    String letters = Tokens.squeezed(tokens, from, to);
    boolean mixed = false;
    for (int i = from; i < to; i++) mixed |= Folding.mixesScripts(tokens.get(i).raw());
    boolean digits = letters.chars().anyMatch(Character::isDigit) && Folding.isAscii(raw);
    boolean common = names.stream().allMatch(NameIndex.Name::common);
    boolean otherScript = !Folding.isAscii(raw) && letters.length() >= LONG_ENOUGH;
    boolean deliberate = mixed || (!common && (digits || otherScript));
    return new Hit(
        from,
        to,
        names,
        deliberate ? Kind.DISGUISED : Kind.NEAR,
        strange(raw, names.getFirst().written()));
  }

  /// The first character that the name itself does not have.
  private static String strange(String raw, String name) {
    var words = Tokens.of(name); // as tokens, `&` is a word on both sides
    String own = Tokens.raw(words, 0, words.size()).toLowerCase(java.util.Locale.ROOT);
    for (int c : raw.toLowerCase(java.util.Locale.ROOT).codePoints().toArray()) {
      boolean foreign = own.indexOf(c) < 0 && Character.isLetterOrDigit(c);
      if (foreign)
        return "“%s” (%s, U+%04X) stands for a letter that looks like it"
            .formatted(Character.toString(c), c < 128 ? "digit or letter" : name(c), c);
    }
    return "it is spelled with letters that look alike";
  }

  private static String name(int c) {
    String name = String.valueOf(UCharacter.getName(c));
    return name.substring(0, 1) + name.substring(1).toLowerCase(java.util.Locale.ROOT);
  }
}
