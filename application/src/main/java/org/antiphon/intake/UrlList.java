package org.antiphon.intake;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antiphon.problem.InvalidInput;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/// A CSV of addresses: a header with `url` and any columns of credits; `,` or `;` between cells,
/// lists in a cell by `;` (by `|` where `;` parts the cells), with or without a byte order mark.
final class UrlList {
  private static final CsvMapper MAPPER = CsvMapper.builder().build();
  private static final Set<String> LISTS = Set.of("artists", "tags");

  private UrlList() {}

  /// One row.
  record Row(URI url, Map<String, Object> credits) {}

  /// Reads all rows.
  ///
  /// @throws InvalidInput with every fault and its line
  static List<Row> read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8).replaceFirst("^\\uFEFF", "");
    String header = text.lines().findFirst().orElse("");
    char comma = header.indexOf(';') >= 0 && header.indexOf(',') < 0 ? ';' : ',';
    var rows = new ArrayList<Row>();
    var faults = new ArrayList<InvalidInput>();
    var schema = CsvSchema.emptySchema().withHeader().withColumnSeparator(comma);
    try (MappingIterator<Map<String, String>> cells =
        MAPPER.readerFor(Map.class).with(schema).readValues(text)) {
      int line = 2; // a row begins where the one before it ended
      while (cells.hasNext()) {
        var row = cells.next();
        String where = file.getFileName() + ":" + line;
        line = cells.currentLocation().getLineNr();
        read(row, comma == ';' ? "\\|" : ";", where, rows, faults);
      }
    } catch (JacksonException e) {
      faults.add(
          fault(file.getFileName() + "", e.getOriginalMessage(), "write it as CSV in UTF-8"));
    }
    if (rows.isEmpty() && faults.isEmpty())
      faults.add(fault(file.getFileName() + "", "no row", "give a header with `url` and rows"));
    if (!faults.isEmpty()) throw InvalidInput.all(faults);
    return rows;
  }

  private static void read(
      Map<String, String> cells,
      String separator,
      String where,
      List<Row> rows,
      List<InvalidInput> faults) {
    String url = String.valueOf(cells.getOrDefault("url", "")).strip();
    try {
      var uri = new URI(url);
      if (uri.getHost() == null || !Set.of("http", "https").contains(uri.getScheme()))
        throw new URISyntaxException(url, "no http or https address");
      rows.add(new Row(uri, credits(cells, separator)));
    } catch (URISyntaxException e) {
      faults.add(
          fault(where, "url \"" + url + "\" is no http or https address", "write it in full"));
    }
  }

  private static Map<String, Object> credits(Map<String, String> cells, String separator) {
    var credits = new LinkedHashMap<String, Object>();
    cells.forEach((name, value) -> {
      if (name.equals("url") || value.isBlank()) return;
      String field = name.equals("artist") ? "artists" : name.equals("label_line") ? "label" : name;
      credits.put(
          field, LISTS.contains(field) ? List.of(value.split(" *" + separator + " *", -1)) : value);
    });
    return credits;
  }

  private static InvalidInput fault(String where, String message, String hint) {
    return new InvalidInput("URL_LIST", where, message, hint);
  }
}
