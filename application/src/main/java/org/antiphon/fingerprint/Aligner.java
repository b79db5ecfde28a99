package org.antiphon.fingerprint;

import org.jspecify.annotations.Nullable;

/// Sharpens an alignment that was voted for: tries scales 2 % apart, fits a straight line to the
/// coincident peaks, then grows the stretch by 1.44 s at a time for as long as both sides keep
/// agreeing; over a long stretch the scale is known to 0.03 %.
final class Aligner {
  private static final int SCALES = 1;
  private static final double APART = 0.02;

  /// Growth that found nothing twice running has left the copy.
  private static final int MISSES = 2;

  /// Share of the new peaks that must coincide for a growth to count: chance gives about 0.1.
  private static final double AGREES = 0.2;

  private static final double LONGER = 1.25;

  private final LandmarkParameters.Fitting fitting;
  private final Peaks query;
  private final Coincidences coincidences;
  private final Stretches stretches;

  Aligner(LandmarkParameters.Fitting fitting, Peaks query, Peaks reference) {
    this.fitting = fitting;
    this.query = query;
    coincidences = new Coincidences(query, reference);
    stretches = new Stretches(fitting, query, reference);
  }

  /// What came of it: the alignment, and the frames of the query that it was fitted to.
  record Fit(Alignment alignment, double from, double to) {}

  /// Sharpens a candidate of the window `from`–`to`; null if the peaks do not bear it out.
  @Nullable Fit fit(Candidate candidate, double from, double to) {
    double centre = (from + to) / 2;
    Alignment best = null;
    int most = -1;
    for (int step = -SCALES; step <= SCALES; step++) {
      double scale = candidate.scale() * (1 + APART * step);
      var tried =
          shifted(
              Alignment.through(centre, candidate.offset(), scale, candidate.pitch()), from, to);
      if (tried == null) continue;
      int count = coincidences.find(tried, from, to, 4, 5);
      if (count <= most) continue;
      most = count;
      best = tried;
    }
    for (int round = 0; round < 3 && best != null; round++)
      best = refit(best, from, to, round == 0 ? 6 : 4, 5);
    if (best == null || isHopeless(new Fit(best, from, to))) return null;
    return grow(best, from, to);
  }

  private boolean isHopeless(Fit window) {
    return stretches.best(0, window).log10Tail() > fitting.hopeless();
  }

  private @Nullable Alignment shifted(Alignment start, double from, double to) {
    coincidences.find(start, from, to, 8, 6);
    return coincidences.shifted(start);
  }

  private @Nullable Alignment refit(
      Alignment old, double from, double to, double frames, double quarterBins) {
    coincidences.find(old, from, to, frames, quarterBins);
    return coincidences.fitted(old);
  }

  /// Refits only when the stretch has become a quarter longer: between, the scale is known well
  /// enough to go on, and the cost stays near linear in the stretch.
  private Fit grow(Alignment start, double from, double to) {
    var fit = new Fit(start, from, to);
    double fitted = to - from;
    int missedAfter = 0;
    int missedBefore = 0;
    while (canGrow(fit, missedBefore, missedAfter)) {
      double before =
          missedBefore < MISSES ? Math.max(0, fit.from() - fitting.growth()) : fit.from();
      double after =
          missedAfter < MISSES ? Math.min(query.frames(), fit.to() + fitting.growth()) : fit.to();
      if (before < fit.from())
        missedBefore = agrees(fit.alignment(), before, fit.from()) ? 0 : missedBefore + 1;
      if (after > fit.to())
        missedAfter = agrees(fit.alignment(), fit.to(), after) ? 0 : missedAfter + 1;
      fit = new Fit(fit.alignment(), before, after);
      if (after - before < LONGER * fitted) continue;
      fit = refitted(fit);
      fitted = after - before;
    }
    return sharpened(fit);
  }

  private boolean canGrow(Fit fit, int missedBefore, int missedAfter) {
    return (missedBefore < MISSES && fit.from() > 0)
        || (missedAfter < MISSES && fit.to() < query.frames());
  }

  /// Fits to the whole stretch, unless it loses by it.
  private Fit refitted(Fit fit) {
    int before = coincidences.find(fit.alignment(), fit.from(), fit.to(), 4, 5);
    var better = coincidences.fitted(fit.alignment());
    if (better == null) return fit;
    int after = coincidences.find(better, fit.from(), fit.to(), 4, 5);
    return after >= fitting.share() * before ? new Fit(better, fit.from(), fit.to()) : fit;
  }

  private boolean agrees(Alignment alignment, double from, double to) {
    int peaks = query.firstAt(to) - query.firstAt(from);
    int shared = coincidences.find(alignment, from, to, 4, 5);
    return peaks > 0 && shared >= AGREES * peaks;
  }

  private Fit sharpened(Fit fit) {
    var last = fit.alignment();
    for (int round = 0; round < 2; round++) {
      var better = refit(last, fit.from(), fit.to(), 3, fitting.quarterBins());
      if (better != null) last = better;
    }
    return new Fit(last, fit.from(), fit.to());
  }
}
