package org.antiphon.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.antiphon.problem.InvalidInput;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A file of artists, read and checked row by row: what is good, and every fault with its line.
/// Lists inside a cell are separated by `;`. Writes nothing.
///
/// @param form what the file was taken for: `commas`, `semicolons`, `tabs`, `JSON Lines`
public record RosterFile(List<RosterArtist> artists, List<InvalidInput> faults, String form) {
  /// The columns, in the order in which we write them; only `artist` must be there.
  public static final List<String> COLUMNS =
      List.of(
          "artist",
          "aliases",
          "isni",
          "platform_ids",
          "distributors",
          "uploaders",
          "label_lines",
          "isrc_prefixes",
          "releases",
          "namesake_ids",
          "name_mandate",
          "voice_consent",
          "marks",
          "mark_mandate");

  public RosterFile {
    artists = List.copyOf(artists);
    faults = List.copyOf(faults);
  }

  /// Reads a CSV, TSV or JSON Lines file.
  public static RosterFile read(Path path) {
    var file = RowFile.read(path, COLUMNS, "artist");
    var reader = new Reader(new ArrayList<>(file.faults()));
    var artists = new ArrayList<RosterArtist>();
    var lines = new HashMap<String, String>();
    for (Row row : file.rows()) reader.read(row, lines).ifPresent(artists::add);
    if (file.rows().isEmpty() && reader.faults.isEmpty())
      reader.faults.add(
          new InvalidInput(
              "EMPTY", path + ":1", "the file has no rows", "a header and one row an artist"));
    return new RosterFile(artists, reader.faults, file.form());
  }

  /// Reads artists as objects, their fields named as the columns.
  ///
  /// @param where JSON pointer of the list, for faults
  public static RosterFile of(JsonNode artists, String where) {
    var reader = new Reader(new ArrayList<>());
    var read = new ArrayList<RosterArtist>();
    var lines = new HashMap<String, String>();
    int number = 0;
    for (var artist : artists) {
      String at = where + "/" + number++;
      var cells = new HashMap<String, String>();
      for (var field : artist.properties()) {
        cells.put(field.getKey(), RowFile.text(field.getValue()));
        if (!COLUMNS.contains(field.getKey()))
          reader.faults.add(
              new InvalidInput(
                  "FIELD",
                  at + "/" + field.getKey(),
                  "there is no field \"" + field.getKey() + "\"",
                  "known are " + String.join(", ", COLUMNS)));
      }
      reader.read(new Row(at, cells), lines).ifPresent(read::add);
    }
    return new RosterFile(read, reader.faults, "JSON");
  }

  /// The artists of a file that has no faults.
  ///
  /// @throws InvalidInput with every fault
  public static List<RosterArtist> require(Path path) {
    var file = read(path);
    if (!file.faults().isEmpty()) throw InvalidInput.all(file.faults());
    return file.artists();
  }

  /// Writes artists as JSON Lines that [#read] reads; the file is replaced whole.
  static void write(Path path, List<RosterArtist> artists) {
    var lines = new StringBuilder();
    for (var artist : artists)
      lines.append(JsonMapper.shared().writeValueAsString(cells(artist))).append('\n');
    try {
      Path beside = path.resolveSibling(path.getFileName() + ".new");
      Files.writeString(beside, lines);
      Files.move(beside, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> cells(RosterArtist artist) {
    var own = artist.deliveries();
    var cells = new LinkedHashMap<String, Object>();
    cells.put("artist", artist.name());
    cells.put("aliases", artist.aliases());
    cells.put("isni", artist.isni().map(Isni::code).orElse(""));
    cells.put("platform_ids", artist.platformIds());
    cells.put("distributors", own.distributors());
    cells.put("uploaders", own.uploaders());
    cells.put("label_lines", own.labelLines());
    cells.put("isrc_prefixes", own.isrcPrefixes());
    cells.put("releases", own.releases().stream().map(RosterArtist.Release::written).toList());
    cells.put("namesake_ids", artist.namesakes());
    var rights = artist.rights();
    cells.put("name_mandate", rights.nameMandate().orElse(""));
    cells.put("voice_consent", rights.voiceConsent().map(LocalDate::toString).orElse(""));
    cells.put("marks", rights.marks().stream().map(RegisteredMark::written).toList());
    cells.put("mark_mandate", rights.markMandate().orElse(""));
    return cells;
  }

  /// Turns rows into artists, gathering faults.
  private record Reader(List<InvalidInput> faults) {
    Optional<RosterArtist> read(Row row, Map<String, String> lines) {
      int before = faults.size();
      String name = row.cell("artist");
      if (name.isEmpty()) fault(row, "ARTIST", "the artist has no name", "write one");
      String earlier = lines.putIfAbsent(name, row.where());
      if (earlier != null)
        fault(row, "ARTIST_TWICE", "\"" + name + "\" stands twice", "it stands at " + earlier);
      var isni = each(row, "isni", Isni::parse);
      if (isni.size() > 1) fault(row, "ISNI", "an artist has one ISNI", "drop the others");
      var deliveries =
          new RosterArtist.Deliveries(
              members(row, "distributors"),
              members(row, "uploaders"),
              members(row, "label_lines"),
              new LinkedHashSet<>(each(row, "isrc_prefixes", Reader::prefix)),
              each(row, "releases", RosterArtist.Release::parse));
      var consent = each(row, "voice_consent", Dates::parse);
      var rights =
          new RosterArtist.Rights(
              text(row, "name_mandate"),
              consent.stream().findFirst(),
              each(row, "marks", RegisteredMark::parse),
              text(row, "mark_mandate"));
      if (faults.size() > before) return Optional.empty();
      return Optional.of(
          new RosterArtist(
              name,
              List.copyOf(members(row, "aliases")),
              isni.stream().findFirst(),
              members(row, "platform_ids"),
              deliveries,
              members(row, "namesake_ids"),
              rights));
    }

    private static Optional<String> text(Row row, String column) {
      return Optional.of(row.cell(column)).filter(text -> !text.isEmpty());
    }

    private static String prefix(String text) {
      String prefix = text.toUpperCase(Locale.ROOT).replaceAll("[-\\s]", "");
      if (!prefix.matches("[A-Z]{2}[A-Z0-9]{3}"))
        throw new InvalidInput(
            "ISRC_PREFIX",
            "isrc_prefixes",
            "\"" + text + "\" is no prefix of an ISRC",
            "two letters and three letters or digits, such as QZANT");
      return prefix;
    }

    private static Set<String> members(Row row, String column) {
      var members = new LinkedHashSet<String>();
      Arrays.stream(row.cell(column).split(";", -1))
          .map(String::strip)
          .filter(member -> !member.isEmpty())
          .forEach(members::add);
      return members;
    }

    private <T> List<T> each(Row row, String column, Function<String, T> parse) {
      var values = new ArrayList<T>();
      for (String member : members(row, column)) {
        try {
          values.add(parse.apply(member));
        } catch (InvalidInput fault) {
          fault(row, fault.code(), column + ": " + fault.what(), fault.hint());
        }
      }
      return values;
    }

    private void fault(Row row, String code, String message, String hint) {
      faults.add(new InvalidInput(code, row.where(), message, hint));
    }
  }
}
