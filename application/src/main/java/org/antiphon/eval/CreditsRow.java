package org.antiphon.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.antiphon.impersonation.Evidence;
import org.antiphon.impersonation.Evidence.Answer;
import org.antiphon.impersonation.Identity;
import org.antiphon.impersonation.ShownCredits;
import org.antiphon.problem.InvalidInput;

/// One line of a list of labelled credits.
///
/// @param expected what the examiner should conclude
record CreditsRow(
    String id, ShownCredits credits, Evidence evidence, Identity.Conclusion expected) {
  private static final List<String> REQUIRED = List.of("id", "artists", "title", "expected");

  /// Reads a list.
  ///
  /// @throws InvalidInput with every fault of it
  static List<CreditsRow> read(Path tsv) throws IOException {
    var lines = Files.readAllLines(tsv);
    String first = lines.isEmpty() ? "" : lines.getFirst().replace("\uFEFF", "");
    var header = List.of(first.strip().split("\t", -1));
    if (!header.containsAll(REQUIRED))
      throw new InvalidInput(
          "CREDITS_LIST",
          tsv + ":1",
          "the columns " + String.join(", ", REQUIRED) + " are missing or incomplete",
          "tab-separated, names in the first line, as docs/reference/roster.md says");
    var rows = new ArrayList<CreditsRow>();
    var faults = new ArrayList<InvalidInput>();
    for (int line = 2; line <= lines.size(); line++) {
      if (lines.get(line - 1).isBlank()) continue;
      try {
        rows.add(row(header, lines.get(line - 1)));
      } catch (IllegalArgumentException | DateTimeException e) {
        faults.add(
            new InvalidInput(
                "CREDITS_LIST",
                tsv + ":" + line,
                String.valueOf(e.getMessage()),
                "see docs/reference/roster.md"));
      }
    }
    if (!faults.isEmpty()) throw InvalidInput.all(faults);
    return rows;
  }

  private static CreditsRow row(List<String> header, String line) {
    String[] cells = line.split("\t", -1);
    if (cells.length > header.size())
      throw new IllegalArgumentException(
          cells.length + " cells where there are " + header.size() + " columns");
    var by = new HashMap<String, String>();
    for (int i = 0; i < cells.length; i++) by.put(header.get(i), cells[i].strip());
    var credits =
        new ShownCredits(
            cell(by, "platform"),
            artists(by.getOrDefault("artists", "")),
            by.getOrDefault("title", ""),
            by.getOrDefault("version", ""),
            by.getOrDefault("album", ""),
            delivery(by));
    return new CreditsRow(
        by.getOrDefault("id", ""),
        credits,
        Evidence.of(answer(by, "machine_made"), answer(by, "copy")),
        Identity.Conclusion.valueOf(by.getOrDefault("expected", "").toUpperCase(Locale.ROOT)));
  }

  private static List<ShownCredits.Artist> artists(String cell) {
    return Arrays.stream(cell.split("\\|", -1))
        .filter(each -> !each.isBlank())
        .map(ShownCredits.Artist::parse)
        .toList();
  }

  private static ShownCredits.Delivery delivery(Map<String, String> by) {
    return new ShownCredits.Delivery(
        cell(by, "label_line"),
        cell(by, "isrc"),
        cell(by, "upc"),
        cell(by, "distributor"),
        cell(by, "uploader").stream().toList(),
        cell(by, "release_date").map(LocalDate::parse));
  }

  private static Answer answer(Map<String, String> by, String column) {
    String text = by.getOrDefault(column, "").toUpperCase(Locale.ROOT);
    return text.isEmpty() ? Answer.UNKNOWN : Answer.valueOf(text);
  }

  private static Optional<String> cell(Map<String, String> by, String column) {
    return Optional.of(by.getOrDefault(column, "")).filter(text -> !text.isEmpty());
  }
}
