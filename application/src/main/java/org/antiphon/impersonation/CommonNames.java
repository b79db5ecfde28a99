package org.antiphon.impersonation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Names that say little by themselves: of three letters or fewer, words of a dictionary, first
/// names alone. They never match without a second fact.
final class CommonNames {
  private static final Set<String> WORDS = read();
  private static final List<String> ENDINGS = List.of("ing", "ly", "ed", "es", "s", "d");

  private CommonNames() {}

  private static Set<String> read() {
    var words = new HashSet<String>(1 << 16);
    for (String list : List.of("common-names.txt", "common-names-elsewhere.txt"))
      for (String line : Resources.lines(list))
        for (String word : line.split(" ", -1)) words.add(Folding.fold(word));
    return words;
  }

  /// A syllable of Hangul holds up to three letters, and a sign of Chinese or Japanese a word: of
  /// those, three make a full name, and two a word or a first name.
  ///
  /// @param squeezed a folded name without anything between its words
  static boolean has(String squeezed) {
    int characters = squeezed.codePointCount(0, squeezed.length());
    boolean alone =
        squeezed.codePoints().allMatch(c -> Folding.standsAlone(c) || Folding.isHangul(c));
    if (characters <= (alone ? 2 : 3)) return true;
    return isWord(squeezed);
  }

  static boolean isWord(String folded) {
    if (WORDS.contains(folded)) return true;
    for (String ending : ENDINGS)
      if (folded.endsWith(ending) && folded.length() - ending.length() >= 4) {
        String stem = folded.substring(0, folded.length() - ending.length());
        if (WORDS.contains(stem)) return true;
      }
    return false;
  }
}
