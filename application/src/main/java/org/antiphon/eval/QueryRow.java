package org.antiphon.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antiphon.problem.InvalidInput;

/// One disguised excerpt and what it is: a line of the list that `make_queries.py` writes.
///
/// @param query the file
/// @param source path of its recording below the catalogue folder; empty for a negative
/// @param offset where in the recording its first sample comes from, seconds
/// @param disguise family and, unless it is none, the setting: `speed +3`
/// @param seconds length of the query
/// @param lead seconds of other sound before the recording begins
/// @param tempo the query's speed over the recording's
/// @param semitones how much higher the query sounds
/// @param secondSource the other recording of a mix or of a lead-in
record QueryRow(
    Path query,
    Optional<String> source,
    double offset,
    String disguise,
    double seconds,
    double lead,
    double tempo,
    double semitones,
    Optional<String> secondSource) {
  private static final List<String> COLUMNS =
      List.of("query", "source", "offset_s", "disguise", "params", "seconds");

  /// Reads a list.
  ///
  /// @throws InvalidInput with every fault of it
  static List<QueryRow> read(Path tsv) throws IOException {
    var lines = Files.readAllLines(tsv);
    var header = lines.isEmpty() ? List.<String>of() : List.of(lines.getFirst().split("\t", -1));
    if (!header.containsAll(COLUMNS))
      throw new InvalidInput(
          "QUERY_LIST",
          tsv + ":1",
          "the columns " + String.join(", ", COLUMNS) + " are missing or incomplete",
          "write the list as make_queries.py does: tab-separated, names in the first line");
    var rows = new ArrayList<QueryRow>();
    var faults = new ArrayList<InvalidInput>();
    for (int line = 2; line <= lines.size(); line++) {
      if (lines.get(line - 1).isBlank()) continue;
      try {
        rows.add(row(tsv, header, lines.get(line - 1)));
      } catch (IllegalArgumentException e) {
        faults.add(
            new InvalidInput(
                "QUERY_LIST",
                tsv + ":" + line,
                String.valueOf(e.getMessage()),
                "as many cells as names in the first line; numbers with a point"));
      }
    }
    if (!faults.isEmpty()) throw InvalidInput.all(faults);
    return rows;
  }

  private static QueryRow row(Path tsv, List<String> header, String line) {
    String[] cells = line.split("\t", -1);
    if (cells.length != header.size())
      throw new IllegalArgumentException(
          cells.length + " cells where there are " + header.size() + " columns");
    Map<String, String> by = new HashMap<>();
    for (int i = 0; i < cells.length; i++) by.put(header.get(i), cells[i]);
    String family = by.getOrDefault("disguise", "none");
    return new QueryRow(
        tsv.toAbsolutePath().resolveSibling(by.getOrDefault("query", "")),
        named(by.getOrDefault("source", "-")),
        number(by, "offset_s"),
        family.equals("none") ? family : family + " " + by.get("params"),
        number(by, "seconds"),
        number(by, "lead_s"),
        by.containsKey("tempo") ? number(by, "tempo") : 1,
        number(by, "semitones"),
        named(by.getOrDefault("second_source", "-")));
  }

  private static Optional<String> named(String cell) {
    return cell.equals("-") || cell.isEmpty() ? Optional.empty() : Optional.of(cell);
  }

  private static double number(Map<String, String> cells, String name) {
    return Double.parseDouble(cells.getOrDefault(name, "0"));
  }

  boolean isNegative() {
    return source.isEmpty();
  }

  /// Whether two recordings sound at once.
  boolean isMix() {
    return disguise.startsWith("mix");
  }

  /// Whether the query holds this recording.
  boolean holds(String recording) {
    return source.filter(recording::equals).isPresent()
        || secondSource.filter(recording::equals).isPresent();
  }

  /// Where in the recording the query's time `at` comes from.
  double referenceAt(double at) {
    return offset + tempo * (at - lead);
  }
}
