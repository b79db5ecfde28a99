package org.antiphon.impersonation;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.lang.UScript;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.Transliterator;
import java.util.Locale;

/// Brings words to the forms in which they are compared (ICU4J; no tables of our own).
///
/// Folded: NFKC, full case folding, marks of alphabets stripped (not those that make a Japanese or
/// Indic letter another one), Latin letters without their strokes. Shape: the skeleton of UTS #39
/// before and after folding case, so that a capital that looks like another script's capital is
/// found too; ICU keeps `i` apart from `l`, while folding makes an `i` of the `I` that looks like
/// an `l`, so both become `l`. Thread-safe.
final class Folding {
  private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
  private static final Normalizer2 NFD = Normalizer2.getNFDInstance();
  private static final SpoofChecker SPOOF = new SpoofChecker.Builder().build();
  private static final Transliterator ASCII = Transliterator.getInstance("Latin-ASCII");

  /// Shapes of single ASCII characters, since skeletons are made character by character.
  private static final String[] ASCII_SHAPES = new String[128];

  static {
    for (char c = 0; c < 128; c++) ASCII_SHAPES[c] = shapeByIcu(String.valueOf(c));
  }

  private Folding() {}

  static String fold(String word) {
    if (isAscii(word)) return word.toLowerCase(Locale.ROOT);
    String folded = UCharacter.foldCase(NFKC.normalize(word), true);
    return latin(stripped(folded));
  }

  static String shape(String word) {
    if (!isAscii(word)) return shapeByIcu(NFKC.normalize(seen(word)));
    var shape = new StringBuilder(word.length() + 2);
    for (int i = 0; i < word.length(); i++) shape.append(ASCII_SHAPES[word.charAt(i)]);
    return shape.toString();
  }

  /// Compatibility characters as they look, where that is a plain letter: NFKC would make a sigma
  /// of the lunate one (ϲ), which passes for a `c`.
  private static String seen(String word) {
    if (NFKC.isNormalized(word)) return word;
    var seen = new StringBuilder(word.length());
    word.codePoints()
        .mapToObj(Character::toString)
        .forEach(c -> {
          String look = NFKC.isNormalized(c) ? c : SPOOF.getSkeleton(c);
          seen.append(isAscii(look) ? look : c);
        });
    return seen.toString();
  }

  private static String shapeByIcu(String word) {
    String upper = latin(stripped(UCharacter.foldCase(SPOOF.getSkeleton(word), true)));
    String both = stripped(UCharacter.foldCase(SPOOF.getSkeleton(upper), true));
    return both.replace('i', 'l').replace('0', 'o').replace('1', 'l');
  }

  /// As German and Nordic keyboards without the letter write it: `ae` for `ä`, `ø` as `oe`.
  static String spelledOut(String word) {
    return word.toLowerCase(Locale.ROOT)
        .replace("ä", "ae")
        .replace("ö", "oe")
        .replace("ü", "ue")
        .replace("ø", "oe")
        .replace("å", "aa");
  }

  private static String latin(String folded) {
    if (isAscii(folded)) return folded;
    synchronized (ASCII) { // transliterators are not thread-safe
      return folded.codePoints().anyMatch(c -> UScript.getScript(c) == UScript.LATIN)
          ? ASCII.transliterate(folded)
          : folded;
    }
  }

  /// Without the marks of Latin, Greek, Cyrillic, Hebrew and Arabic, and stacked ones.
  private static String stripped(String text) {
    if (isAscii(text)) return text;
    String apart = NFD.normalize(text);
    var kept = new StringBuilder(apart.length());
    apart.codePoints().filter(c -> !isStrippedMark(c)).forEach(kept::appendCodePoint);
    return NFKC.normalize(kept);
  }

  /// Whether it is a mark that is set on letters and says nothing of its own.
  static boolean isStrippedMark(int c) {
    if (UCharacter.getType(c) != UCharacter.NON_SPACING_MARK
        && UCharacter.getType(c) != UCharacter.ENCLOSING_MARK) return false;
    int script = UScript.getScript(c);
    boolean kana = c == 0x3099 || c == 0x309A;
    return !kana
        && (script == UScript.INHERITED
            || script == UScript.COMMON
            || script == UScript.HEBREW
            || script == UScript.ARABIC
            || script == UScript.CYRILLIC);
  }

  /// Whether a text has marks on letters that no alphabet sets there, as far as Unicode knows (no
  /// composed letter exists), and the name itself has none such: `m̷`, not `ó`.
  static boolean bearsStrangeMarks(String shown, String name) {
    return hasLooseMark(shown) && !hasLooseMark(name);
  }

  private static boolean hasLooseMark(String text) {
    return !isAscii(text)
        && NFKC.normalize(text)
            .codePoints()
            .anyMatch(c -> isStrippedMark(c) && UScript.getScript(c) == UScript.INHERITED);
  }

  static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) if (text.charAt(i) >= 128) return false;
    return true;
  }

  /// Characters that nobody sees: zero-width ones, fillers, controls of direction, variation
  /// selectors.
  static boolean isInvisible(int c) {
    return c > 127
        && (UCharacter.hasBinaryProperty(c, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
            || UCharacter.getType(c) == UCharacter.FORMAT
            || c == 0x2800);
  }

  /// Letters, digits and marks, and signs that stand for letters, such as Ⓐ; not ™ or ©.
  static boolean isPartOfWord(int c) {
    if (c < 128) return Character.isLetterOrDigit(c);
    if (Character.isLetterOrDigit(c)) return true;
    int type = UCharacter.getType(c);
    if (type == UCharacter.NON_SPACING_MARK
        || type == UCharacter.COMBINING_SPACING_MARK
        || type == UCharacter.ENCLOSING_MARK) return true;
    return isOrnamental(c);
  }

  /// Styled copies of letters: mathematical, circled, squared.
  static boolean isOrnamental(int c) {
    return (c >= 0x1D400 && c <= 0x1D7FF)
        || (c >= 0x2460 && c <= 0x24FF)
        || (c >= 0x1F110 && c <= 0x1F189)
        || (c >= 0x2100 && c <= 0x214F && c != 0x2122 && c != 0x2120 && c != 0x2117 && c != 0x2116);
  }

  /// Scripts without spaces: each character is a word of its own here.
  static boolean standsAlone(int c) {
    if (c < 0x3000) return false;
    int script = UScript.getScript(c);
    return script == UScript.HAN
        || script == UScript.HIRAGANA
        || script == UScript.KATAKANA
        || c == 0x30FC;
  }

  static boolean isHangul(int c) {
    return c >= 0x1100 && UScript.getScript(c) == UScript.HANGUL;
  }

  /// A stroke that draws an Arabic or N'Ko word out and says nothing.
  static boolean isStretch(int c) {
    return c == 0x0640 || c == 0x07FA;
  }

  /// Whether a letter's script has no use for characters that nobody sees. Arabic, Indic and
  /// South-East Asian spelling joins and parts letters by them, and Hebrew text is directed so.
  static boolean showsAll(int c) {
    int script = UScript.getScript(c);
    return script == UScript.LATIN
        || script == UScript.GREEK
        || script == UScript.CYRILLIC
        || script == UScript.ARMENIAN
        || script == UScript.GEORGIAN
        || script == UScript.CHEROKEE
        || script == UScript.HANGUL
        || script == UScript.COMMON
        || script == UScript.INHERITED;
  }

  /// Whether Latin letters stand in one word with Greek, Cyrillic, Cherokee or Armenian ones.
  static boolean mixesScripts(String word) {
    boolean latin = false;
    boolean other = false;
    for (int c : word.codePoints().toArray()) {
      int script = UScript.getScript(c);
      if (script == UScript.LATIN) latin = true;
      else if (Character.isLetter(c) && script != UScript.COMMON && script != UScript.INHERITED)
        other = true;
    }
    return latin && other;
  }
}
