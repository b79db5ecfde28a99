package org.antiphon.examination;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.antiphon.impersonation.ShownCredits;
import org.antiphon.impersonation.ShownCredits.Artist;
import org.antiphon.impersonation.ShownCredits.Delivery;
import org.antiphon.impersonation.ShownCredits.Role;
import org.antiphon.intake.Upload;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Credits of an upload, or of a file by its tags, as the examiner of names reads them. What is
/// missing or malformed is left out.
public final class CreditsShown {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private CreditsShown() {}

  /// As a platform shows them.
  public static ShownCredits of(Upload upload) {
    var credits = upload.credits();
    var json = MAPPER.readTree(credits.json());
    var artists = new ArrayList<Artist>();
    for (var artist : json.path("artists")) read(artist).ifPresent(artists::add);
    return new ShownCredits(
        Optional.of(upload.platform().text()),
        artists,
        credits.title(),
        text(json, "version").orElse(""),
        text(json, "album").orElse(""),
        new Delivery(
            credits.label(),
            credits.isrc(),
            credits.upc(),
            text(json, "distributor"),
            Stream.of(upload.uploader().id(), upload.uploader().name())
                .filter(name -> !name.isBlank())
                .toList(),
            text(json, "releaseDate").or(() -> text(json, "released")).flatMap(CreditsShown::day)));
  }

  private static Optional<Artist> read(JsonNode artist) {
    if (artist.isString())
      return Optional.of(new Artist(Role.MAIN, artist.asString(), Optional.empty()));
    return text(artist, "name")
        .map(name ->
            new Artist(Role.read(text(artist, "role").orElse("main")), name, text(artist, "id")));
  }

  private static Optional<String> text(JsonNode node, String name) {
    var value = node.path(name);
    return value.isString() && !value.asString().isBlank()
        ? Optional.of(value.asString())
        : Optional.empty();
  }

  /// As a file's tags say.
  static ShownCredits of(Map<String, String> tags) {
    return new ShownCredits(
        Optional.empty(),
        first(tags, "artist", "album_artist", "albumartist").stream()
            .map(name -> new Artist(Role.MAIN, name, Optional.empty()))
            .toList(),
        first(tags, "title").orElse(""),
        first(tags, "subtitle", "version").orElse(""),
        first(tags, "album").orElse(""),
        new Delivery(
            first(tags, "publisher", "label", "organization"),
            first(tags, "isrc", "tsrc"),
            first(tags, "barcode", "upc"),
            Optional.empty(),
            List.of(),
            first(tags, "date", "originaldate").flatMap(CreditsShown::day)));
  }

  private static Optional<String> first(Map<String, String> tags, String... names) {
    return Stream.of(names)
        .map(name -> tags.getOrDefault(name, "").strip())
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text));
    } catch (DateTimeException _) {
      return Optional.empty(); // a year alone is no day
    }
  }
}
