package org.antiphon.fingerprint;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Music made of a seed: struck notes with decaying harmonics at irregular times, over six octaves.
/// It can be rendered faster, or higher, exactly, because it is written down as notes.
public final class SynthesisedMusic {
  static final int RATE = 16_000;

  /// One note.
  private record Note(double seconds, double hertz, double level, double decay) {}

  private final List<Note> notes = new ArrayList<>();

  /// The piece of a seed, two minutes long.
  public SynthesisedMusic(long seed) {
    var random = new Random(seed);
    for (double at = 0.05; at < 120; at += 0.05 + 0.2 * random.nextDouble()) {
      int voices = 1 + random.nextInt(3);
      for (int voice = 0; voice < voices; voice++) {
        int semitone = random.nextInt(48);
        notes.add(
            new Note(
                at + 0.01 * random.nextDouble(),
                130.8 * Math.pow(2, semitone / 12.0),
                0.05 + 0.1 * random.nextDouble(),
                0.08 + 0.4 * random.nextDouble()));
      }
    }
  }

  /// As written.
  public float[] samples(double seconds) {
    return samples(0, seconds, 1, 0);
  }

  /// `seconds` of sound that begin at `from` seconds as written, played `tempo` times as fast and
  /// `semitones` higher.
  public float[] samples(double from, double seconds, double tempo, double semitones) {
    var sound = new float[(int) (seconds * RATE)];
    double higher = Math.pow(2, semitones / 12);
    for (var note : notes) {
      double start = (note.seconds() - from) / tempo;
      if (start > seconds || start < -2) continue;
      for (int harmonic = 1; harmonic <= 5; harmonic++)
        strike(sound, note, start, harmonic, note.hertz() * higher * harmonic);
    }
    return sound;
  }

  /// The same notes at the same moments, blown instead of struck: they swell for 50 ms, hold, and
  /// their harmonics are as strong as the second one is not.
  float[] blown(double from, double seconds) {
    var sound = new float[(int) (seconds * RATE)];
    for (var note : notes) {
      double start = note.seconds() - from;
      if (start < 0 || start > seconds - 1) continue;
      for (int harmonic = 1; harmonic <= 5; harmonic++)
        blow(sound, note, start, harmonic == 2 ? 0.1 : 1 / Math.sqrt(harmonic), harmonic);
    }
    return sound;
  }

  private static void blow(float[] sound, Note note, double start, double level, int harmonic) {
    double turn = 2 * Math.PI * note.hertz() * harmonic;
    if (turn > 2 * Math.PI * 7_000) return;
    int first = (int) (start * RATE);
    double length = 0.1 + note.decay();
    for (int i = 0; i < length * RATE; i++) {
      double t = (double) i / RATE;
      double swell = Math.min(1, t / 0.05) * Math.min(1, (length - t) / 0.05);
      sound[first + i] += (float) (note.level() * level * swell * Math.sin(turn * t));
    }
  }

  private static void strike(float[] sound, Note note, double start, int harmonic, double hertz) {
    if (hertz > 7_000) return;
    int first = Math.max(0, (int) Math.ceil(start * RATE));
    double decay = note.decay() / Math.sqrt(harmonic);
    int last = Math.min(sound.length, (int) ((start + 6 * decay) * RATE));
    double since = (double) first / RATE - start;
    double re = Math.cos(2 * Math.PI * hertz * since) * Math.exp(-since / decay);
    double im = Math.sin(2 * Math.PI * hertz * since) * Math.exp(-since / decay);
    double fall = Math.exp(-1 / (decay * RATE));
    double stepRe = fall * Math.cos(2 * Math.PI * hertz / RATE);
    double stepIm = fall * Math.sin(2 * Math.PI * hertz / RATE);
    for (int i = first; i < last; i++) {
      double rise = Math.min(1, ((double) i / RATE - start) / 0.004);
      sound[i] += (float) (note.level() / harmonic * rise * im);
      double next = re * stepRe - im * stepIm;
      im = re * stepIm + im * stepRe;
      re = next;
    }
  }
}
