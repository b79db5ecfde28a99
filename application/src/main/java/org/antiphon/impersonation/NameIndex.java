package org.antiphon.impersonation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antiphon.catalogue.RosterArtist;

/// Every name of the roster, findable in a text without going through them: by folded words, by the
/// shapes of words, by the letters alone, and by one letter left out (SymSpell's trick: two names
/// at distance 1 share a form with one letter less). Immutable once built; thread-safe.
final class NameIndex {
  /// Names shorter than this match at distance 0 only.
  private static final int LEAST_LETTERS = 6;

  /// Written together, names shorter than this are too likely to be a word.
  private static final int LEAST_TOGETHER = 7;

  private static final Set<String> ARTICLES =
      Set.of("the", "der", "die", "das", "le", "la", "les", "los", "las", "el", "os", "as", "il");

  /// A name of an artist.
  ///
  /// @param words how many it has
  /// @param common it never matches by itself
  record Name(int artist, String written, String letters, int words, boolean common) {}

  private final WordTrie<Name> byWords = new WordTrie<>();
  private final WordTrie<Name> byShapes = new WordTrie<>();
  private final Map<String, List<Name>> byLetters = new HashMap<>();
  private final List<Name> names = new ArrayList<>();
  private final long[] shortened;

  NameIndex(List<RosterArtist> artists) {
    for (int i = 0; i < artists.size(); i++) {
      int artist = i;
      artists.get(i).names().forEach(name -> add(artist, name));
    }
    this.shortened = shortened();
  }

  private void add(int artist, String written) {
    for (String spelling : new HashSet<>(List.of(written, Folding.spelledOut(written)))) {
      var tokens = Tokens.of(spelling);
      if (tokens.isEmpty()) continue;
      add(artist, written, tokens);
      if (tokens.size() > 1 && ARTICLES.contains(tokens.getFirst().text()))
        add(artist, written, tokens.subList(1, tokens.size()));
    }
  }

  private void add(int artist, String written, List<Token> tokens) {
    String letters = Tokens.squeezed(tokens, 0, tokens.size());
    var name = new Name(artist, written, letters, tokens.size(), isCommon(tokens));
    byWords.add(tokens.stream().map(Token::text).toList(), name);
    byShapes.add(tokens.stream().map(Token::shape).toList(), name);
    if (letters.length() >= LEAST_TOGETHER)
      byLetters.computeIfAbsent(letters, _ -> new ArrayList<>(1)).add(name);
    names.add(name);
  }

  /// A word with an article is a word (`The Harbor`).
  private static boolean isCommon(List<Token> tokens) {
    int first = tokens.size() > 1 && ARTICLES.contains(tokens.getFirst().text()) ? 1 : 0;
    return CommonNames.has(Tokens.squeezed(tokens, 0, tokens.size()))
        || CommonNames.has(Tokens.squeezed(tokens, first, tokens.size()));
  }

  /// The artists whose names stand in a text, longest first from the left; a name by its shape only
  /// where none stands by its words.
  List<Hit> find(List<Token> tokens) {
    var hits = new ArrayList<Hit>();
    for (int i = 0; i < tokens.size(); ) {
      var exact = byWords.longestAt(tokens, i, Token::text);
      var alike = byShapes.longestAt(tokens, i, Token::shape);
      if (exact != null && (alike == null || exact.to() >= alike.to())) {
        hits.add(Hit.exact(tokens, exact.from(), exact.to(), exact.values()));
        i = exact.to();
      } else if (alike != null) {
        hits.add(Hit.alike(tokens, alike.from(), alike.to(), alike.values()));
        i = alike.to();
      } else {
        var together = byLetters.get(tokens.get(i).text());
        if (together != null) hits.add(Hit.exact(tokens, i, i + 1, together));
        i++;
      }
    }
    return hits;
  }

  /// Names with the same letters, however they are put together.
  List<Name> together(String letters) {
    return byLetters.getOrDefault(letters, List.of());
  }

  /// Names of as many words that are one letter off: another, one more, one less, two swapped. A
  /// word less is more than a slip: `Kern` is not `A. Kern`.
  List<Name> near(String letters, int words) {
    if (letters.length() < LEAST_LETTERS - 1 || CommonNames.isWord(letters)) return List.of();
    var near = new ArrayList<Name>();
    var seen = new HashSet<Integer>();
    for (int skip = -1; skip < letters.length(); skip++)
      for (int number : holders(without(letters, skip)))
        if (seen.add(number)
            && names.get(number).words() == words
            && isNear(names.get(number).letters(), letters)) near.add(names.get(number));
    return near;
  }

  private static boolean isNear(String name, String letters) {
    return Math.min(name.length(), letters.length()) >= LEAST_LETTERS - 1
        && name.length() >= LEAST_LETTERS
        && !CommonNames.has(name)
        && Distance.isOne(name, letters);
  }

  /// Hash of each name with no or one letter left out (upper 40 bits), and its number (lower 24).
  private long[] shortened() {
    if (names.size() >= 1 << 24) throw new IllegalStateException("a roster of 16 million names");
    long[] all = new long[16];
    int count = 0;
    for (int number = 0; number < names.size(); number++) {
      String letters = names.get(number).letters();
      if (letters.length() < LEAST_LETTERS) continue;
      for (int skip = -1; skip < letters.length(); skip++) {
        if (count == all.length) all = Arrays.copyOf(all, count * 2);
        all[count++] = hash(without(letters, skip)) << 24 | number;
      }
    }
    long[] sorted = Arrays.copyOf(all, count);
    Arrays.sort(sorted);
    return sorted;
  }

  private int[] holders(String form) {
    long wanted = hash(form) << 24;
    int at = Arrays.binarySearch(shortened, wanted);
    int from = at < 0 ? -at - 1 : at;
    int to = from;
    while (to < shortened.length && (shortened[to] & -(1L << 24)) == wanted) to++;
    int[] holders = new int[to - from];
    for (int i = from; i < to; i++) holders[i - from] = (int) (shortened[i] & ((1 << 24) - 1));
    return holders;
  }

  private static String without(String letters, int skip) {
    return skip < 0 ? letters : letters.substring(0, skip) + letters.substring(skip + 1);
  }

  /// FNV-1a over UTF-16 units.
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    return hash ^ hash >>> 40;
  }
}
