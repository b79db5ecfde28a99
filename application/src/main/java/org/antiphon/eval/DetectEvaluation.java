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
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.AudioWriter;
import org.antiphon.detection.Bracket;
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
  private final AudioReader reader;
  private final AudioWriter writer;
  private final Progress progress;

  /// Told after each file.
  @FunctionalInterface
  public interface Progress {
    /// So many of so many are done.
    void done(int done, int of);
  }

  /// Reader and writer stay their caller's to close.
  public DetectEvaluation(
      FileDetector detector, AudioReader reader, AudioWriter writer, Progress progress) {
    this.detector = detector;
    this.reader = reader;
    this.writer = writer;
    this.progress = progress;
  }

  /// One line of the manifest.
  record Row(Path path, String kind, String generator) {}

  /// What was said of one file.
  ///
  /// @param verdict as the detector says; CANNOT_TELL for a file that cannot be heard
  /// @param bracket of the trace's strength
  /// @param probability that the detector states, under an even prior
  /// @param condition what was done to the file before
  /// @param score S
  /// @param strength what the verdict rests on
  /// @param combHz of the best comb; 0 for none
  public record Judged(
      String path,
      String kind,
      String generator,
      String condition,
      Detection.Verdict verdict,
      Bracket bracket,
      double probability,
      double score,
      double strength,
      double combHz,
      double seconds) {}

  /// Runs it.
  ///
  /// @param conditions each file is judged under each
  /// @param threads files at once
  public DetectReport run(Path manifest, List<Condition> conditions, int threads)
      throws IOException, InterruptedException {
    var rows = rows(manifest);
    var judged = new ArrayList<Judged>();
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var answers = new ArrayList<Future<Judged>>();
      for (var condition : conditions)
        for (int i = 0; i < rows.size(); i++) {
          var row = rows.get(i);
          var bed = condition.isMix() ? bed(rows, i) : row.path();
          answers.add(pool.submit(() -> judge(row, condition, bed)));
        }
      for (var answer : answers) {
        judged.add(answer.get());
        progress.done(judged.size(), answers.size());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException broken) throw broken;
      throw new IllegalStateException(e.getCause());
    }
    return new DetectReport(judged);
  }

  /// Human music that a mix lays over this row's sound: another file's, the same whenever asked.
  private static Path bed(List<Row> rows, int row) {
    var humans =
        rows.stream()
            .filter(each -> each.kind().equals("human") && !each.equals(rows.get(row)))
            .toList();
    if (humans.isEmpty())
      throw new InvalidInput(
          "NO_BED", "--conditions", "a mix needs human music", "add human files to the manifest");
    return humans.get(Math.floorMod(31 * row + 7, humans.size())).path();
  }

  private Judged judge(Row row, Condition condition, Path bed) throws IOException {
    if (condition.equals(Condition.NONE)) return judge(row, row.path(), condition);
    var changed = Files.createTempFile("condition", "." + condition.extension());
    try {
      condition.apply(reader, writer, row.path(), bed, changed);
      return judge(row, changed, condition);
    } catch (Unreadable e) {
      return unheard(row, condition);
    } finally {
      Files.deleteIfExists(changed);
    }
  }

  private Judged judge(Row row, Path file, Condition condition) throws IOException {
    try {
      var found = detector.detect(file);
      var said = found.detection();
      return new Judged(
          row.path().toString(),
          row.kind(),
          row.generator(),
          condition.name(),
          said.verdict(),
          said.bracket(),
          said.probability().value(),
          said.score(),
          said.support().strength(),
          said.decoders().isEmpty() ? 0 : said.decoders().getFirst().hertz(),
          found.info().seconds());
    } catch (Unreadable e) {
      return unheard(row, condition);
    }
  }

  private static Judged unheard(Row row, Condition condition) {
    return new Judged(
        row.path().toString(),
        row.kind(),
        row.generator(),
        condition.name(),
        Detection.Verdict.CANNOT_TELL,
        Bracket.NONE,
        0.5,
        0,
        0,
        0,
        0);
  }

  static List<Row> rows(Path manifest) throws IOException {
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
