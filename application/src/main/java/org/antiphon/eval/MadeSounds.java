package org.antiphon.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.StringJoiner;
import org.antiphon.audio.Espeak;
import org.antiphon.fingerprint.Fingerprinter;
import org.antiphon.fingerprint.Peaks;

/// Seeded sounds that hold nothing of a catalogue and try to look as if they did: an hour of speech
/// (espeak-ng, in four languages), of applause (claps of filtered noise, thousands a minute) and of
/// rain (noise that swells, with drops); and notes played by another instrument than in the
/// catalogue, with the same timing to the millisecond, which is the hardest: fundamentals coincide,
/// what differs are harmonics, attacks and decays.
final class MadeSounds {
  private static final int RATE = 16_000;
  private static final int CHUNK_SECONDS = 300;
  private static final String[] VOICES = {"en", "de", "fr-fr", "es"};
  private static final String[] SYLLABLES = {
    "ka", "lo", "mi", "ten", "ver", "sta", "na", "ru", "bel", "tor", "pe", "shi", "dan", "go", "ler"
  };

  private final Fingerprinter fingerprinter = new Fingerprinter();
  private final long seed;

  MadeSounds(long seed) {
    this.seed = seed;
  }

  /// So many chunks of five minutes.
  List<Peaks> applause(int chunks) {
    var all = new ArrayList<Peaks>();
    for (int chunk = 0; chunk < chunks; chunk++) {
      var random = new Random(seed * 31 + chunk);
      var sound = new float[CHUNK_SECONDS * RATE];
      double people = 20 + random.nextInt(60);
      for (double at = 0;
          at < CHUNK_SECONDS - 0.1;
          at -= Math.log(1 - random.nextDouble()) / (3 * people))
        clap(sound, (int) (at * RATE), random);
      all.add(fingerprinter.peaks(sound));
    }
    return all;
  }

  /// A burst of noise through one resonance, 8 to 20 ms long.
  private static void clap(float[] sound, int from, Random random) {
    double turn = 2 * Math.PI * (600 + 1_800 * random.nextDouble()) / RATE;
    double keep = Math.exp(-1 / (0.004 * RATE * (0.5 + random.nextDouble())));
    double level = 0.02 + 0.06 * random.nextDouble();
    double one = 0;
    double two = 0;
    int length = (int) (0.02 * RATE);
    for (int i = 0; i < length && from + i < sound.length; i++) {
      double next =
          2 * keep * Math.cos(turn) * one
              - keep * keep * two
              + level * random.nextGaussian() * (1 - (double) i / length);
      two = one;
      one = next;
      sound[from + i] += (float) next;
    }
  }

  /// So many chunks of five minutes.
  List<Peaks> rain(int chunks) {
    var all = new ArrayList<Peaks>();
    for (int chunk = 0; chunk < chunks; chunk++) {
      var random = new Random(seed * 37 + chunk);
      var sound = new float[CHUNK_SECONDS * RATE];
      double smooth = 0.2 + 0.6 * random.nextDouble();
      double last = 0;
      for (int i = 0; i < sound.length; i++) {
        double swell = 0.6 + 0.4 * Math.sin(2 * Math.PI * i / (RATE * 17.0));
        last = smooth * last + (1 - smooth) * random.nextGaussian();
        sound[i] = (float) (0.05 * swell * last);
      }
      for (double at = 0; at < CHUNK_SECONDS - 0.1; at -= Math.log(1 - random.nextDouble()) / 40)
        clap(sound, (int) (at * RATE), random);
      all.add(fingerprinter.peaks(sound));
    }
    return all;
  }

  /// So many files of some five minutes; none where espeak-ng is not installed.
  ///
  /// @param scratch for the files, which are left there
  List<Peaks> speech(Optional<Espeak> espeak, int files, Path scratch, IdentifyEvaluation.Ear ear)
      throws IOException {
    var all = new ArrayList<Peaks>();
    if (espeak.isEmpty()) return all;
    Files.createDirectories(scratch);
    for (int file = 0; file < files; file++) {
      var random = new Random(seed * 41 + file);
      var wav = scratch.resolve("speech-" + file + ".wav");
      espeak
          .get()
          .speak(
              text(random, 750),
              VOICES[file % VOICES.length],
              120 + random.nextInt(60),
              20 + random.nextInt(60),
              wav);
      all.add(ear.peaks(wav));
    }
    return all;
  }

  private static String text(Random random, int words) {
    var text = new StringJoiner(" ");
    for (int word = 0; word < words; word++) {
      var spoken = new StringBuilder();
      for (int i = 0; i <= random.nextInt(3); i++)
        spoken.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
      if (random.nextInt(9) == 0) spoken.append(random.nextBoolean() ? "," : ".");
      text.add(spoken);
    }
    return text.toString();
  }

  /// How notes sound.
  enum Timbre {
    /// Struck: all harmonics, decaying.
    PIANO,
    /// Blown: odd harmonics, a slow attack, held, with vibrato.
    ORGAN
  }

  /// A piece of 60 s: chords and a melody on a grid of sixteenths, the same notes for the same
  /// number whatever the timbre.
  Peaks piece(int number, Timbre timbre) {
    var random = new Random(seed * 43 + number);
    var sound = new float[60 * RATE];
    double sixteenth = 60.0 / (80 + random.nextInt(80)) / 4;
    int root = 45 + random.nextInt(12);
    int[] scale = {0, 2, 4, 5, 7, 9, 11};
    int degree = 0;
    int chord = 0;
    for (int step = 0; step * sixteenth < 58; step++) {
      if (step % 16 == 0) chord = new int[] {0, 3, 4, 5}[random.nextInt(4)];
      if (step % 8 == 0)
        for (int tone = 0; tone < 3; tone++)
          note(
              sound,
              step * sixteenth,
              8 * sixteenth,
              root + pitch(scale, chord + 2 * tone),
              timbre);
      if (random.nextInt(3) > 0) {
        degree = Math.clamp(degree + random.nextInt(5) - 2, 0, 14);
        note(sound, step * sixteenth, sixteenth * 2, root + 12 + pitch(scale, degree), timbre);
      }
    }
    return fingerprinter.peaks(sound);
  }

  private static int pitch(int[] scale, int degree) {
    return 12 * (degree / 7) + scale[degree % 7];
  }

  private static void note(float[] sound, double at, double length, int midi, Timbre timbre) {
    double hertz = 440 * Math.pow(2, (midi - 69) / 12.0);
    int from = (int) (at * RATE);
    int count = (int) Math.min((length + 0.3) * RATE, sound.length - from);
    for (int harmonic = 1; harmonic <= 8 && hertz * harmonic < 7_000; harmonic++) {
      if (timbre == Timbre.ORGAN && harmonic % 2 == 0) continue;
      double turn = 2 * Math.PI * hertz * harmonic / RATE;
      for (int i = 0; i < count; i++) {
        double t = (double) i / RATE;
        double level =
            switch (timbre) {
              case PIANO -> Math.exp(-t * (2 + harmonic)) / harmonic;
              case ORGAN ->
                  Math.min(1, t / 0.06) * Math.min(1, (length + 0.3 - t) / 0.1) / (harmonic * 1.5);
            };
        double phase =
            timbre == Timbre.ORGAN ? turn * i + 0.02 * harmonic * Math.sin(35 * t) : turn * i;
        sound[from + i] += (float) (0.05 * level * Math.sin(phase));
      }
    }
  }
}
