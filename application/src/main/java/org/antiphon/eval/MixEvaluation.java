package org.antiphon.eval;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.AudioWriter;
import org.antiphon.audio.EncodeRequest;
import org.antiphon.audio.Encoding;
import org.antiphon.audio.PcmSource;
import org.antiphon.fingerprint.LandmarkIndex;
import org.antiphon.fingerprint.Match;
import org.antiphon.fingerprint.Matcher;
import org.antiphon.problem.InvalidInput;

/// `eval identify --mixes`: long mixes, as a DJ plays them: which sources are found in them, and do
/// the segments say where each begins and ends?
///
/// Each mix is played out of stretches of 25 to 60 s of the catalogue's recordings, every other one
/// up to 4 % faster or slower (pitch moves too), and of foreign music between them, until its time
/// is full; neighbours are at one level and cross over for 2 s. It is written as MP3 of 128 kbit/s
/// and read again. Foreign music may share material with the catalogue: what is named there is
/// counted as wrong, and listed.
public final class MixEvaluation {
  private static final int RATE = 22_050;
  private static final double CROSSING = 2;
  private static final double LEVEL_DB = -20;
  private static final double LEAST = 25;
  private static final double MOST = 60;

  /// How far a border may lie from where the stretch was put: what crosses over sounds twice.
  private static final double NEAR = 3;

  private final AudioReader reader;
  private final AudioWriter writer;
  private final IdentifyEvaluation.Ear ear;

  /// Reader and writer stay their caller's to close.
  public MixEvaluation(AudioReader reader, AudioWriter writer, IdentifyEvaluation.Ear ear) {
    this.reader = reader;
    this.writer = writer;
    this.ear = ear;
  }

  /// What to mix.
  ///
  /// @param count how many mixes
  /// @param minutes how long each is
  /// @param sources how many stretches of the catalogue it holds
  public record Task(
      Path catalogue, Path foreign, int count, double minutes, int sources, long seed) {}

  /// What was played when.
  ///
  /// @param source path below the catalogue's folder
  /// @param from seconds of the mix
  /// @param tempo 1.04 = four per cent faster
  public record Played(String source, double from, double to, double tempo) {}

  /// One mix.
  ///
  /// @param found stretches whose recording is named over at least half of them
  /// @param bordered those of them whose segments begin and end within 3 s of the stretch
  /// @param wrong what else is named, with its time in the mix
  /// @param missed what is not named
  /// @param cpuSeconds of the search, decoding and peaks left out
  public record Mix(
      double seconds,
      int sources,
      int found,
      int bordered,
      List<String> wrong,
      List<Played> missed,
      double cpuSeconds) {
    /// Copies the lists.
    public Mix {
      wrong = List.copyOf(wrong);
      missed = List.copyOf(missed);
    }
  }

  /// Runs it against an index of the catalogue, whose recordings have the ids of
  /// [IdentifyEvaluation#id].
  ///
  /// @throws InvalidInput where a folder holds too little to mix
  public List<Mix> run(Task task, LandmarkIndex index, IdentifyEvaluation.Progress progress)
      throws IOException {
    var catalogue = new ArrayList<>(IdentifyEvaluation.recordings(task.catalogue()));
    var foreign = new ArrayList<>(IdentifyEvaluation.recordings(task.foreign()));
    if (catalogue.isEmpty() || foreign.isEmpty())
      throw new InvalidInput(
          "TOO_FEW",
          "--mixes",
          "the catalogue or the foreign music is empty",
          "give folders with recordings of half a minute and more");
    var matcher = new Matcher(index);
    var mixes = new ArrayList<Mix>();
    for (int number = 0; number < task.count(); number++) {
      var random = new Random(task.seed() * 1_000 + number);
      Collections.shuffle(catalogue, random);
      Collections.shuffle(foreign, random);
      mixes.add(mix(task, catalogue, foreign, random, matcher));
      progress.at("mixes", number + 1, task.count());
    }
    return List.copyOf(mixes);
  }

  private Mix mix(
      Task task, List<String> catalogue, List<String> foreign, Random random, Matcher matcher)
      throws IOException {
    var player = new Player(task, catalogue, foreign, random);
    var file = Files.createTempFile("mix", ".mp3");
    try {
      writer.encode(player.play(), EncodeRequest.to(Encoding.MP3, 128_000), file);
      var peaks = ear.peaks(file);
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      var matches = matcher.identify(peaks).matches();
      double spent = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e9;
      return judged(player.played, matches, peaks.seconds(), spent);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  static Mix judged(List<Played> played, List<Match> matches, double seconds, double spent) {
    var missed = new ArrayList<Played>();
    int bordered = 0;
    for (var stretch : played) {
      var those = matches.stream().filter(match -> plays(stretch, match)).toList();
      double heard = those.stream().mapToDouble(match -> overlap(stretch, match)).sum();
      if (2 * heard < stretch.to() - stretch.from()) missed.add(stretch);
      else {
        double from = those.stream().mapToDouble(m -> m.query().from()).min().orElse(0);
        double to = those.stream().mapToDouble(m -> m.query().to()).max().orElse(0);
        if (Math.abs(from - stretch.from()) <= NEAR && Math.abs(to - stretch.to()) <= NEAR)
          bordered++;
      }
    }
    var wrong =
        matches.stream()
            .filter(match -> played.stream().noneMatch(stretch -> plays(stretch, match)))
            .map(match ->
                "%s at %.0f to %.0f s"
                    .formatted(match.recording().title(), match.query().from(), match.query().to()))
            .toList();
    return new Mix(
        seconds, played.size(), played.size() - missed.size(), bordered, wrong, missed, spent);
  }

  private static boolean plays(Played stretch, Match match) {
    return IdentifyEvaluation.id(stretch.source()).equals(match.recording().id())
        && overlap(stretch, match) > 0;
  }

  private static double overlap(Played stretch, Match match) {
    return Math.min(stretch.to(), match.query().to())
        - Math.max(stretch.from(), match.query().from());
  }

  /// Plays a mix into memory: 5 MB a minute. A codec that encodes while others decode would need a
  /// worker more than there may be.
  private final class Player {
    private final Task task;
    private final List<String> catalogue;
    private final List<String> foreign;
    private final Random random;
    private final float[] mix;
    private final List<Played> played = new ArrayList<>();
    private int at;
    private int nextForeign;

    Player(Task task, List<String> catalogue, List<String> foreign, Random random) {
      this.task = task;
      this.catalogue = catalogue;
      this.foreign = foreign;
      this.random = random;
      mix = new float[(int) Math.round(task.minutes() * 60 * RATE)];
    }

    PcmSource play() throws IOException {
      while (at < mix.length) {
        cross(foreignStretch());
        if (played.size() < task.sources() && at < mix.length) playOwn();
      }
      return PcmSource.of(mix, RATE, 1);
    }

    private void playOwn() throws IOException {
      String source = catalogue.get(played.size() % catalogue.size());
      double tempo = played.size() % 2 == 1 ? 0.96 + 0.08 * random.nextDouble() : 1;
      double length = LEAST + (MOST - LEAST) * random.nextDouble();
      double from = (double) at / RATE;
      cross(stretch(task.catalogue().resolve(source), length, tempo));
      played.add(new Played(source, from, (double) at / RATE + CROSSING, tempo));
    }

    /// So long that what is to come fills the time that is left.
    private float[] foreignStretch() throws IOException {
      int toCome = task.sources() - played.size();
      double left = (double) (mix.length - at) / RATE - toCome * (LEAST + MOST) / 2;
      var file = task.foreign().resolve(foreign.get(nextForeign++ % foreign.size()));
      return stretch(file, Math.max(LEAST, left / (toCome + 1)), 1);
    }

    /// Adds a stretch whose ends fade; the next one begins where it begins to fade.
    private void cross(float[] stretch) {
      int crossing = (int) (CROSSING * RATE);
      for (int i = 0; i < stretch.length && at + i < mix.length; i++) {
        float fading = Math.min(1, (float) Math.min(i, stretch.length - i) / crossing);
        mix[at + i] += fading * stretch[i];
      }
      at += Math.max(crossing, stretch.length - crossing);
    }

    /// Out of anywhere in a file, at one level; less where it is shorter.
    private float[] stretch(Path file, double length, double tempo) throws IOException {
      var sound = HeldSound.mono(reader, writer, file, (int) Math.round(RATE / tempo));
      double start = Math.max(0, random.nextDouble() * (sound.seconds() - length));
      var part = sound.excerpt(start, length);
      float gain = (float) Math.pow(10, (LEVEL_DB - part.levelDb()) / 20);
      float[] samples = part.samples().clone();
      for (int i = 0; i < samples.length; i++)
        samples[i] = Float.isFinite(gain) ? Math.clamp(gain * samples[i], -1, 1) : 0;
      return samples;
    }
  }
}
