package org.antiphon.detection;

import org.antiphon.audio.NativeSink;

/// The deterministic signals of the design's reference program, and how they are played.
final class Signals {
  private Signals() {}

  /// Samples and their rate.
  record Signal(float[] samples, int rate) {
    void play(NativeSink sink) {
      sink.format(rate, 1);
      for (int from = 0; from < samples.length; from += 4_096) {
        int frames = Math.min(4_096, samples.length - from);
        sink.samples(java.util.Arrays.copyOfRange(samples, from, from + frames), frames);
      }
    }
  }

  static double[] noise(int seed, int length, double level) {
    var random = new SplitMix64(seed);
    var samples = new double[length];
    for (int i = 0; i < length; i++) samples[i] = level * (2 * random.uniform() - 1);
    return samples;
  }

  static Signal nothing() {
    return signal(noise(1, 240_000, 0.1), 24_000);
  }

  /// A pulse every 320 samples.
  static Signal comb320(double level) {
    var samples = noise(2, 240_000, 0.1);
    every(samples, 320, level);
    return signal(samples, 24_000);
  }

  static Signal nested() {
    var samples = noise(3, 441_000, 0.1);
    every(samples, 512, 0.10);
    every(samples, 64, 0.03);
    every(samples, 8, 0.012);
    return signal(samples, 44_100);
  }

  static Signal resampled() {
    var samples = noise(4, 441_000, 0.1);
    var random = new SplitMix64(40);
    for (int k = 20; k <= 240; k++) {
      double phase = 2 * Math.PI * random.uniform();
      for (int n = 0; n < samples.length; n++)
        samples[n] += 5e-4 * Math.cos(2 * Math.PI * ((long) k * 50 * n % 44_100) / 44_100 + phase);
    }
    return signal(samples, 44_100);
  }

  /// 120 beats a minute on the grid of samples.
  static Signal gridTempo() {
    var samples = noise(5, 240_000, 0.1);
    every(samples, 12_000, 0.9);
    return signal(samples, 24_000);
  }

  static void every(double[] samples, int period, double level) {
    for (int i = 0; i < samples.length; i += period) samples[i] += level;
  }

  static Signal signal(double[] samples, int rate) {
    var floats = new float[samples.length];
    for (int i = 0; i < floats.length; i++) floats[i] = (float) samples[i];
    return new Signal(floats, rate);
  }
}
