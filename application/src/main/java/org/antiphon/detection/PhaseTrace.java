package org.antiphon.detection;

import java.util.OptionalDouble;

/// How ordered the phase of 8 to 16 kHz is: resultant length, weighted by magnitude, of its second
/// difference in time and of its first difference in frequency. 0 for none, 1 for full order.
final class PhaseTrace {
  private static final int FEWEST_BINS = 9;
  private static final int FEWEST_FRAMES = 4;

  private final int first;
  private final int bins;
  private double[] phase;
  private double[] magnitude;
  private double[] before;
  private double[] beforeThat;
  private double[] magnitudeBefore;
  private final double[] time = new double[3];
  private final double[] frequency = new double[3];
  private int frames;

  PhaseTrace(int rate) {
    double binHz = (double) rate / SpectralFrames.SIZE;
    first = (int) Math.ceil(8_000 / binHz);
    bins = Math.max(0, (int) Math.floor(Math.min(16_000, rate / 2.0) / binHz) - first + 1);
    phase = new double[bins];
    before = new double[bins];
    beforeThat = new double[bins];
    magnitude = new double[bins];
    magnitudeBefore = new double[bins];
  }

  void add(double[] re, double[] im) {
    var oldest = beforeThat;
    beforeThat = before;
    before = phase;
    phase = oldest;
    var older = magnitudeBefore;
    magnitudeBefore = magnitude;
    magnitude = older;
    for (int i = 0; i < bins; i++) {
      phase[i] = Math.atan2(im[first + i], re[first + i]);
      magnitude[i] = Math.hypot(re[first + i], im[first + i]);
    }
    frames++;
    if (frames >= 3)
      for (int i = 0; i < bins; i++)
        add(time, magnitudeBefore[i], phase[i] - 2 * before[i] + beforeThat[i]);
    for (int i = 0; i + 1 < bins; i++) add(frequency, magnitude[i + 1], phase[i + 1] - phase[i]);
  }

  private static void add(double[] sums, double weight, double angle) {
    sums[0] += weight * Math.cos(angle);
    sums[1] += weight * Math.sin(angle);
    sums[2] += weight;
  }

  OptionalDouble time() {
    return resultant(time);
  }

  OptionalDouble frequency() {
    return resultant(frequency);
  }

  private OptionalDouble resultant(double[] sums) {
    if (bins < FEWEST_BINS || frames < FEWEST_FRAMES || sums[2] <= 0) return OptionalDouble.empty();
    return OptionalDouble.of(Math.hypot(sums[0], sums[1]) / sums[2]);
  }
}
