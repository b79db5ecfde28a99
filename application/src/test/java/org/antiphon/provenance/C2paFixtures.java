package org.antiphon.provenance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The table of signed and damaged files that developers may have beside the project (or where
/// `ANTIPHON_C2PA_FIXTURES` says); the tests that need it are left out without it.
final class C2paFixtures {
  private C2paFixtures() {}

  /// A row of the table: what the engine said of a file under another host.
  record Row(String path, String container, String state, String error, String anchors) {}

  static Path folder() {
    var named = System.getenv("ANTIPHON_C2PA_FIXTURES");
    var folder = named == null ? Path.of("../../shared/data/c2pa") : Path.of(named);
    assumeTrue(Files.isReadable(folder.resolve("manifest.tsv")), "the fixtures are not here");
    return folder;
  }

  static List<Row> rows() {
    try {
      var lines = Files.readAllLines(folder().resolve("manifest.tsv"));
      var header = List.of(lines.getFirst().split("\t", -1));
      return lines.stream()
          .skip(1)
          .map(line -> line.split("\t", -1))
          .map(cells ->
              new Row(
                  cells[header.indexOf("path")],
                  cells[header.indexOf("container")],
                  cells[header.indexOf("state_with_anchors")],
                  cells[header.indexOf("engine_error")],
                  cells[header.indexOf("anchors")]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TrustSet trust(String anchors) {
    try {
      var pem = Files.readString(folder().resolve(anchors));
      return TrustSet.none().with(Map.of(anchors, TrustSet.certificates(pem, anchors)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
