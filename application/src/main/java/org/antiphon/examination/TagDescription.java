package org.antiphon.examination;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.antiphon.catalogue.Codes;
import org.antiphon.catalogue.Described;
import org.antiphon.catalogue.Isrc;
import org.antiphon.problem.InvalidInput;

/// Describes a recording by its file's tags; what is missing or malformed there is left out, never
/// guessed. Without a title the file's name stands in.
final class TagDescription {
  private TagDescription() {}

  static Described of(Path file, Map<String, String> tags, String otherwiseArtist) {
    return new Described(
        first(tags, "title").orElse(nameOf(file)),
        first(tags, "artist", "album_artist", "albumartist").orElse(otherwiseArtist),
        first(tags, "isrc", "tsrc").flatMap(TagDescription::isrc),
        first(tags, "date", "originaldate").flatMap(TagDescription::date),
        new Codes(
            first(tags, "iswc"),
            first(tags, "barcode", "upc"),
            first(tags, "publisher", "label", "organization")));
  }

  private static Optional<String> first(Map<String, String> tags, String... names) {
    return Stream.of(names)
        .map(name -> tags.getOrDefault(name, "").strip())
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    String bare = (dot > 0 ? name.substring(0, dot) : name).replace('_', ' ').strip();
    return bare.isEmpty() ? name : bare;
  }

  private static Optional<Isrc> isrc(String text) {
    try {
      return Optional.of(Isrc.parse(text));
    } catch (InvalidInput _) {
      return Optional.empty();
    }
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
