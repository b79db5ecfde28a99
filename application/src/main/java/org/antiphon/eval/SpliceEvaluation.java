package org.antiphon.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.AudioWriter;
import org.antiphon.audio.EncodeRequest;
import org.antiphon.audio.Encoding;
import org.antiphon.audio.Pcm;
import org.antiphon.audio.PcmSource;
import org.antiphon.detection.Detection.Segment;
import org.antiphon.detection.FileDetector;
import org.antiphon.problem.InvalidInput;

/// `eval detect --splices`: does the detector say where a machine-made part begins and ends?
///
/// Human music has a stretch of another file put in its middle, at the same level, for at most a
/// minute; once a machine-made or resynthesised one, once a human one as the control. The manifest
/// is that of [DetectEvaluation]. Hosts are human files of a minute or more, drawn by a fixed seed.
public final class SpliceEvaluation {
  private static final double MOST_INSERTED = 60;
  private static final double LEAST_INSERTED = 5;
  private static final double LEAST_HOST = 60;

  private final FileDetector detector;
  private final AudioReader reader;
  private final AudioWriter writer;
  private final DetectEvaluation.Progress progress;

  /// Reader and writer stay their caller's to close.
  public SpliceEvaluation(
      FileDetector detector,
      AudioReader reader,
      AudioWriter writer,
      DetectEvaluation.Progress progress) {
    this.detector = detector;
    this.reader = reader;
    this.writer = writer;
    this.progress = progress;
  }

  /// One spliced sound.
  ///
  /// @param kind of the stretch that was put in: `human` for a control
  /// @param from where it begins, seconds
  /// @param to where it ends
  /// @param verdict of the whole
  /// @param found the stretches that the detector names
  public record Spliced(
      String kind,
      String generator,
      String inserted,
      String host,
      double from,
      double to,
      String verdict,
      List<Segment> found) {
    /// Copies the list.
    public Spliced {
      found = List.copyOf(found);
    }
  }

  /// Runs it.
  ///
  /// @param most so many stretches of machine-made files, and as many controls
  /// @param threads files at once
  public SpliceReport run(Path manifest, int most, int threads)
      throws IOException, InterruptedException {
    var rows = DetectEvaluation.rows(manifest);
    var humans = rows.stream().filter(row -> row.kind().equals("human")).toList();
    var inserted =
        new ArrayList<>(rows.stream().filter(row -> !row.kind().equals("human")).toList());
    if (humans.size() < 3 || inserted.isEmpty())
      throw new InvalidInput(
          "TOO_FEW",
          manifest.toString(),
          "splices need three human files of a minute and one that is not human",
          "add them to the manifest");
    Collections.shuffle(inserted, new Random(3));
    var spliced = new ArrayList<Spliced>();
    try (var pool = Executors.newFixedThreadPool(threads)) {
      var answers = new ArrayList<Future<List<Spliced>>>();
      for (int i = 0; i < Math.min(most, inserted.size()); i++) {
        var row = inserted.get(i);
        var random = new Random(1_000L + i);
        answers.add(pool.submit(() -> pair(row, humans, random)));
      }
      int done = 0;
      for (var answer : answers) {
        spliced.addAll(answer.get());
        progress.done(++done, answers.size());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException broken) throw broken;
      throw new IllegalStateException(e.getCause());
    }
    spliced.sort(Comparator.comparing(Spliced::kind).thenComparing(Spliced::inserted));
    return new SpliceReport(spliced);
  }

  private List<Spliced> pair(
      DetectEvaluation.Row row, List<DetectEvaluation.Row> humans, Random random)
      throws IOException {
    var host = host(humans, random);
    var control = humans.get(random.nextInt(humans.size()));
    double before = 20 + 20 * random.nextDouble();
    var spliced = new ArrayList<Spliced>();
    for (var each : List.of(row, control)) {
      var stretch = HeldSound.mono(reader, writer, each.path(), host.music().sampleRate());
      if (stretch.seconds() >= LEAST_INSERTED)
        spliced.add(spliced(each, stretch.excerpt(0, MOST_INSERTED), host, before));
    }
    return spliced;
  }

  private record Host(Path path, Pcm music) {}

  /// The first of a random order that is long enough.
  private Host host(List<DetectEvaluation.Row> humans, Random random) throws IOException {
    var order = new ArrayList<>(humans);
    Collections.shuffle(order, random);
    for (var row : order) {
      var music = HeldSound.of(reader, row.path()).mono();
      if (music.seconds() >= LEAST_HOST) return new Host(row.path(), music);
    }
    throw new InvalidInput(
        "NO_HOST", "--splices", "no human file lasts a minute", "add longer ones to the manifest");
  }

  private Spliced spliced(DetectEvaluation.Row row, Pcm stretch, Host host, double before)
      throws IOException {
    var music = host.music();
    int at = (int) (before * music.sampleRate());
    int rest = Math.min(music.samples().length - at, 40 * music.sampleRate());
    var all = new float[at + stretch.samples().length + rest];
    float gain = (float) Math.pow(10, (music.levelDb() - stretch.levelDb()) / 20);
    System.arraycopy(music.samples(), 0, all, 0, at);
    for (int i = 0; i < stretch.samples().length; i++) all[at + i] = gain * stretch.samples()[i];
    System.arraycopy(music.samples(), at, all, at + stretch.samples().length, rest);
    var file = Files.createTempFile("spliced", ".wav");
    try {
      writer.encode(
          PcmSource.of(all, music.sampleRate(), 1), EncodeRequest.to(Encoding.WAV_FLOAT, 0), file);
      var said = detector.detect(file).detection();
      double from = (double) at / music.sampleRate();
      return new Spliced(
          row.kind(),
          row.generator(),
          row.path().toString(),
          host.path().toString(),
          from,
          from + stretch.seconds(),
          said.verdict().name(),
          said.segments());
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
