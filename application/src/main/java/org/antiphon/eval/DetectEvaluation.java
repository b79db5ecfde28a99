package org.antiphon.eval;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.antiphon.detection.Detection;
import org.antiphon.detection.FileDetector;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Unreadable;

/// `eval detect`: files with known origin against the detector.
///
/// In: a TSV with a header and at least the columns path, kind (`human`, `ai` or `resynth`) and
/// generator; paths are relative to the TSV or absolute. Out: a [DetectReport].
public final class DetectEvaluation {
  private final FileDetector detector;
  private final Progress progress;

  /// Told after each file.
  @FunctionalInterface
  public interface Progress {
    /// So many of so many are done.
    void done(int done, int of);
  }

  /// The detector stays its caller's to close.
  public DetectEvaluation(FileDetector detector, Progress progress) {
    this.detector = detector;
    this.progress = progress;
  }

  /// One line of the manifest.
  private record Row(Path path, String kind, String generator) {}

  /// What was said of one file.
  ///
  /// @param verdict as the detector says; CANNOT_TELL for a file that cannot be heard
  /// @param score S
  /// @param combHz of the best comb; 0 for none
  public record Judged(
      String path,
      String kind,
      String generator,
      Detection.Verdict verdict,
      double score,
      double combHz,
      double seconds) {}

  /// Runs it.
  ///
  /// @param threads files at once
  public DetectReport run(Path manifest, int threads) throws IOException, InterruptedException {
    var rows = rows(manifest);
    var judged = new ArrayList<Judged>();
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var answers = new ArrayList<Future<Judged>>();
      for (var row : rows) answers.add(pool.submit(() -> judge(row)));
      for (var answer : answers) {
        judged.add(answer.get());
        progress.done(judged.size(), rows.size());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException broken) throw broken;
      throw new IllegalStateException(e.getCause());
    }
    return new DetectReport(judged);
  }

  private Judged judge(Row row) throws IOException {
    try {
      var found = detector.detect(row.path());
      var said = found.detection();
      double comb = said.decoders().isEmpty() ? 0 : said.decoders().getFirst().hertz();
      return judged(row, said.verdict(), said.score(), comb, found.info().seconds());
    } catch (Unreadable e) {
      return judged(row, Detection.Verdict.CANNOT_TELL, 0, 0, 0);
    }
  }

  private static Judged judged(
      Row row, Detection.Verdict verdict, double score, double comb, double seconds) {
    return new Judged(
        row.path().toString(), row.kind(), row.generator(), verdict, score, comb, seconds);
  }

  private static List<Row> rows(Path manifest) throws IOException {
    var lines = Files.readAllLines(manifest, StandardCharsets.UTF_8);
    var columns = columns(manifest, lines);
    var folder = manifest.toAbsolutePath().resolveSibling("");
    var rows = new ArrayList<Row>();
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) continue;
      var cells = lines.get(i).split("\t", -1);
      var where = manifest + " line " + (i + 1);
      var path = folder.resolve(cell(cells, columns.path(), where));
      if (!Files.isReadable(path))
        throw new InvalidInput("NO_FILE", where, path + " is not there", "correct the path");
      rows.add(
          new Row(
              path, cell(cells, columns.kind(), where), cell(cells, columns.generator(), where)));
    }
    return rows;
  }

  /// Where the columns stand.
  private record Columns(int path, int kind, int generator) {}

  private static Columns columns(Path manifest, List<String> lines) {
    var header = lines.isEmpty() ? List.<String>of() : Arrays.asList(lines.getFirst().split("\t"));
    for (var column : List.of("path", "kind", "generator"))
      if (!header.contains(column))
        throw new InvalidInput(
            "NO_COLUMN",
            manifest.toString(),
            "the header has no column \"" + column + "\"",
            "give path, kind and generator, with tabs between");
    return new Columns(header.indexOf("path"), header.indexOf("kind"), header.indexOf("generator"));
  }

  private static String cell(String[] cells, int column, String where) {
    if (column >= cells.length)
      throw new InvalidInput("NO_CELL", where, "the line is too short", "fill every column");
    return cells[column];
  }
}
