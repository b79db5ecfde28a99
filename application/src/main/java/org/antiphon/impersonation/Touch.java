package org.antiphon.impersonation;

import java.util.ArrayList;
import java.util.List;

/// Where credits touch one artist of the roster; filled while they are read.
final class Touch {
  /// Shown artists whose profile is the artist's.
  final List<ShownCredits.Artist> profiles = new ArrayList<>();

  /// Names in the artist field.
  final List<Named> named = new ArrayList<>();

  /// Names in title, version and album.
  final List<Mentioned> mentioned = new ArrayList<>();

  /// An ISRC or UPC that is the artist's.
  boolean identifier;

  /// A picture that is the artist's cover.
  boolean artwork;

  /// A name in the artist field.
  record Named(ShownCredits.Artist shown, ArtistReader.Claim claim, NameIndex.Name name) {}

  /// A name in a text.
  ///
  /// @param field `title` or `album`
  record Mentioned(String field, String text, TitleReader.Mention mention) {}
}
