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
