package org.antiphon.eval;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.fingerprint.HashStatistics;
import org.antiphon.fingerprint.IndexedRecording;
import org.antiphon.fingerprint.LandmarkIndex;
import org.antiphon.fingerprint.LandmarkParameters;
import org.antiphon.fingerprint.Matcher;
import org.antiphon.fingerprint.Peaks;

/// `bench index`: what becomes of recall, time and room when the catalogue grows to 1,000, 10,000
/// and 100,000 recordings.
///
/// The queries' recordings are real; so are the next ones, out of other music, as they are; then
/// come seeded copies of those, moved in pitch and tempo, twelve of each; the rest is
/// [SyntheticMusic] out of their bars. Of the other music every fourth recording is left out: the
/// queries that match nothing are cut from it. How skewed the real landmarks and the made ones are
/// is printed side by side. CPU times of queries are their thread's; the time of an addition is the
/// process's, merging included, less what making the recording took.
public final class ScaleEvaluation {
  private static final int ABSENT = 60;
  private static final int LONG_ONES = 4;
  private static final int LONG_SECONDS = 240;
  private static final int COPIES = 12;
  private static final int SAMPLED = 200;

  /// What to evaluate.
  ///
  /// @param sizes of the catalogue, in recordings, ascending
  /// @param catalogue folder of the queries' recordings
  /// @param queries the list that `make_queries.py` writes; without one, excerpts of the
  ///   catalogue's peaks are moved, thinned and asked for
  /// @param other folder of other music
  /// @param scratch an empty folder for the index
  /// @param seconds of a synthetic recording
  public record Task(
      List<Integer> sizes,
      Path catalogue,
      Optional<Path> queries,
      Path other,
      Path scratch,
      double seconds,
      long seed) {
    public Task {
      sizes = sizes.stream().sorted().toList();
    }
  }

  /// One figure.
  public record Row(String name, double value, String unit) {}

  /// What the catalogue is filled up with, above the `known` recordings.
  private record Filling(LandmarkIndex index, List<Peaks> real, SyntheticMusic music, int known) {}

  /// A query and its truth.
  private record Query(QueryRow row, Peaks peaks) {}

  private final IdentifyEvaluation.Ear ear;
  private final IdentifyEvaluation.Progress progress;
  private final LandmarkParameters parameters = LandmarkParameters.current();
  private final List<Row> rows = new ArrayList<>();

  /// Hears by this ear.
  public ScaleEvaluation(IdentifyEvaluation.Ear ear, IdentifyEvaluation.Progress progress) {
    this.ear = ear;
    this.progress = progress;
  }

  /// Runs it; each size on top of the one before.
  public List<Row> run(Task task) throws IOException {
    var known = hear("recordings", task.catalogue());
    var other = hear("other music", task.other());
    var absent = new ArrayList<Peaks>();
    var filling = new ArrayList<Peaks>();
    var all = List.copyOf(other.values());
    for (int i = 0; i < all.size(); i++) (i % 4 == 3 ? absent : filling).add(all.get(i));
    var queries = queries(task, known);
    var music = new SyntheticMusic(filling, task.seed());
    distribution("real", all);
    distribution("made", sample(filling, music, task));
    try (var index = LandmarkIndex.open(task.scratch(), parameters)) {
      var paths = new HashMap<RecordingId, String>();
      known.forEach((name, peaks) -> {
        index.add(recording(IdentifyEvaluation.id(name), name, peaks), peaks);
        paths.put(IdentifyEvaluation.id(name), name);
      });
      int held = known.size();
      var filler = new Filling(index, filling, music, held);
      for (int size : task.sizes()) {
        grow(filler, held, size, task);
        held = Math.max(held, size);
        measure(index, size, queries, absent, new Judge(index, paths), task);
      }
    }
    return List.copyOf(rows);
  }

  private Map<String, Peaks> hear(String what, Path folder) throws IOException {
    var names = IdentifyEvaluation.recordings(folder);
    var heard = new TreeMap<String, Peaks>();
    for (String name : names) {
      heard.put(name, ear.peaks(folder.resolve(name)));
      progress.at(what, heard.size(), names.size());
    }
    return heard;
  }

  private List<Query> queries(Task task, Map<String, Peaks> known) throws IOException {
    var queries = new ArrayList<Query>();
    if (task.queries().isPresent()) {
      var listed =
          QueryRow.read(task.queries().get()).stream().filter(row -> !row.isNegative()).toList();
      for (var row : listed) {
        queries.add(new Query(row, ear.peaks(row.query())));
        progress.at("queries", queries.size(), listed.size());
      }
      return queries;
    }
    var random = new Random(task.seed());
    known.forEach((name, peaks) -> {
      for (int seconds : new int[] {5, 10, 30})
        if (peaks.seconds() > seconds * 1.3 + 1) queries.add(moved(name, peaks, seconds, random));
    });
    return queries;
  }

  /// An excerpt at another speed and pitch, that keeps six peaks of ten.
  private static Query moved(String name, Peaks peaks, int seconds, Random random) {
    double scale = 0.87 + 0.3 * random.nextDouble();
    int pitch = random.nextInt(97) - 48;
    double length = seconds * Peaks.RATE / scale;
    int from = random.nextInt((int) (peaks.frames() - length));
    var row =
        new QueryRow(
            Path.of(name),
            Optional.of(name),
            from / Peaks.RATE,
            "moved",
            seconds,
            0,
            1 / scale,
            pitch / 12.0,
            Optional.empty());
    return new Query(
        row, SyntheticMusic.copy(peaks, from, from + length, scale, pitch, 0.4, random));
  }

  /// Of what the largest catalogue will be filled up with, some evenly spaced.
  private static List<Peaks> sample(List<Peaks> filling, SyntheticMusic music, Task task) {
    var sample = new ArrayList<Peaks>();
    int step = Math.max(1, task.sizes().getLast() / SAMPLED);
    for (int number = 0; number < task.sizes().getLast(); number += step)
      sample.add(made(filling, music, number, task));
    return sample;
  }

  private void distribution(String kind, List<Peaks> music) {
    var statistics = new HashStatistics();
    for (var peaks : music) statistics.add(peaks);
    rows.add(new Row(kind + " music", statistics.peaksPerSecond(), "peaks a second"));
    rows.add(new Row(kind + " music", statistics.landmarksPerSecond(), "landmarks a second"));
    rows.add(
        new Row(kind + " music", statistics.effectiveHashes(), "hashes, were they used evenly"));
    rows.add(
        new Row(
            kind + " music", 100 * statistics.shareOfCommonest(100), "% bear the 100 commonest"));
    rows.add(
        new Row(
            kind + " music", statistics.repeats(), "landmarks of its own bear a landmark's term"));
  }

  /// Recording `number` of those that fill the catalogue up.
  private static Peaks made(List<Peaks> filling, SyntheticMusic music, int number, Task task) {
    if (number < filling.size()) return filling.get(number);
    if (number >= filling.size() * (1 + COPIES)) return music.piece(number, task.seconds());
    var random = new Random(task.seed() * 31 + number);
    var of = filling.get(number % filling.size());
    double scale = random.nextInt(10) < 7 ? 1 : 0.85 + 0.3 * random.nextDouble();
    return SyntheticMusic.copy(of, 0, of.frames(), scale, random.nextInt(145) - 72, 0.1, random);
  }

  private void grow(Filling filling, int held, int size, Task task) {
    var index = filling.index();
    long before = processNanos();
    long making = 0;
    double seconds = 0;
    for (int number = held; number < size; number++) {
      long start = threadNanos();
      var peaks = made(filling.real(), filling.music(), number - filling.known(), task);
      making += threadNanos() - start;
      String name = "made-" + number;
      index.add(recording(IdentifyEvaluation.id(name), name, peaks), peaks);
      seconds += peaks.seconds();
      if (number % 500 == 0) progress.at("made", number, size);
    }
    index.commit(size);
    index.settle();
    if (size <= held) return;
    int added = size - held;
    rows.add(new Row(size + " recordings", seconds / added, "s each, of those added"));
    rows.add(
        new Row(
            size + " recordings",
            (processNanos() - before - making) / 1e6 / added,
            "ms CPU to add one, merges included"));
  }

  private static IndexedRecording recording(RecordingId id, String name, Peaks peaks) {
    return new IndexedRecording(id, name, "", Optional.empty(), peaks.seconds(), peaks.sha256());
  }

  private void measure(
      LandmarkIndex index,
      int size,
      List<Query> queries,
      List<Peaks> absent,
      Judge judge,
      Task task)
      throws IOException {
    String name = size + " recordings";
    rows.add(new Row(name, index.seconds() / 3600, "hours"));
    rows.add(
        new Row(
            name,
            IdentifyEvaluation.bytes(task.scratch(), parameters) / index.seconds(),
            "bytes per audio second"));
    var matcher = new Matcher(index);
    for (int i = 0; i < Math.min(60, queries.size()); i++)
      matcher.identify(queries.get(i).peaks()); // warms up
    var judgements = new ArrayList<Judgement>();
    for (var query : queries) {
      long before = threadNanos();
      var found = matcher.identify(query.peaks());
      judgements.add(judge.judge(query.row(), found, (threadNanos() - before) / 1e6));
      progress.at(name, judgements.size(), queries.size());
    }
    for (double seconds : new double[] {5, 10, 30}) recall(name, seconds, judgements);
    absent(name, matcher, absent, 5, ABSENT, task.seed());
    absent(name, matcher, absent, LONG_SECONDS, LONG_ONES, task.seed());
  }

  private void recall(String name, double seconds, List<Judgement> all) {
    var those = all.stream().filter(j -> j.row().seconds() == seconds).toList();
    if (those.isEmpty()) return;
    long hits = those.stream().filter(j -> j.right().isPresent()).count();
    long truncated = those.stream().filter(j -> j.identification().truncated()).count();
    long wrong =
        those.stream()
            .filter(
                j -> j.wrong().stream().anyMatch(m -> m.recording().title().startsWith("made-")))
            .count();
    String query = "%s, query %.0f s".formatted(name, seconds);
    var interval = Wilson.of((int) hits, those.size());
    rows.add(new Row(query, (double) hits / those.size(), "recall of " + those.size()));
    rows.add(new Row(query, interval.lo(), "recall at least (Wilson, 95 %)"));
    rows.add(new Row(query, interval.hi(), "recall at most (Wilson, 95 %)"));
    rows.add(new Row(query, truncated, "searches ended by the budget"));
    rows.add(new Row(query, wrong, "name a made recording"));
    rows.add(
        new Row(
            query,
            those.stream().mapToDouble(Judgement::cpuMillis).average().orElse(0),
            "ms CPU, mean"));
    rows.add(
        new Row(
            query,
            those.stream().mapToDouble(Judgement::cpuMillis).max().orElse(0),
            "ms CPU, worst"));
  }

  private void absent(
      String name, Matcher matcher, List<Peaks> absent, int seconds, int count, long seed) {
    var random = new Random(seed);
    double spent = 0;
    double worst = 0;
    int named = 0;
    for (int i = 0; i < count; i++) {
      var query = absentQuery(absent, seconds, i, random);
      long before = threadNanos();
      var found = matcher.identify(query);
      double millis = (threadNanos() - before) / 1e6;
      spent += millis;
      worst = Math.max(worst, millis);
      if (!found.matches().isEmpty()) named++;
    }
    String row = "%s, absent %d s".formatted(name, seconds);
    rows.add(new Row(row, spent / count, "ms CPU, mean"));
    rows.add(new Row(row, worst, "ms CPU, worst"));
    rows.add(new Row(row, named, "of " + count + " named"));
  }

  /// So many seconds on end, out of one recording and, where it ends, the next.
  private static Peaks absentQuery(List<Peaks> absent, int seconds, int number, Random random) {
    int frames = (int) (seconds * Peaks.RATE);
    var from = absent.get((number * 7) % absent.size());
    if (from.frames() > frames + 1) {
      int start = random.nextInt(from.frames() - frames);
      return from.cut(start, start + frames);
    }
    var joined = new ArrayList<Peaks>();
    int have = 0;
    for (int i = number * 7; have < frames; i++) {
      var next = absent.get(i % absent.size());
      int take = Math.min(next.frames(), frames - have);
      joined.add(next.cut(0, take));
      have += take;
    }
    return Peaks.joined(joined);
  }

  private static long processNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static long threadNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
