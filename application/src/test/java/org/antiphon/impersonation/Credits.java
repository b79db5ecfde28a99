package org.antiphon.impersonation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.antiphon.catalogue.RosterArtist;

/// Credits and artists built by words, for tests of rules.
final class Credits {
  static final RosterArtist TESSALINE = artist("Tessaline Orveth", "ar-tess");

  static RosterArtist artist(String name, String id) {
    return artist(name, id, "ZZTSO");
  }

  static RosterArtist artist(String name, String id, String prefix) {
    return new RosterArtist(
        name,
        List.of(),
        Optional.empty(),
        Set.of("warble:" + id),
        new RosterArtist.Deliveries(
            Set.of("Lantern Distribution"),
            Set.of("warble:lantern"),
            Set.of("Lantern House"),
            Set.of(prefix),
            List.of(RosterArtist.Release.parse(prefix + "2600001@2026-05-08"))),
        Set.of("warble:" + id + "-lisbon"),
        RosterArtist.Rights.ofName("orveth.pdf"));
  }

  static ShownCredits by(String artist, String title) {
    return shown(artist, title, ShownCredits.Delivery.UNSAID);
  }

  static ShownCredits shown(String artists, String title, ShownCredits.Delivery delivery) {
    return new ShownCredits(
        Optional.of("warble"),
        Stream.of(artists.split("\\|", -1)).map(ShownCredits.Artist::parse).toList(),
        title,
        "",
        "",
        delivery);
  }

  static ShownCredits.Delivery isrc(String isrc) {
    return new ShownCredits.Delivery(
        Optional.empty(),
        Optional.of(isrc),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  private Credits() {}
}
