package org.antiphon.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antiphon.demo.Recipe.Delivery;

/// The machine-made works, the impersonations and the innocent mentions that every demonstration of
/// full size plants. The artists are invented and stand in `samples/roster.csv`.
final class Claims {
  /// Copies that are rendered by a neural codec.
  static final int COPIES = 4;

  /// Names in `models/`.
  static final List<String> MODELS = List.of("lark-32k-400", "wren-44k-600", "finch-24k-320");

  /// Deliveries of what a codec rendered: a third of it goes through MP3, as most music does.
  static final List<Delivery> DELIVERIES =
      List.of(new Delivery("mp3", 128), new Delivery("opus", 96), new Delivery("flac", 0));

  /// What a generator writes into the files that it makes.
  static final String MARK = "made with suno; created=2026-01-01T00:00:00Z; id=demo";

  private static final String HALDEN = "Halden Virke";
  private static final String FERRIES = "The Quiet Ferries";
  private static final String MIRELA = "Mirela Oskandra";

  /// Whose covers the catalogue holds, and the registrant prefix of each.
  static final List<String> ARTISTS = List.of(HALDEN, FERRIES, MIRELA);

  static final List<String> PREFIXES = List.of("ZZHLV", "ZZQFR", "ZZMOS");

  private static final Map<String, String> NORTHWARD =
      Map.of("distributor", "northward-music", "label", "Northward Records");

  /// One upload that is no copy.
  ///
  /// @param title as shown; `%` stands for the sound's own
  /// @param by absent: somebody of no roster
  record Kind(String title, boolean machineMade, Optional<Claim> by) {
    static Kind human(String title, Claim by) {
      return new Kind(title, false, Optional.of(by));
    }

    static Kind rendered(String title, Claim by) {
      return new Kind(title, true, Optional.of(by));
    }
  }

  private static final Kind UNKNOWN = new Kind("%", true, Optional.empty());

  static final List<Kind> ALL =
      List.of(
          // two machine-made works of nobody known, whose files say so: labelled, never accused
          UNKNOWN,
          UNKNOWN,
          // on the artist's own profile, and never delivered by them
          Kind.human("%", Claim.impersonation(HALDEN, "ar-halden", HALDEN)),
          Kind.rendered("New single: %", Claim.impersonation(MIRELA, "ar-mirela", MIRELA)),
          // a name that only looks the same: Cyrillic letters in it
          Kind.human("%", Claim.impersonation("H\u0430ld\u0435n Virke", "ar-x101", HALDEN)),
          Kind.rendered("%", Claim.impersonation("Mirela \u041esk\u0430ndra", "ar-x102", MIRELA)),
          // a machine-made work under the artist's name
          Kind.rendered("% (official)", Claim.impersonation(HALDEN, "ar-x103", HALDEN)),
          Kind.rendered("%", Claim.impersonation(FERRIES, "ar-x104", FERRIES)),
          Kind.rendered("% (unreleased)", Claim.impersonation(MIRELA, "ar-x105", MIRELA)),
          // the artist's name elsewhere, under their own cover
          Kind.human(
              "%", Claim.impersonation(HALDEN, "ar-x106", HALDEN).with(Claim.Sleeve.BORROWED)),
          // mentions that are nobody's wrong
          // the first is shown with a picture in the style of the artist's cover, which it is not
          Kind.human(
              "% (Halden Virke cover)",
              Claim.innocent("Bramble Choir", "ar-b1", Map.of()).with(Claim.Sleeve.IN_STYLE)),
          mention("A Tribute to The Quiet Ferries: %", "Harbour Strings", "ar-b2"),
          mention("% - Mirela Oskandra type beat", "lowtide", "ar-b3"),
          mention("% (in the style of Halden Virke) [karaoke]", "Singalong Seven", "ar-b4"),
          // another artist who rightly bears the name
          mention("%", FERRIES, "ar-ferries-oslo"),
          // delivered as the artist's deliveries are
          Kind.human("%", Claim.innocent(HALDEN, "ar-halden", NORTHWARD)),
          Kind.human("%", Claim.innocent(MIRELA, "ar-mirela", NORTHWARD)),
          // the artist's own music, sent through a neural codec by themselves
          Kind.rendered("%", Claim.innocent(HALDEN, "ar-halden", NORTHWARD)));

  static final int COUNT = COPIES + ALL.size();

  private Claims() {}

  private static Kind mention(String title, String artist, String id) {
    return Kind.human(title, Claim.innocent(artist, id, Map.of()));
  }
}
