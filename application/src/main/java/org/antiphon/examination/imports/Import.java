package org.antiphon.examination.imports;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.catalogue.Change;
import org.antiphon.problem.InvalidInput;

/// One import as its page shows it.
///
/// @param artist for sounds whose tags name none
/// @param faults rows that were left out
/// @param total rows and sounds to be added
/// @param counts of them by state
public record Import(
    UUID id,
    UUID person,
    String artist,
    State state,
    Times times,
    int faults,
    int total,
    Map<String, Long> counts) {
  /// Where it stands.
  public enum State {
    /// Files are handed over and looked at; nothing is in the catalogue.
    OPEN,
    RUNNING,
    DONE,
    /// Taken back, as far as nothing rested on it.
    UNDONE,
    /// Never added; its files are deleted.
    DISCARDED
  }

  /// When it was opened, started, ended and taken back.
  public record Times(
      Instant opened,
      Optional<Instant> started,
      Optional<Instant> ended,
      Optional<Instant> undone) {}

  /// How many rows and sounds have been looked after.
  public long done() {
    return counts.entrySet().stream()
        .filter(each -> !each.getKey().equals("ADDING"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /// A file that was handed over.
  ///
  /// @param path below the import's folder
  public record Handed(String path, long bytes) {}

  /// What would be added, and every fault, before anything is.
  public record Preview(List<Row> rows, List<InvalidInput> faults, List<String> notes) {
    public Preview {
      rows = List.copyOf(rows);
      faults = List.copyOf(faults);
      notes = List.copyOf(notes);
    }
  }

  /// One row of a preview.
  ///
  /// @param from file and line, or the file of sound
  public record Row(
      String from, Change.Kind change, String title, String artist, String isrc, boolean mandate) {}

  /// What became of one row.
  ///
  /// @param state ADDING, NEW, REPLACED, ALREADY_HERE or FAILED
  /// @param undo empty, TAKEN_BACK or STAYS
  public record Item(
      int n,
      String from,
      String state,
      Optional<String> recording,
      String title,
      String faultCode,
      String fault,
      String hint,
      String undo,
      String undoWhy) {}
}
