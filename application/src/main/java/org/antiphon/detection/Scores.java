package org.antiphon.detection;

/// Rank scores over frequency, and how combs are read off them.
///
/// @param score of each bin, Exp(1) where nothing is
/// @param power of each bin over its block's median, summed over `windows`
/// @param windows how many were added
/// @param binHz width of a bin
/// @param seconds of a window: a line is 1 / seconds wide
/// @param top Hz up to which there is sound
record Scores(float[] score, float[] power, int windows, double binHz, double seconds, double top) {
  private static final double LOWEST_HZ = 500;

  /// The first multiple of a comb that counts.
  static int firstTooth(double hertz) {
    return Math.max(1, (int) Math.ceil(LOWEST_HZ / hertz));
  }

  /// How many teeth a comb has here.
  int teeth(double hertz) {
    return Math.max(0, (int) Math.floor(top / hertz) - firstTooth(hertz) + 1);
  }

  /// Mean score over the teeth, all of them shifted.
  double mean(double hertz, double shift) {
    int first = firstTooth(hertz);
    int count = teeth(hertz);
    double sum = 0;
    for (int k = first; k < first + count; k++) sum += at(k * hertz + shift);
    return count == 0 ? 0 : sum / count;
  }

  /// [#mean] for many shifts, given in parts of the comb's distance. Tooth by tooth, since what
  /// lies around one tooth fits the processor's cache and the whole spectrum does not.
  double[] means(double hertz, double[] shifts) {
    int first = firstTooth(hertz);
    int count = teeth(hertz);
    var means = new double[shifts.length];
    if (count == 0) return means;
    for (int k = first; k < first + count; k++)
      for (int i = 0; i < shifts.length; i++) means[i] += at(k * hertz + shifts[i] * hertz);
    for (int i = 0; i < shifts.length; i++) means[i] /= count;
    return means;
  }

  /// Score of the bin nearest to a frequency.
  double at(double hertz) {
    return score[bin(hertz)];
  }

  /// Level of the bin nearest to a frequency over the median around it, dB.
  double decibels(double hertz) {
    return 10 * Math.log10(Math.max(power[bin(hertz)] / windows, 1e-12));
  }

  private int bin(double hertz) {
    return Math.clamp((int) Math.rint(hertz / binHz), 0, score.length - 1);
  }

  /// The same up to another frequency.
  Scores upTo(double other) {
    return new Scores(score, power, windows, binHz, seconds, other);
  }
}
