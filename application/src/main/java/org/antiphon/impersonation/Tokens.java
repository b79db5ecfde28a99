package org.antiphon.impersonation;

import com.ibm.icu.text.Normalizer2;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Cuts a text into [Token]s, and knows which part of it each stands in.
final class Tokens {
  private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
  private static final int LONGEST = 2000;
  private static final String OPENING = "([{【〔〈《「『〖";
  private static final String CLOSING = ")]}】〕〉》」』〗";
  private static final Pattern ABBREVIATED =
      Pattern.compile("(?<![\\p{L}\\p{N}])([AaIi])\\.\\s?([AaIi])\\.?(?![\\p{L}\\p{N}])");

  private final List<Token> tokens = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private final StringBuilder gap = new StringBuilder();
  private String disguise = "";
  private int group;
  private int depth;

  private Tokens() {}

  /// All words of a text; what is longer than any honest title is not read to its end.
  static List<Token> of(String text) {
    if (text.isEmpty()) return List.of();
    String cut = withoutEnd(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    if (cut.indexOf('.') >= 0) cut = ABBREVIATED.matcher(cut).replaceAll("$1$2");
    var cutter = new Tokens();
    cut.codePoints().forEach(cutter::take);
    cutter.end();
    return List.copyOf(cutter.tokens);
  }

  /// Without invisible characters at its end: what a copied text drags along disguises nothing.
  private static String withoutEnd(String text) {
    int end = text.length();
    while (end > 0) {
      int last = text.codePointBefore(end);
      if (!Character.isWhitespace(last) && !Folding.isInvisible(last)) break;
      end -= Character.charCount(last);
    }
    return text.substring(0, end);
  }

  private void take(int c) {
    if (Folding.isStretch(c)) return;
    if (Folding.isInvisible(c)) {
      if (!word.isEmpty() && Folding.showsAll(word.codePointBefore(word.length())))
        disguise = "an invisible character (U+%04X)".formatted(c);
      return;
    }
    // set on a character that stands alone, it would else be a word of its own beside it
    if (word.isEmpty() && Folding.isStrippedMark(c)) return;
    if (c == '&' || c == '+' || c == '＆' || c == '＋') {
      end();
      gap.append(' ');
      word.append("and");
      end();
      gap.append(' ');
    } else if (Folding.standsAlone(c)) {
      end();
      word.appendCodePoint(c);
      end();
    } else if (Folding.isPartOfWord(c)) {
      if (Folding.isOrnamental(c)) disguise = "an ornamental letter (U+%04X)".formatted(c);
      word.appendCodePoint(c);
    } else separator(c);
  }

  private void separator(int c) {
    end();
    String plain = c < 128 ? Character.toString(c) : NFKC.normalize(Character.toString(c));
    gap.append(plain);
    if (OPENING.indexOf(c) >= 0 || (!plain.isBlank() && OPENING.contains(plain))) {
      depth++;
      group++;
    } else if (CLOSING.indexOf(c) >= 0 || (!plain.isBlank() && CLOSING.contains(plain))) {
      depth = Math.max(0, depth - 1);
      group++;
    } else if (divides(plain)) group++;
  }

  /// A bar, a quote or a colon divides; a dash or a stroke does with a space before it.
  private boolean divides(String plain) {
    char c = plain.charAt(0);
    if ("|:;\"“”„«»•·~〜".indexOf(c) >= 0) return true;
    boolean spaced = gap.length() > 1 && Character.isWhitespace(gap.charAt(gap.length() - 2));
    return spaced && "-–—―−/".indexOf(c) >= 0;
  }

  private void end() {
    if (word.isEmpty()) return;
    String raw = word.toString();
    tokens.add(
        new Token(
            Folding.fold(raw),
            Folding.shape(raw),
            raw,
            gap.toString(),
            group,
            depth > 0,
            disguise));
    word.setLength(0);
    gap.setLength(0);
    disguise = "";
  }

  /// The words from one to before another, as they were written.
  static String raw(List<Token> tokens, int from, int to) {
    var raw = new StringBuilder();
    for (int i = from; i < to; i++) {
      if (i > from) raw.append(tokens.get(i).gap());
      raw.append(tokens.get(i).raw());
    }
    return raw.toString();
  }

  /// The folded words from one to before another, without anything between.
  static String squeezed(List<Token> tokens, int from, int to) {
    var text = new StringBuilder();
    for (int i = from; i < to; i++) text.append(tokens.get(i).text());
    return text.toString();
  }
}
