package org.antiphon.impersonation;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UScript;
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

  /// A match by shape alone.
  static Hit alike(List<Token> tokens, int from, int to, List<NameIndex.Name> names) {
    String raw = Tokens.raw(tokens, from, to);
    String letters = Tokens.squeezed(tokens, from, to);
    boolean mixed = false;
    for (int i = from; i < to; i++) mixed |= Folding.mixesScripts(tokens.get(i).raw());
    boolean digits = letters.chars().anyMatch(Character::isDigit) && Folding.isAscii(raw);
    boolean deliberate =
        mixed || digits || (!Folding.isAscii(raw) && letters.length() >= LONG_ENOUGH);
    return new Hit(
        from,
        to,
        names,
        deliberate ? Kind.DISGUISED : Kind.NEAR,
        strange(raw, names.getFirst().written()));
  }

  /// The first character that the name itself does not have.
  private static String strange(String raw, String name) {
    String own = name.toLowerCase(java.util.Locale.ROOT);
    for (int c : raw.toLowerCase(java.util.Locale.ROOT).codePoints().toArray()) {
      boolean foreign = own.indexOf(c) < 0 && Character.isLetterOrDigit(c);
      if (foreign)
        return "“%s” (%s, U+%04X) stands for a letter that looks like it"
            .formatted(
                Character.toString(c),
                c < 128 ? "digit or letter" : UScript.getName(UScript.getScript(c)) + " " + name(c),
                c);
    }
    return "it is spelled with letters that look alike";
  }

  private static String name(int c) {
    return String.valueOf(UCharacter.getName(c)).toLowerCase(java.util.Locale.ROOT);
  }
}
