package org.antiphon.fingerprint;

import java.util.Arrays;

/// Weighs an alignment: over which stretch of the query does it hold, and how likely would chance
/// do as well?
///
/// For each query peak, chance would find a peak of the recording at its place with the probability
/// λ = 1 - exp(-(m + 1/2) · 5 / 250), m the recording's peaks of that pitch within two seconds:
/// dense, tonal and noisy places are thereby judged by themselves. A hit adds ln(q / λ), a miss
/// ln((1 - q) / (1 - λ)), q = λ + (1 - λ) / 4; the stretch is the run with the greatest sum
/// (Kadane). Over it, k peaks hit where μ = Σλ were to be expected, each peak of the recording
/// counting once: the tail is Chernoff's bound of a Poisson number, log10 P ≤ -(k ln(k/μ) - k + μ)
/// / ln 10.
final class Stretches {
  private static final int AROUND = 125;
  private static final int COLUMN = 3;
  private static final double SURPRISE = 0.25;

  private final LandmarkParameters.Fitting fitting;
  private final Peaks query;
  private final Peaks reference;
  private double[] lambda = new double[256];
  private int[] hit = new int[256];

  Stretches(LandmarkParameters.Fitting fitting, Peaks query, Peaks reference) {
    this.fitting = fitting;
    this.query = query;
    this.reference = reference;
  }

  /// log10 of the bound; 0 where no more were hit than expected.
  static double log10Tail(double hits, double expected) {
    if (hits <= expected) return 0;
    return -(hits * Math.log(hits / expected) - hits + expected) / Math.log(10);
  }

  /// The best stretch between two frames of the query.
  Aligned best(int recording, Aligner.Fit fit) {
    int from = query.firstAt(fit.from());
    int to = query.firstAt(fit.to() + 1);
    weigh(fit.alignment(), from, to);
    double sum = 0;
    double most = 0;
    int start = from;
    int first = from;
    int last = from - 1;
    for (int i = from; i < to; i++) {
      if (sum <= 0) {
        sum = 0;
        start = i;
      }
      double l = lambda[i - from];
      double q = l + SURPRISE * (1 - l);
      sum += hit[i - from] >= 0 ? Math.log(q / l) : Math.log((1 - q) / (1 - l));
      if (sum <= most) continue;
      most = sum;
      first = start;
      last = i;
    }
    return count(recording, fit.alignment(), first, last, from);
  }

  /// A given stretch: query peaks `first` to `last`.
  Aligned whole(int recording, Alignment alignment, int first, int last) {
    weigh(alignment, first, last + 1);
    return count(recording, alignment, first, last, first);
  }

  private void weigh(Alignment alignment, int from, int to) {
    if (lambda.length < to - from) {
      lambda = new double[2 * (to - from)];
      hit = new int[2 * (to - from)];
    }
    int start =
        from < to ? reference.firstAt(alignment.referenceFrame(query.t()[from]) - AROUND) : 0;
    for (int i = from; i < to; i++) {
      double t = alignment.referenceFrame(query.t()[i]);
      while (start < reference.size() && reference.t()[start] < t - AROUND) start++;
      weigh(i - from, t, query.f()[i] - alignment.pitch(), start);
    }
  }

  private void weigh(int at, double t, double f, int start) {
    int around = 0;
    int nearest = -1;
    double least = fitting.frames();
    for (int j = start; j < reference.size() && reference.t()[j] <= t + AROUND; j++) {
      if (Math.abs(reference.f()[j] - f) > fitting.quarterBins()) continue;
      around++;
      double away = Math.abs(reference.t()[j] - t);
      if (away > least) continue;
      least = away;
      nearest = j;
    }
    double rate = (around + 0.5) * 2 * fitting.frames() / (2 * AROUND);
    boolean outside = t < 0 || t > reference.frames();
    lambda[at] = outside ? 0.01 : Math.max(0.01, 1 - Math.exp(-rate));
    hit[at] = nearest;
  }

  private Aligned count(int recording, Alignment alignment, int first, int last, int from) {
    double expected = 0;
    int[] used = new int[Math.max(0, last - first + 1)];
    int hits = 0;
    for (int i = first; i <= last; i++) {
      expected += lambda[i - from];
      if (hit[i - from] >= 0) used[hits++] = hit[i - from];
    }
    Arrays.sort(used, 0, hits);
    int distinct = 0;
    int inColumns = 0;
    for (int n = 0, column = 0; n < hits; n++) {
      if (n > 0 && used[n] == used[n - 1]) continue;
      boolean sameFrame = n > 0 && reference.t()[used[n]] == reference.t()[used[n - 1]];
      column = sameFrame ? column + 1 : 1;
      distinct++;
      if (column <= COLUMN) inColumns++;
    }
    return new Aligned(
        recording,
        alignment,
        stretch(first, last),
        new Match.Evidence(last - first + 1, distinct, expected, log10Tail(distinct, expected)),
        inColumns);
  }

  private Aligned.Stretch stretch(int first, int last) {
    if (last < first) return new Aligned.Stretch(first, last, 0, 0);
    return new Aligned.Stretch(first, last, query.t()[first], query.t()[last] + 1);
  }
}
