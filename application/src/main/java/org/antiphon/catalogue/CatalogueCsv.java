package org.antiphon.catalogue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes recordings as the CSV that [ImportFile] reads: what goes out comes in again unchanged. A
/// recording with several mandates has a row for each; a sound is named `sha256:…`.
public final class CatalogueCsv implements AutoCloseable {
  private final Catalogue catalogue;
  private final PrintStream out;

  /// Writes to a stream and closes it.
  public CatalogueCsv(Catalogue catalogue, OutputStream stream) {
    this.catalogue = catalogue;
    this.out = new PrintStream(stream, false, StandardCharsets.UTF_8);
    line(Columns.ALL);
  }

  /// Writes the rows of a recording.
  public void write(Recording recording) {
    List<Mandate> mandates = catalogue.mandatesFor(recording.id());
    if (mandates.isEmpty()) row(recording, null);
    for (Mandate mandate : mandates) row(recording, mandate);
  }

  private void row(Recording recording, @Nullable Mandate mandate) {
    var cells = new ArrayList<String>();
    cells.add(recording.id().value());
    cells.add(
        catalogue.referenceBlob(recording.id()).map(sha256 -> Columns.HELD + sha256).orElse(""));
    cells.add(recording.title());
    cells.add(recording.artist());
    cells.add(recording.isrc().map(Isrc::code).orElse(""));
    cells.add(recording.codes().iswc().orElse(""));
    cells.add(recording.codes().upc().orElse(""));
    cells.add(recording.codes().labelLine().orElse(""));
    cells.add(recording.released().map(Object::toString).orElse(""));
    if (mandate != null) cells.addAll(cells(mandate));
    while (cells.size() < Columns.ALL.size() - 1) cells.add("");
    cells.add(catalogue.coverOf(recording.id()).map(sha256 -> Columns.HELD + sha256).orElse(""));
    line(cells);
  }

  private static List<String> cells(Mandate mandate) {
    return List.of(
        mandate.kind().name(),
        mandate.role().name(),
        mandate.documentSha256().map(sha256 -> Columns.HELD + sha256).orElse(""),
        String.join(";", new TreeSet<>(mandate.territories())),
        mandate.from().map(Object::toString).orElse(""),
        mandate.until().map(Object::toString).orElse(""),
        mandate.owner(),
        String.join(";", new TreeSet<>(mandate.attesters())));
  }

  /// RFC 4180: a cell with a separator, a quote, a line break or an outer space is quoted.
  private void line(List<String> cells) {
    out.print(cells.stream().map(CatalogueCsv::quoted).collect(Collectors.joining(",")) + "\r\n");
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> ",;\"\r\n\t".indexOf(c) >= 0);
    return plain && cell.strip().equals(cell) ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
  }

  @Override
  public void close() {
    out.close();
  }
}
