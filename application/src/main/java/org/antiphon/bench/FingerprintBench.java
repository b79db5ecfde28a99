package org.antiphon.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.DecodeRequest;
import org.antiphon.audio.MonoSink;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.fingerprint.Fingerprinter;
import org.antiphon.fingerprint.IndexedRecording;
import org.antiphon.fingerprint.LandmarkIndex;
import org.antiphon.fingerprint.LandmarkParameters;
import org.antiphon.fingerprint.Matcher;
import org.antiphon.fingerprint.Peaks;

/// `bench fingerprint`: CPU time of taking peaks and of recognising, and the index's size, on files
/// of one's own.
///
/// Every second file becomes a recording of the catalogue; the others are in no catalogue and give
/// the queries that match nothing. Excerpts are cut from decoded sound, never by seeking. Each
/// query is run once to warm up and then counted. CPU time is this thread's; the codec child's is
/// the decoder's and is not counted.
public final class FingerprintBench {
  private static final int RATE = 16_000;
  private static final int MOST_QUERIES = 20;
  private static final int LONG_SECONDS = 240;

  private final AudioReader reader;
  private final LandmarkParameters parameters = LandmarkParameters.current();
  private final Fingerprinter fingerprinter = new Fingerprinter(parameters);

  /// The reader stays its caller's to close.
  public FingerprintBench(AudioReader reader) {
    this.reader = reader;
  }

  /// Runs it.
  ///
  /// @param files music, the more kinds the better; at least two
  /// @param scratch an empty folder for the index
  public BenchReport run(List<Path> files, Path scratch) throws IOException {
    var rows = new ArrayList<BenchRow>();
    try (var index = LandmarkIndex.open(scratch, parameters)) {
      var known = new ArrayList<float[]>();
      var foreign = new ArrayList<float[]>();
      rows.addAll(fill(index, files, known, foreign));
      rows.add(new BenchRow("index", bytes(scratch) / index.seconds(), "bytes per audio second"));
      var matcher = new Matcher(index);
      rows.addAll(queries("query 5 s, in the catalogue", matcher, excerpts(known, 5)));
      rows.addAll(queries("query 5 s, in no catalogue", matcher, excerpts(foreign, 5)));
      rows.addAll(queries("query 240 s, in no catalogue", matcher, List.of(joined(foreign))));
    }
    return new BenchReport(rows, Machine.here());
  }

  private List<BenchRow> fill(
      LandmarkIndex index, List<Path> files, List<float[]> known, List<float[]> foreign)
      throws IOException {
    double seconds = 0;
    double spent = 0;
    int peaks = 0;
    for (int i = 0; i < files.size(); i++) {
      float[] sound = decode(files.get(i));
      long before = cpuNanos();
      var taken = fingerprinter.peaks(sound);
      if (i > 1) { // the first two warm up
        spent += cpuNanos() - before;
        seconds += taken.seconds();
        peaks += taken.size();
      }
      if (i % 2 == 0) index.add(recording(i, files.get(i), taken), taken);
      keep(i % 2 == 0 ? known : foreign, sound);
    }
    index.commit(1);
    return List.of(
        new BenchRow("catalogue", index.size(), "recordings"),
        new BenchRow("catalogue", index.seconds(), "s"),
        new BenchRow(
            "extraction", seconds == 0 ? 0 : spent / 1e6 / seconds, "ms CPU per audio second"),
        new BenchRow(
            "extraction", spent == 0 ? 0 : seconds / (spent / 1e9), "times real time per core"),
        new BenchRow("peaks", seconds == 0 ? 0 : peaks / seconds, "per audio second"));
  }

  /// The first minute of the first files: enough to cut queries from.
  private static void keep(List<float[]> sounds, float[] sound) {
    if (sounds.size() < MOST_QUERIES)
      sounds.add(Arrays.copyOf(sound, Math.min(sound.length, 60 * RATE)));
  }

  private static IndexedRecording recording(int number, Path file, Peaks peaks) {
    return new IndexedRecording(
        new RecordingId("bench-" + number),
        String.valueOf(file.getFileName()),
        "",
        Optional.empty(),
        peaks.seconds(),
        peaks.sha256());
  }

  private List<BenchRow> queries(String name, Matcher matcher, List<float[]> sounds) {
    var spent = new double[sounds.size()];
    int named = 0;
    for (int i = 0; i < sounds.size(); i++) {
      var peaks = fingerprinter.peaks(sounds.get(i));
      matcher.identify(peaks);
      long before = cpuNanos();
      var found = matcher.identify(peaks);
      spent[i] = (cpuNanos() - before) / 1e6;
      if (!found.matches().isEmpty()) named++;
    }
    return List.of(
        new BenchRow(name, Arrays.stream(spent).average().orElse(0), "ms CPU, mean"),
        new BenchRow(name, Arrays.stream(spent).max().orElse(0), "ms CPU, worst"),
        new BenchRow(name, named, "of " + sounds.size() + " matched"));
  }

  private static List<float[]> excerpts(List<float[]> sounds, int seconds) {
    var random = new Random(1);
    var excerpts = new ArrayList<float[]>();
    for (int i = 0; i < MOST_QUERIES && !sounds.isEmpty(); i++) {
      float[] sound = sounds.get(i % sounds.size());
      int from = random.nextInt(Math.max(1, sound.length - seconds * RATE));
      excerpts.add(Arrays.copyOfRange(sound, from, Math.min(sound.length, from + seconds * RATE)));
    }
    return excerpts;
  }

  /// One upload of four minutes out of the beginnings of all of them.
  private static float[] joined(List<float[]> sounds) {
    var joined = new float[LONG_SECONDS * RATE];
    int each = joined.length / Math.max(1, sounds.size());
    for (int i = 0; i < sounds.size(); i++)
      System.arraycopy(sounds.get(i), 0, joined, i * each, Math.min(each, sounds.get(i).length));
    return joined;
  }

  private float[] decode(Path file) throws IOException {
    var whole = new Whole();
    reader.decode(file, DecodeRequest.mono16k(whole));
    return Arrays.copyOf(whole.samples, whole.size);
  }

  /// Keeps a decoded file.
  private static final class Whole implements MonoSink {
    private float[] samples = new float[1 << 20];
    private int size;

    @Override
    public void samples(float[] block, int length) {
      if (size + length > samples.length)
        samples = Arrays.copyOf(samples, Math.max(2 * samples.length, size + length));
      System.arraycopy(block, 0, samples, size, length);
      size += length;
    }

    @Override
    public void restart() {
      size = 0;
    }
  }

  private double bytes(Path scratch) throws IOException {
    long bytes = 0;
    try (var files = Files.walk(scratch.resolve(parameters.indexVersion().directory()))) {
      for (var file : files.filter(Files::isRegularFile).toList()) bytes += Files.size(file);
    }
    return bytes;
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
