package org.antiphon.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Whom an upload says it is by, and what is true of that.
///
/// @param artist in the artist field
/// @param artistId the platform's id of that profile; absent: the feed names the artist only
/// @param identity `impersonation` or `innocent`; absent: it concerns nobody of the roster
/// @param impersonates the artist of the roster that it passes itself off as
/// @param delivery further credits: distributor, label, isrc, upc
/// @param sleeve what picture it is shown with
record Claim(
    String artist,
    Optional<String> artistId,
    Optional<String> identity,
    Optional<String> impersonates,
    Map<String, String> delivery,
    Sleeve sleeve) {
  /// The picture that it is shown with.
  enum Sleeve {
    NONE,
    /// The cover of the first artist of the roster, made smaller, cut and framed.
    BORROWED,
    /// Another one in that cover's style.
    IN_STYLE
  }

  Claim {
    delivery = Map.copyOf(delivery);
  }

  static Claim none(String artist) {
    return new Claim(
        artist, Optional.empty(), Optional.empty(), Optional.empty(), Map.of(), Sleeve.NONE);
  }

  static Claim impersonation(String shown, String id, String of) {
    return new Claim(
        shown,
        Optional.of(id),
        Optional.of("impersonation"),
        Optional.of(of),
        Map.of(),
        Sleeve.NONE);
  }

  static Claim innocent(String artist, String id, Map<String, String> delivery) {
    return new Claim(
        artist, Optional.of(id), Optional.of("innocent"), Optional.empty(), delivery, Sleeve.NONE);
  }

  /// The same, shown with a picture.
  Claim with(Sleeve picture) {
    return new Claim(artist, artistId, identity, impersonates, delivery, picture);
  }

  /// As the feed shows it.
  Map<String, Object> credits(String title) {
    var credits = new LinkedHashMap<String, Object>();
    credits.put("title", title);
    credits.put(
        "artists",
        List.of(
            artistId
                .<Object>map(id -> Map.of("name", artist, "role", "main", "id", id))
                .orElse(artist)));
    credits.putAll(delivery);
    return credits;
  }
}
