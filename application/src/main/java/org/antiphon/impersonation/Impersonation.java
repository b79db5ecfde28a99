package org.antiphon.impersonation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.antiphon.catalogue.RosterArtist;

/// Whom do these credits claim to be? Built once for a roster; thread-safe; no network, no
/// database.
///
/// A name in the artist field claims; a name in title, version or album refers, unless the words
/// around it claim ([TitleReader]). Profile ids, identifiers and deliveries are held against what
/// the roster authorises. Cost: a walk over the words of the credits, whatever the roster's size
/// (docs/measurements/impersonation.md).
public final class Impersonation {
  private final List<RosterArtist> artists;
  private final NameIndex index;
  private final Ownership ownership;
  private final ArtistReader artistReader;
  private final TitleReader titleReader;

  /// Holds these artists.
  public Impersonation(List<RosterArtist> artists) {
    this.artists = List.copyOf(artists);
    this.index = new NameIndex(this.artists);
    this.ownership = new Ownership(this.artists);
    this.artistReader = new ArtistReader(index, Grammar.bundled());
    this.titleReader = new TitleReader(Grammar.bundled());
  }

  /// How many artists it knows.
  public int size() {
    return artists.size();
  }

  /// Judges one upload's credits.
  public Identity judge(ShownCredits credits, Evidence evidence) {
    var touched = new LinkedHashMap<Integer, Touch>();
    for (var shown : credits.artists()) artist(credits, shown, touched);
    title(credits, touched);
    for (int owner : ownership.ofIdentifiers(credits.delivery()))
      touch(touched, owner).identifier = true;
    evidence.artworkOf().ifPresent(name -> artwork(name, touched));
    var judged = new ArrayList<Identity>();
    touched.forEach((number, touch) ->
        judged.add(new ArtistRules(artists.get(number), credits, evidence, touch).judge()));
    return joined(judged);
  }

  private void artist(
      ShownCredits credits, ShownCredits.Artist shown, Map<Integer, Touch> touched) {
    for (int owner : ownership.ofProfile(shown, credits.platform()))
      touch(touched, owner).profiles.add(shown);
    if (shown.role() == ShownCredits.Role.OTHER) return;
    for (var claim : artistReader.read(shown.name()))
      for (var name : claim.hit().names())
        touch(touched, name.artist()).named.add(new Touch.Named(shown, claim, name));
  }

  private void title(ShownCredits credits, Map<Integer, Touch> touched) {
    String title =
        credits.version().isBlank()
            ? credits.title()
            : credits.title() + " (" + credits.version() + ")";
    var words = Tokens.of(title);
    mentioned("title", title, titleReader.read(words, index.find(words)), touched);
    if (credits.album().equals(credits.title())) return;
    var album = Tokens.of(credits.album());
    mentioned("album", credits.album(), titleReader.readAlbum(album, index.find(album)), touched);
  }

  private static void mentioned(
      String field, String text, List<TitleReader.Mention> mentions, Map<Integer, Touch> touched) {
    for (var mention : mentions)
      for (var name : mention.hit().names())
        if (!name.common() && mention.hit().kind() != Hit.Kind.NEAR)
          touch(touched, name.artist()).mentioned.add(new Touch.Mentioned(field, text, mention));
  }

  private void artwork(String name, Map<Integer, Touch> touched) {
    for (int i = 0; i < artists.size(); i++)
      if (artists.get(i).name().equals(name) || artists.get(i).aliases().contains(name))
        touch(touched, i).artwork = true;
  }

  private static Touch touch(Map<Integer, Touch> touched, int artist) {
    return touched.computeIfAbsent(artist, _ -> new Touch());
  }

  /// The strongest conclusion, and every artist's findings, the most accused first.
  private static Identity joined(List<Identity> judged) {
    var shown = judged.stream().filter(each -> !each.findings().isEmpty()).toList();
    if (shown.isEmpty()) return Identity.NOBODY;
    var ordered =
        shown.stream().sorted(Comparator.comparing(Identity::conclusion).reversed()).toList();
    return new Identity(
        ordered.getFirst().conclusion(),
        ordered.stream()
            .flatMap(each -> each.findings().stream())
            .distinct()
            .collect(Collectors.toList()));
  }
}
