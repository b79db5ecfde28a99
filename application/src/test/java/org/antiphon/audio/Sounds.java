package org.antiphon.audio;

import java.nio.file.Path;
import java.util.Random;

/// Sounds for tests, by words.
final class Sounds {
  /// Unpacked natives, shared by all tests of a build.
  static final Path CACHE = Path.of("target", "javacpp-cache");

  private Sounds() {}

  static CodecSettings settings() {
    return CodecSettings.in(CACHE);
  }

  /// Tones that differ by channel, a click at each whole second; interleaved.
  static float[] music(double seconds, int sampleRate, int channels) {
    int frames = (int) Math.round(seconds * sampleRate);
    var random = new Random(7);
    float[] samples = new float[frames * channels];
    for (int i = 0; i < frames; i++) {
      for (int c = 0; c < channels; c++) {
        double t = (double) i / sampleRate;
        double tone = 0.25 * Math.sin(2 * Math.PI * (330 + 110 * c) * t);
        double sweep = 0.15 * Math.sin(2 * Math.PI * (500 + 200 * t) * t);
        samples[i * channels + c] = (float) (tone + sweep + 0.01 * random.nextGaussian());
      }
    }
    return samples;
  }

  static float[] mono(float[] interleaved, int channels) {
    float[] mono = new float[interleaved.length / channels];
    for (int i = 0; i < mono.length; i++) {
      float sum = 0;
      for (int c = 0; c < channels; c++) sum += interleaved[i * channels + c];
      mono[i] = sum / channels;
    }
    return mono;
  }

  static double rms(float[] samples, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) sum += samples[i] * samples[i];
    return Math.sqrt(sum / Math.max(1, to - from));
  }

  /// Shift of `heard` against `played` within +-`most` samples with the greatest correlation.
  static int lag(float[] played, float[] heard, int at, int length, int most) {
    int best = 0;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int lag = -most; lag <= most; lag++) {
      double sum = 0;
      for (int i = at; i < at + length; i++) sum += played[i] * heard[i + lag];
      if (sum > greatest) {
        greatest = sum;
        best = lag;
      }
    }
    return best;
  }
}
