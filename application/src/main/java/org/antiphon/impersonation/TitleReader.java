package org.antiphon.impersonation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antiphon.impersonation.Grammar.Kind;
import org.antiphon.impersonation.Grammar.Phrase;

/// Reads what a roster name in a title means. A name there refers, unless words around it claim.
///
/// In this order: openly synthetic (`AI cover`, `(AI)` beside the name); a reference (`cover of`,
/// `type beat`, `karaoke`, in the six languages of the grammar); a claim (`feat. X`, `X - Title`,
/// `official`, `unreleased`); a bare mention, which refers. A word of reference counts beside the
/// name, in brackets, or at an end of a part of the title; in the middle of another part it belongs
/// to the title itself (`Cover Me`).
final class TitleReader {
  private final Grammar grammar;

  TitleReader(Grammar grammar) {
    this.grammar = grammar;
  }

  /// What a mention means.
  enum Meaning {
    SYNTHETIC,
    REFERENCE,
    CLAIM,
    BARE
  }

  /// A roster name in a text.
  ///
  /// @param quoted the words that decide, as written; empty text: none do
  record Mention(Hit hit, Meaning meaning, String quoted, String name) {
    private static Mention byPlace(Hit hit, String name) {
      return new Mention(hit, Meaning.CLAIM, name + LEADING, name);
    }

    /// Whether only its place before a dash claims.
    boolean isByPlace() {
      return meaning == Meaning.CLAIM && quoted.equals(name + LEADING);
    }
  }

  private static final String LEADING = " - …";

  /// Every mention in an album's title, where a name before a dash does not claim: albums are
  /// called after others (`X - The Songs`).
  List<Mention> readAlbum(List<Token> tokens, List<Hit> hits) {
    return read(tokens, hits).stream()
        .map(it -> it.isByPlace() ? new Mention(it.hit(), Meaning.BARE, "", it.name()) : it)
        .toList();
  }

  /// Every mention in a title.
  List<Mention> read(List<Token> tokens, List<Hit> hits) {
    if (hits.isEmpty()) return List.of();
    var phrases = grammar.find(tokens);
    var mentions = new ArrayList<Mention>();
    for (var hit : hits) {
      var title = new Title(tokens, phrases, hits, hit);
      mentions.add(title.read());
    }
    return mentions;
  }

  /// One name in one title.
  private record Title(List<Token> tokens, List<Phrase> phrases, List<Hit> hits, Hit hit) {
    Mention read() {
      var reference = first(this::refers);
      var synthetic = first(phrase -> synthetic(phrase, reference.isPresent()));
      if (synthetic.isPresent()) return mention(Meaning.SYNTHETIC, synthetic.get());
      if (reference.isPresent()) return mention(Meaning.REFERENCE, reference.get());
      var claim = first(this::claims);
      if (claim.isPresent()) return mention(Meaning.CLAIM, claim.get());
      if (leads()) return Mention.byPlace(hit, name());
      return new Mention(hit, Meaning.BARE, "", name());
    }

    private Mention mention(Meaning meaning, Phrase phrase) {
      return new Mention(hit, meaning, Tokens.raw(tokens, phrase.from(), phrase.to()), name());
    }

    private String name() {
      return Tokens.raw(tokens, hit.from(), hit.to());
    }

    private Optional<Phrase> first(java.util.function.Predicate<Phrase> test) {
      return phrases.stream()
          .filter(phrase -> !phrase.overlaps(hit.from(), hit.to()))
          .filter(test)
          .findFirst();
    }

    /// A bare `AI` somewhere else does not turn a beat in somebody's style into their voice, nor
    /// does the last word of the part before the name: `Ai, ai, ai (X cover)`.
    private boolean synthetic(Phrase phrase, boolean isReference) {
      if (phrase.is(Kind.SYNTHETIC)) return true;
      if (!phrase.is(Kind.SYNTHETIC_BESIDE)) return false;
      boolean beside = isBefore(phrase) || isBehind(phrase);
      boolean ends = isPhraseOfWords(phrase) && endsPart(phrase);
      if ((beside || ends) && tokens.get(phrase.from()).group() == group()) return true;
      boolean apart = tokens.get(phrase.from()).bracketed() || beside;
      return !isReference && apart && isWholePart(phrase);
    }

    private boolean refers(Phrase phrase) {
      if (phrase.is(Kind.REFERENCE_BEFORE) && isBefore(phrase)) return true;
      if (phrase.is(Kind.REFERENCE_AFTER) && isBehind(phrase)) return true;
      if (!phrase.is(Kind.REFERENCE)) return false;
      var token = tokens.get(phrase.from());
      return token.group() == group()
          || token.bracketed()
          || isPhraseOfWords(phrase)
          || endsPart(phrase)
          || isWholePart(phrase);
    }

    private boolean claims(Phrase phrase) {
      if (phrase.is(Kind.FEATURE) && features(phrase)) return true;
      if (!phrase.is(Kind.CLAIM)) return false;
      var token = tokens.get(phrase.from());
      return Math.abs(token.group() - group()) <= 1 || token.bracketed() || endsPart(phrase);
    }

    /// `feat. X`, `feat. Y & X`: only names that are joined lie between.
    private boolean features(Phrase phrase) {
      if (phrase.to() > hit.from() || tokens.get(phrase.from()).group() != group()) return false;
      if (phrase.to() == hit.from()) return true;
      for (int i = phrase.to(); i < hit.from(); i++)
        if (JOINING.contains(tokens.get(i).text()) || tokens.get(i + 1).gap().contains(","))
          return true;
      return false;
    }

    private static final Set<String> JOINING = Set.of("and", "x", "und", "et", "y", "e");

    /// `X - Title`, `X & Y - Title`, `【X】 Title`: the name fills the first part, and more follows.
    private boolean leads() {
      int first = 0;
      while (first < hit.from()
          && tokens.get(first).bracketed()
          && tokens.get(first).group() != group()) first++;
      int end = first;
      while (end < tokens.size() && tokens.get(end).group() == group()) end++;
      if (first > hit.from() || end <= hit.from() || end == tokens.size()) return false;
      if (isVersion(end)) return false;
      if (tokens.get(first).bracketed() && !tokens.get(first).gap().contains("【")) return false;
      if (tokens.get(end).bracketed()
          && tokens.stream().allMatch(t -> t.bracketed() || t.group() == group())) return false;
      for (int i = first; i < end; i++) {
        int at = i;
        boolean named = hits.stream().anyMatch(it -> it.from() <= at && at < it.to());
        if (named) continue;
        boolean ownedByOther = i < hit.from() || i >= hit.to();
        if (ownedByOther && !joinedList(first, end)) return false;
      }
      return true;
    }

    /// Whether a part only says which version it is of a work that is called like the artist: `X -
    /// Radio Edit`, `X - Live in Leeds`, `X - 2011 Remaster`.
    private boolean isVersion(int from) {
      int to = from + 1;
      while (to < tokens.size() && tokens.get(to).group() == tokens.get(from).group()) to++;
      boolean all = true;
      for (int i = from; i < to; i++) {
        int at = i;
        var said =
            phrases.stream()
                .filter(it -> it.is(Kind.VERSION) && it.overlaps(at, at + 1))
                .findFirst();
        if (i == from && said.filter(this::isPhraseOfWords).isPresent()) return true;
        boolean number = tokens.get(i).text().chars().allMatch(Character::isDigit);
        all &= said.isPresent() || number;
      }
      return all;
    }

    /// Names joined by `&`, `x`, commas or `feat.`, of which this one is whole.
    private boolean joinedList(int first, int end) {
      boolean left = hit.from() == first || joins(hit.from() - 1, hit.from());
      boolean right = hit.to() == end || joins(hit.to(), hit.to());
      return left && right;
    }

    private boolean joins(int word, int gapBefore) {
      return JOINING.contains(tokens.get(word).text())
          || Set.of("feat", "ft", "featuring", "vs").contains(tokens.get(word).text())
          || tokens.get(gapBefore).gap().contains(",");
    }

    private int group() {
      return tokens.get(hit.from()).group();
    }

    private boolean isBefore(Phrase phrase) {
      int gap = hit.from() - phrase.to();
      return gap == 0 || (gap == 1 && ARTICLES.contains(tokens.get(phrase.to()).text()));
    }

    private static final Set<String> ARTICLES = Set.of("the", "an", "a", "by");

    private boolean isBehind(Phrase phrase) {
      return phrase.from() == hit.to()
          || (phrase.from() == hit.to() + 1 && tokens.get(hit.to()).text().equals("s"));
    }

    private boolean isPhraseOfWords(Phrase phrase) {
      return phrase.to() - phrase.from() > 1;
    }

    private boolean endsPart(Phrase phrase) {
      return phrase.to() == tokens.size()
          || tokens.get(phrase.to()).group() != tokens.get(phrase.from()).group();
    }

    private boolean isWholePart(Phrase phrase) {
      boolean begins =
          phrase.from() == 0
              || tokens.get(phrase.from() - 1).group() != tokens.get(phrase.from()).group();
      return begins && endsPart(phrase);
    }
  }
}
