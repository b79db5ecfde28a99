package org.antiphon.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where a comb is: its evidence second by second, and the likeliest course of "there" and "not
/// there" through it (Viterbi 1967, two states with a price on each change). Of each second the
/// deviations of the teeth's mean score from chance are kept, one number whatever the file's
/// length.
final class CombTrack implements HeardSamples {
  /// Seconds that a comb must win before it is believed to come or go, in deviations.
  private static final double CHANGE = 8;

  /// Below this no second counts as carrying the comb.
  private static final double LEAST = 1.5;

  private final FirstLook.Heard heard;
  private final double hertz;
  private final double top;
  private final float[] piece;
  private final PieceSpectrum spectrum;
  private float[] deviations = new float[256];
  private int pieces;
  private int filled;

  CombTrack(
      CombParameters.SpectrumShape shape,
      Transforms transforms,
      FirstLook.Heard heard,
      double hertz,
      double top) {
    this.heard = heard;
    this.hertz = hertz;
    this.top = top;
    piece = new float[heard.rate()];
    spectrum = new PieceSpectrum(shape.blockHz(), piece.length, heard.rate(), transforms);
  }

  /// A stretch of the file, seconds.
  record Stretch(double from, double to) {}

  @Override
  public void take(float[] mono, int count) {
    for (int i = 0; i < count; i++) {
      piece[filled++] = mono[i];
      if (filled == piece.length) look();
    }
  }

  private void look() {
    filled = 0;
    if (pieces == deviations.length) deviations = Arrays.copyOf(deviations, 2 * pieces);
    deviations[pieces++] = (float) spectrum.deviation(piece, hertz, top);
  }

  /// Mean over the seconds; 0 by chance.
  double meanDeviation() {
    double sum = 0;
    for (int i = 0; i < pieces; i++) sum += deviations[i];
    return pieces == 0 ? 0 : sum / pieces;
  }

  /// Ends the track: where the comb is.
  List<Stretch> stretches() {
    spectrum.close();
    if (pieces == 0) return List.of();
    var sorted = Arrays.copyOf(deviations, pieces);
    Arrays.sort(sorted);
    double threshold = Math.max(LEAST, 0.4 * sorted[(int) (0.9 * (pieces - 1))]);
    boolean[] there = course(threshold);
    double start = (double) heard.before() / heard.rate();
    var stretches = new ArrayList<Stretch>();
    for (int i = 0; i < pieces; i++) {
      if (!there[i]) continue;
      int from = i;
      while (i + 1 < pieces && there[i + 1]) i++;
      double end = i + 1 == pieces ? heard.seconds() : i + 1;
      stretches.add(new Stretch(start + from, start + end));
    }
    return stretches;
  }

  private boolean[] course(double threshold) {
    var cameFromThere = new boolean[2][pieces];
    double away = 0;
    double there = 0;
    for (int i = 0; i < pieces; i++) {
      double gain = Math.clamp(deviations[i] - threshold, -CHANGE, CHANGE);
      cameFromThere[1][i] = there >= away - CHANGE;
      cameFromThere[0][i] = there - CHANGE > away;
      double nextThere = Math.max(there, away - CHANGE) + gain;
      away = Math.max(away, there - CHANGE) - gain;
      there = nextThere;
    }
    var course = new boolean[pieces];
    boolean now = there >= away;
    for (int i = pieces - 1; i >= 0; i--) {
      course[i] = now;
      now = cameFromThere[now ? 1 : 0][i];
    }
    return course;
  }
}
