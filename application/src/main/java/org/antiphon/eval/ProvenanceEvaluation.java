package org.antiphon.eval;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.antiphon.problem.InvalidInput;
import org.antiphon.provenance.Provenance;
import org.antiphon.provenance.State;
import org.antiphon.provenance.TrustSet;

/// `eval provenance`: files whose state another run of the reference engine told, against ours.
///
/// In: a TSV with a header and at least the columns `path` and `anchors` (both relative to it),
/// `state_with_anchors` and `engine_error`. Out: a [ProvenanceReport].
public final class ProvenanceEvaluation {
  private static final List<String> COLUMNS =
      List.of("path", "anchors", "state_with_anchors", "engine_error");
  private final Function<TrustSet, Provenance> readers;

  /// @param readers makes a reader that believes these roots; it is closed here
  public ProvenanceEvaluation(Function<TrustSet, Provenance> readers) {
    this.readers = readers;
  }

  /// One line of the table.
  private record Row(String path, Path file, Path anchors, String state, String error) {}

  /// Runs it.
  public ProvenanceTable run(Path manifest) throws IOException {
    var results = new ArrayList<ProvenanceTable.Row>();
    var open = new HashMap<Path, Provenance>();
    try {
      for (var row : rows(manifest)) {
        var reader = open.get(row.anchors());
        if (reader == null) {
          reader = readers.apply(trust(row.anchors()));
          open.put(row.anchors(), reader);
        }
        results.add(
            new ProvenanceTable.Row(row.path(), reader.examine(row.file()).state(), expected(row)));
      }
    } finally {
      open.values().forEach(Provenance::close);
    }
    return new ProvenanceTable(results);
  }

  private static TrustSet trust(Path anchors) throws IOException {
    Map<String, List<X509Certificate>> roots =
        Map.of("anchors", TrustSet.certificates(Files.readString(anchors), anchors.toString()));
    return TrustSet.none().with(roots);
  }

  /// What follows from the engine's state or error. Where it found no statement, it makes a
  /// difference whether the bytes of one are there: broken, it must not look unsigned. A statement
  /// beside the file speaks for it, though the engine alone never sees it.
  private static State expected(Row row) throws IOException {
    return switch (row.state()) {
      case "Trusted" -> State.TRUSTED;
      case "Valid" -> State.VALID_UNTRUSTED;
      case "Invalid" -> State.INVALID;
      default -> ofError(row);
    };
  }

  private static State ofError(Row row) throws IOException {
    String error = row.error();
    if (error.contains("RemoteManifestUrl") || error.contains("InvalidAsset"))
      return State.UNVERIFIED;
    if (error.contains("JumbfParseError")) return State.INVALID;
    boolean there =
        new String(Files.readAllBytes(row.file()), StandardCharsets.ISO_8859_1).contains("jumb");
    if (error.contains("UnsupportedType")) return there ? State.UNVERIFIED : State.NONE;
    if (there) return State.INVALID;
    String name = row.file().getFileName().toString();
    int dot = name.lastIndexOf('.');
    var beside = row.file().resolveSibling(name.substring(0, Math.max(0, dot)) + ".c2pa");
    return Files.exists(beside) ? State.TRUSTED : State.NONE;
  }

  private static List<Row> rows(Path manifest) throws IOException {
    var lines = Files.readAllLines(manifest, StandardCharsets.UTF_8);
    var header = lines.isEmpty() ? List.<String>of() : Arrays.asList(lines.getFirst().split("\t"));
    for (var column : COLUMNS)
      if (!header.contains(column))
        throw new InvalidInput(
            "NO_COLUMN",
            manifest.toString(),
            "the header has no column \"" + column + "\"",
            "give " + String.join(", ", COLUMNS) + ", with tabs between");
    var folder = manifest.toAbsolutePath().resolveSibling("");
    var rows = new ArrayList<Row>();
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) continue;
      var cells = lines.get(i).split("\t", -1);
      var where = manifest + " line " + (i + 1);
      if (cells.length < header.size())
        throw new InvalidInput("NO_CELL", where, "the line is too short", "fill every column");
      String path = cells[header.indexOf("path")];
      var row =
          new Row(
              path,
              folder.resolve(path),
              folder.resolve(cells[header.indexOf("anchors")]),
              cells[header.indexOf("state_with_anchors")],
              cells[header.indexOf("engine_error")]);
      for (var file : List.of(row.file(), row.anchors()))
        if (!Files.isReadable(file))
          throw new InvalidInput("NO_FILE", where, file + " is not there", "correct the path");
      rows.add(row);
    }
    return rows;
  }
}
