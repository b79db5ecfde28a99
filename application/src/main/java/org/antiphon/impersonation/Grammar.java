package org.antiphon.impersonation;

import java.util.ArrayList;
import java.util.List;

/// The words of `mentions.txt`: what, around a name, says that it is claimed, referred to, or used
/// openly by a machine. Immutable.
final class Grammar {
  /// The kinds of that file.
  enum Kind {
    REFERENCE,
    REFERENCE_BEFORE,
    REFERENCE_AFTER,
    SYNTHETIC,
    SYNTHETIC_BESIDE,
    FEATURE,
    CLAIM,
    VERSION,
    ADORNMENT
  }

  /// A phrase in a text, from one word to before another.
  record Phrase(int from, int to, List<Kind> kinds) {
    boolean is(Kind kind) {
      return kinds.contains(kind);
    }

    boolean overlaps(int start, int end) {
      return from < end && to > start;
    }
  }

  private static final Grammar BUNDLED = new Grammar(Resources.lines("mentions.txt"));

  private final WordTrie<Kind> phrases = new WordTrie<>();

  private Grammar(List<String> lines) {
    for (String line : lines) {
      String[] parts = line.split("\\|", -1);
      var kind = Kind.valueOf(parts[0].strip().split(" ", 2)[0]);
      for (int i = 1; i < parts.length; i++)
        phrases.add(Tokens.of(parts[i].strip()).stream().map(Token::text).toList(), kind);
    }
  }

  static Grammar bundled() {
    return BUNDLED;
  }

  /// Every phrase of a text, longest first from the left, none inside another, and none across a
  /// bracket, a dash or a comma: in `Ai, ai (cover)` nobody says `ai cover`.
  List<Phrase> find(List<Token> tokens) {
    var found = new ArrayList<Phrase>();
    for (int i = 0; i < tokens.size(); ) {
      var phrase = phrases.longestAt(tokens.subList(0, endOfBreath(tokens, i)), i, Token::text);
      if (phrase == null) i++;
      else {
        found.add(new Phrase(phrase.from(), phrase.to(), phrase.values()));
        i = phrase.to();
      }
    }
    return found;
  }

  private static int endOfBreath(List<Token> tokens, int from) {
    int end = from + 1;
    while (end < tokens.size()
        && tokens.get(end).group() == tokens.get(from).group()
        && tokens.get(end).gap().indexOf(',') < 0
        && tokens.get(end).gap().indexOf('、') < 0) end++;
    return end;
  }
}
