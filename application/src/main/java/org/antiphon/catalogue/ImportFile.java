package org.antiphon.catalogue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antiphon.problem.InvalidInput;

/// A file of recordings, read and checked row by row: what is good, and every fault with its line.
///
/// @param drafts rows without fault
/// @param form what the file was taken for: `semicolons`, `tabs`, `JSON Lines`
public record ImportFile(List<Draft> drafts, List<InvalidInput> faults, String form) {
  public ImportFile {
    drafts = List.copyOf(drafts);
    faults = List.copyOf(faults);
  }

  /// Reads a CSV, TSV or JSON Lines file; paths in it are relative to its folder. Writes nothing.
  ///
  /// Rows of one recording may follow one another with different mandates; rows that describe it
  /// differently are a fault.
  public static ImportFile read(Path path) {
    return read(path, Optional.empty());
  }

  /// The same for a file that came from elsewhere: what it names must lie below `within`, so that
  /// nobody fetches a file of this machine by naming it in a cell.
  public static ImportFile read(Path path, Path within) {
    return read(path, Optional.of(within.toAbsolutePath().normalize()));
  }

  private static ImportFile read(Path path, Optional<Path> within) {
    RowFile file = RowFile.read(path, Columns.ALL, "title");
    var faults = new ArrayList<>(file.faults());
    var drafts = new ArrayList<Draft>();
    var reader = new RowReader(path.toAbsolutePath().getParent(), within, faults);
    for (Row row : file.rows()) reader.read(row).ifPresent(drafts::add);
    if (file.rows().isEmpty() && faults.isEmpty())
      faults.add(
          new InvalidInput(
              "EMPTY", path + ":1", "the file has no rows", "a header and one row a recording"));
    faults.addAll(contradictions(drafts));
    return new ImportFile(drafts, faults, file.form());
  }

  private static List<InvalidInput> contradictions(List<Draft> drafts) {
    var faults = new ArrayList<InvalidInput>();
    Map<String, Draft> first = new HashMap<>();
    Map<Isrc, Draft> byIsrc = new HashMap<>();
    for (Draft draft : drafts) {
      Draft earlier = first.putIfAbsent(draft.key(), draft);
      if (earlier != null && !sameRecording(earlier, draft)) faults.add(differs(earlier, draft));
      Optional<Draft> holder =
          draft
              .described()
              .isrc()
              .flatMap(isrc -> Optional.ofNullable(byIsrc.putIfAbsent(isrc, draft)));
      if (earlier == null && holder.isPresent())
        faults.add(
            new InvalidInput(
                "ISRC_TWICE",
                draft.where(),
                "ISRC " + draft.described().isrc().orElseThrow() + " is another recording's",
                "it stands at " + holder.get().where() + "; one recording has one ISRC"));
    }
    return faults;
  }

  private static boolean sameRecording(Draft a, Draft b) {
    return a.described().equals(b.described())
        && a.sound().equals(b.sound())
        && a.held().equals(b.held());
  }

  private static InvalidInput differs(Draft earlier, Draft later) {
    return new InvalidInput(
        "CONTRADICTION",
        later.where(),
        "\"" + later.key() + "\" is described otherwise at " + earlier.where(),
        "give each recording its own id, or the same description in each of its rows");
  }
}
