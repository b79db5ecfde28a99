package org.antiphon.catalogue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.antiphon.problem.InvalidInput;

/// An artist whom we act for: under which names and ids they are known, and how what is theirs
/// comes to the platforms.
///
/// @param aliases other names, in all scripts
/// @param platformIds ids of their profiles, each `platform:id`, or an id alone for any platform
/// @param deliveries by what a delivery of theirs is known
/// @param namesakes profile ids of other artists who rightly bear the name
public record RosterArtist(
    String name,
    List<String> aliases,
    Optional<Isni> isni,
    Set<String> platformIds,
    Deliveries deliveries,
    Set<String> namesakes,
    Rights rights) {
  public RosterArtist {
    aliases = List.copyOf(aliases);
    platformIds = Set.copyOf(platformIds);
    namesakes = Set.copyOf(namesakes);
    if (name.isBlank())
      throw new InvalidInput("ARTIST", "artist", "the artist has no name", "write one");
  }

  /// What lets us act for the artist, and what is registered.
  ///
  /// @param nameMandate name of the document that lets us act for the person's name and likeness
  /// @param voiceConsent the day on which they agreed in writing that their voice may be compared
  /// @param marks registered word marks
  /// @param markMandate name of the document that lets us act for the marks
  public record Rights(
      Optional<String> nameMandate,
      Optional<LocalDate> voiceConsent,
      List<RegisteredMark> marks,
      Optional<String> markMandate) {
    /// Nothing is on file.
    public static final Rights NONE =
        new Rights(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

    public Rights {
      marks = List.copyOf(marks);
    }

    /// A mandate for the name, and nothing else.
    public static Rights ofName(String document) {
      return new Rights(Optional.of(document), Optional.empty(), List.of(), Optional.empty());
    }

    /// The first mark that stands in these words.
    public Optional<RegisteredMark> markIn(String words) {
      return marks.stream().filter(mark -> mark.standsIn(words)).findFirst();
    }
  }

  /// By what an authorised delivery is known.
  ///
  /// @param uploaders accounts, each `platform:id`, or an id or name for any platform
  /// @param labelLines as printed
  /// @param isrcPrefixes country and registrant of the ISRCs that are given to their recordings
  /// @param releases their UPCs and ISRCs
  public record Deliveries(
      Set<String> distributors,
      Set<String> uploaders,
      Set<String> labelLines,
      Set<String> isrcPrefixes,
      List<Release> releases) {
    public Deliveries {
      distributors = Set.copyOf(distributors);
      uploaders = Set.copyOf(uploaders);
      labelLines = Set.copyOf(labelLines);
      isrcPrefixes = Set.copyOf(isrcPrefixes);
      releases = List.copyOf(releases);
    }

    /// Whether nothing is known of how their music is delivered.
    public boolean isEmpty() {
      return distributors.isEmpty()
          && uploaders.isEmpty()
          && labelLines.isEmpty()
          && isrcPrefixes.isEmpty()
          && releases.isEmpty();
    }
  }

  /// One release or recording of theirs.
  ///
  /// @param code a UPC without leading zeros, or an ISRC
  /// @param on the day it came out, where that is known
  public record Release(String code, Optional<LocalDate> on) {
    /// Reads `4006381333931@2026-03-24`, `QZANT2600001`.
    ///
    /// @throws InvalidInput where the code or the date is none
    public static Release parse(String text) {
      String[] halves = text.strip().split("@", 2);
      String code = halves[0].strip();
      String kept =
          code.matches("[0-9 -]+") ? Barcode.parse(code).significant() : Isrc.parse(code).code();
      return new Release(
          kept,
          halves.length == 1 ? Optional.empty() : Optional.of(Dates.parse(halves[1].strip())));
    }

    /// What [#parse] reads.
    public String written() {
      String code =
          this.code.matches("[0-9]+")
              ? "0".repeat(Math.max(0, 12 - this.code.length())) + this.code
              : this.code;
      return code + on.map(day -> "@" + day).orElse("");
    }
  }

  /// The artist's name and every alias.
  public Stream<String> names() {
    return Stream.concat(Stream.of(name), aliases.stream());
  }

  /// The first day on which something of theirs came out.
  public Optional<LocalDate> firstRelease() {
    return deliveries.releases().stream().flatMap(it -> it.on().stream()).min(LocalDate::compareTo);
  }
}
