package org.antiphon.impersonation;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antiphon.impersonation.Grammar.Kind;

/// Reads one name of the artist field: whom does it claim to be? Roster names are found first, the
/// longest first, and only what is left is split, so that `Tyler, the Gardener` and `Marrow & Fern
/// & Co` stay whole. A roster name inside another name (`Halden Virke Tribute Band`) claims
/// nothing.
final class ArtistReader {
  private static final Set<String> SEPARATING =
      Set.of(
          "and",
          "feat",
          "ft",
          "featuring",
          "with",
          "x",
          "vs",
          "versus",
          "meets",
          "presents",
          "und",
          "et",
          "y",
          "e",
          "con",
          "com",
          "avec",
          "mit",
          "w");
  private static final Set<String> ARTICLES =
      Set.of("the", "der", "die", "das", "le", "la", "les", "el", "los", "las", "o", "a", "il");

  /// What makes `X & …` the name of one band.
  private static final Set<String> BANDS =
      Set.of("co", "sons", "company", "cie", "söhne", "sohne", "fils", "hijos", "filhos");

  private static final Set<String> FOLLOWING =
      Set.of("his", "her", "their", "friends", "brothers", "sisters", "family", "daughters");

  private final NameIndex index;
  private final Grammar grammar;

  ArtistReader(NameIndex index, Grammar grammar) {
    this.index = index;
    this.grammar = grammar;
  }

  /// What the name says of a roster artist.
  ///
  /// @param shown as it was written
  record Claim(Hit hit, Meaning meaning, String shown) {}

  /// CLAIM: it presents itself as the artist. SYNTHETIC: as a machine's use of the name. REFERENCE:
  /// it only speaks of the artist.
  enum Meaning {
    CLAIM,
    SYNTHETIC,
    REFERENCE
  }

  List<Claim> read(String shown) {
    var tokens = Tokens.of(shown);
    var claims = new ArrayList<Claim>();
    var hits = index.find(tokens);
    for (var hit : hits) read(tokens, hits, hit, shown, claims);
    if (claims.isEmpty()) near(tokens, shown, claims);
    return claims;
  }

  private void read(List<Token> tokens, List<Hit> hits, Hit hit, String shown, List<Claim> claims) {
    int from = hit.from();
    while (from > 0 && !separates(tokens, hits, from)) from--;
    int to = hit.to();
    while (to < tokens.size() && !separates(tokens, hits, to)) to++;
    var phrases =
        grammar.find(tokens.subList(from, to)).stream()
            .map(p -> new Grammar.Phrase(p.from(), p.to(), p.kinds()))
            .toList();
    boolean whole = from == hit.from() && to == hit.to();
    if (whole && hit.to() < tokens.size() && isOneBand(tokens, hit)) return;
    if (whole) {
      claims.add(new Claim(hit, aside(tokens, hit), shown));
      return;
    }
    int start = from;
    boolean synthetic =
        phrases.stream().anyMatch(p -> p.is(Kind.SYNTHETIC) || p.is(Kind.SYNTHETIC_BESIDE));
    boolean reference =
        phrases.stream()
            .filter(p -> !p.overlaps(hit.from() - start, hit.to() - start))
            .anyMatch(p ->
                p.is(Kind.REFERENCE) || p.is(Kind.REFERENCE_AFTER) || p.is(Kind.REFERENCE_BEFORE));
    boolean adorned = true;
    for (int i = from; i < to; i++) {
      int at = i - from;
      boolean named = i >= hit.from() && i < hit.to();
      boolean article = i == hit.from() - 1 && i == from && isArticle(tokens, i);
      boolean adornment =
          phrases.stream()
              .anyMatch(p -> (p.is(Kind.ADORNMENT) || p.is(Kind.CLAIM)) && p.overlaps(at, at + 1));
      adorned &= named || article || adornment;
    }
    if (synthetic) claims.add(new Claim(hit, Meaning.SYNTHETIC, shown));
    else if (reference) claims.add(new Claim(hit, Meaning.REFERENCE, shown));
    else if (adorned) claims.add(new Claim(hit, Meaning.CLAIM, shown));
  }

  /// What stands in brackets behind a whole name: `X (AI)`, `X (Tribute)`.
  private Meaning aside(List<Token> tokens, Hit hit) {
    for (var phrase : grammar.find(tokens)) {
      if (phrase.overlaps(hit.from(), hit.to())) continue;
      if (phrase.is(Kind.SYNTHETIC) || phrase.is(Kind.SYNTHETIC_BESIDE)) return Meaning.SYNTHETIC;
      if (phrase.is(Kind.REFERENCE) && tokens.get(phrase.from()).bracketed())
        return Meaning.REFERENCE;
    }
    return Meaning.CLAIM;
  }

  /// Whether another artist may begin at a word: what stands before it parts names.
  private static boolean separates(List<Token> tokens, List<Hit> hits, int at) {
    var token = tokens.get(at);
    boolean hitBegins = hits.stream().anyMatch(hit -> hit.from() == at);
    if (SEPARATING.contains(token.text()) && !inside(hits, at)) return true;
    if (at > 0 && SEPARATING.contains(tokens.get(at - 1).text()) && !inside(hits, at - 1))
      return true;
    if (token.group() != tokens.get(Math.max(0, at - 1)).group()) return true;
    boolean comma = token.gap().indexOf(',') >= 0 || token.gap().indexOf('、') >= 0;
    if (comma) return hitBegins || !ARTICLES.contains(token.text());
    return token.gap().indexOf('/') >= 0 || token.gap().indexOf('×') >= 0;
  }

  private static boolean isArticle(List<Token> tokens, int at) {
    return ARTICLES.contains(tokens.get(at).text());
  }

  private static boolean inside(List<Hit> hits, int at) {
    return hits.stream().anyMatch(hit -> hit.from() <= at && at < hit.to());
  }

  /// `Earth & Fire & Co`: what follows says that the name goes on. A name of one word goes on with
  /// `& the …` too.
  private static boolean isOneBand(List<Token> tokens, Hit hit) {
    if (!tokens.get(hit.to()).text().equals("and") || hit.to() + 1 >= tokens.size()) return false;
    String next = tokens.get(hit.to() + 1).text();
    boolean single = hit.to() - hit.from() == 1;
    return BANDS.contains(next)
        || (single && (FOLLOWING.contains(next) || ARTICLES.contains(next)));
  }

  /// Names that are nobody's exactly: with the same letters put together otherwise, or one letter
  /// off; each part that separators leave.
  private void near(List<Token> tokens, String shown, List<Claim> claims) {
    int from = 0;
    for (int i = 1; i <= tokens.size(); i++) {
      if (i < tokens.size() && !separates(tokens, List.of(), i)) continue;
      part(tokens, from, i, shown, claims);
      from = i;
    }
    if (claims.isEmpty() && from > 0) part(tokens, 0, tokens.size(), shown, claims);
  }

  private void part(List<Token> tokens, int from, int to, String shown, List<Claim> claims) {
    int start = SEPARATING.contains(tokens.get(from).text()) ? from + 1 : from;
    if (start >= to) return;
    String letters = bare(Tokens.squeezed(tokens, start, to));
    var together = index.together(letters);
    if (!together.isEmpty()) {
      claims.add(new Claim(Hit.exact(tokens, start, to, together), Meaning.CLAIM, shown));
      return;
    }
    var near = index.near(letters, to - start);
    if (!near.isEmpty())
      claims.add(
          new Claim(
              new Hit(start, to, near, Hit.Kind.NEAR, "it is one letter off"),
              Meaning.CLAIM,
              shown));
  }

  /// Without what channels put before or behind a name in one word with it.
  private static String bare(String letters) {
    for (String ending : Set.of("vevo", "official", "music"))
      if (letters.endsWith(ending) && letters.length() > ending.length() + 5)
        return letters.substring(0, letters.length() - ending.length());
    return letters;
  }
}
