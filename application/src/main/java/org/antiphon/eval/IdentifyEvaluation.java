package org.antiphon.eval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.antiphon.audio.Espeak;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.fingerprint.IndexedRecording;
import org.antiphon.fingerprint.LandmarkIndex;
import org.antiphon.fingerprint.LandmarkParameters;
import org.antiphon.fingerprint.Matcher;
import org.antiphon.fingerprint.Peaks;

/// `eval identify`: makes an index of a folder of recordings, recognises a list of disguised
/// excerpts in it, and counts. Files are examined on `threads` threads; the figures but for the
/// times are the same for any number of them.
public final class IdentifyEvaluation {
  private static final List<String> AUDIO =
      List.of(".ogg", ".oga", ".mp3", ".flac", ".wav", ".opus", ".m4a", ".aiff", ".aac");

  /// Hears a file: decodes it and finds its peaks.
  public interface Ear {
    /// Peaks of a file.
    ///
    /// @throws org.antiphon.problem.Problem where it cannot be examined
    Peaks peaks(Path file) throws IOException;
  }

  /// Is told how far the run is.
  public interface Progress {
    /// So many of so many files are done; may be called by any thread.
    void at(String stage, int done, int of);
  }

  /// What to evaluate.
  ///
  /// @param catalogue folder of recordings, searched to the bottom; links are followed
  /// @param queries the list that `make_queries.py` writes
  /// @param scratch folder for the index; what lies there stays
  /// @param foreign recordings that hold nothing of the catalogue, to cut excerpts out of
  /// @param made seeded sounds to do the same with
  public record Task(
      Path catalogue,
      Path queries,
      Path scratch,
      int threads,
      Optional<Foreign> foreign,
      Optional<Made> made) {}

  /// A folder, and how many excerpts to cut out of what lies in it.
  public record Foreign(Path folder, int cuts) {}

  /// An hour each of speech, applause and rain, and pieces by another instrument; so many cuts of
  /// each kind.
  ///
  /// @param espeak who speaks; nobody where it is not installed
  public record Made(int cuts, long seed, Optional<Espeak> espeak) {}

  private static final int CHUNKS = 12; // of five minutes
  private static final int PIECES = 30;

  private final Ear ear;
  private final Progress progress;
  private final LandmarkParameters parameters;
  private final AtomicLong hearingNanos = new AtomicLong();

  /// Evaluates the recipe of this version.
  public IdentifyEvaluation(Ear ear, Progress progress) {
    this.ear = ear;
    this.progress = progress;
    this.parameters = LandmarkParameters.current();
  }

  /// Runs it.
  ///
  /// @throws org.antiphon.problem.InvalidInput with every fault of the list
  public IdentifyReport run(Task task) throws IOException, InterruptedException {
    var rows = QueryRow.read(task.queries());
    try (var index = LandmarkIndex.open(task.scratch(), parameters)) {
      var paths = fill(index, task);
      var judge = new Judge(index, paths);
      if (task.made().isPresent()) addPieces(index, new MadeSounds(task.made().get().seed()));
      var matcher = new Matcher(index);
      matcher.identify(new Peaks(0, new int[0], new int[0], new int[0], new int[0]));
      var judgements = each("queries", rows, task.threads(), row -> judge(row, matcher, judge));
      var summary = new IdentifySummary(judgements, judge);
      var cuts = new ForeignCuts(ear, matcher);
      if (task.foreign().isPresent()) {
        var foreign = task.foreign().get();
        cuts.files(foreign.folder(), recordings(foreign.folder()), foreign.cuts());
      }
      if (task.made().isPresent()) cutMade(cuts, task.made().get(), task.scratch());
      return summary.report(cost(index, task, summary), cuts.report(), parameters.version());
    }
  }

  /// The pieces whose other renderings are asked for.
  private static void addPieces(LandmarkIndex index, MadeSounds sounds) {
    for (int number = 0; number < PIECES; number++) {
      var peaks = sounds.piece(number, MadeSounds.Timbre.PIANO);
      String name = "piano piece " + number;
      index.add(
          new IndexedRecording(
              id(name), name, "", Optional.empty(), peaks.seconds(), peaks.sha256()),
          peaks);
    }
    index.commit(2);
  }

  private void cutMade(ForeignCuts cuts, Made made, Path scratch) throws IOException {
    var sounds = new MadeSounds(made.seed());
    cuts.made("made: applause", sounds.applause(CHUNKS), made.cuts());
    cuts.made("made: rain", sounds.rain(CHUNKS), made.cuts());
    cuts.made(
        "made: speech",
        sounds.speech(made.espeak(), CHUNKS, scratch.resolve("speech"), ear),
        made.cuts());
    var other = new ArrayList<Peaks>();
    for (int number = 0; number < PIECES; number++)
      other.add(sounds.piece(number, MadeSounds.Timbre.ORGAN));
    cuts.made("made: same notes, other instrument", other, made.cuts());
  }

  private Map<RecordingId, String> fill(LandmarkIndex index, Task task)
      throws IOException, InterruptedException {
    var paths = new HashMap<RecordingId, String>();
    var names = recordings(task.catalogue());
    each(
        "recordings",
        names,
        task.threads(),
        name -> {
          if (index.contains(id(name))) return name;
          var peaks = hear(task.catalogue().resolve(name));
          index.add(
              new IndexedRecording(
                  id(name), name, "", Optional.empty(), peaks.seconds(), peaks.sha256()),
              peaks);
          return name;
        });
    index.commit(1);
    for (String name : names) paths.put(id(name), name);
    return paths;
  }

  static List<String> recordings(Path folder) throws IOException {
    try (var files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .filter(name -> AUDIO.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith))
          .sorted()
          .toList();
    }
  }

  static RecordingId id(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return RecordingId.ofSound(HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private Judgement judge(QueryRow row, Matcher matcher, Judge judge) throws IOException {
    var peaks = hear(row.query());
    long before = cpuNanos();
    var found = matcher.identify(peaks);
    return judge.judge(row, found, (cpuNanos() - before) / 1e6);
  }

  private Peaks hear(Path file) throws IOException {
    long before = cpuNanos();
    var peaks = ear.peaks(file);
    hearingNanos.addAndGet(cpuNanos() - before);
    return peaks;
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /// One step of the run.
  private interface Step<T, R> {
    R of(T input) throws IOException;
  }

  private <T, R> List<R> each(String stage, List<T> inputs, int threads, Step<T, R> step)
      throws IOException, InterruptedException {
    var done = new AtomicInteger();
    var results = new ArrayList<R>();
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var futures = new ArrayList<Future<R>>();
      for (T input : inputs)
        futures.add(
            pool.submit(() -> {
              var result = step.of(input);
              progress.at(stage, done.incrementAndGet(), inputs.size());
              return result;
            }));
      for (var future : futures) results.add(future.get());
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case RuntimeException fault -> throw fault;
        case null, default -> throw new IllegalStateException(e);
      }
    }
    return results;
  }

  private IdentifyReport.Cost cost(LandmarkIndex index, Task task, IdentifySummary summary)
      throws IOException {
    double seconds = index.seconds();
    long bytes = bytes(task.scratch(), parameters);
    return new IdentifyReport.Cost(
        index.size(),
        seconds,
        seconds == 0 ? 0 : bytes / seconds,
        hearingNanos.get() / 1e9,
        summary.costs());
  }

  /// Size of an index on disk.
  static long bytes(Path scratch, LandmarkParameters parameters) throws IOException {
    long bytes = 0;
    try (var files = Files.walk(scratch.resolve(parameters.indexVersion().directory()))) {
      for (var file : files.filter(Files::isRegularFile).toList()) bytes += Files.size(file);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return bytes;
  }
}
