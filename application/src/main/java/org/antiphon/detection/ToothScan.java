package org.antiphon.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Looks for every candidate comb in the scores, and holds the best against their controls.
final class ToothScan {
  private static final int FEWEST_CONTROLS = 50;

  private final CombParameters.Selection selection;
  private final Candidates candidates;
  private final double lookElsewhere;

  ToothScan(CombParameters.Selection selection, Candidates candidates) {
    this.selection = selection;
    this.candidates = candidates;
    lookElsewhere = Math.log10(candidates.size());
  }

  private record Row(int candidate, int teeth, double mean, double z) {}

  /// All combs that got controls, those with the greatest score first.
  List<Comb> run(Scores scores) {
    var rows = rows(scores);
    var picked = new ArrayList<>(bySampledControls(scores, rows));
    for (var row : rows)
      if (candidates.isKnown(row.candidate()) && !picked.contains(row)) picked.add(row);
    var combs = new ArrayList<Comb>();
    for (var row : picked) comb(scores, row).ifPresent(combs::add);
    combs.sort(Comparator.comparingDouble(Comb::score).reversed());
    return combs;
  }

  /// Candidates beyond chance, the least probable first.
  private List<Row> rows(Scores scores) {
    var rows = new ArrayList<Row>();
    for (int i = 0; i < candidates.size(); i++) {
      int teeth = scores.teeth(candidates.hertz(i));
      if (teeth < selection.leastTeeth()) continue;
      double mean = scores.mean(candidates.hertz(i), 0);
      if (mean <= 1) continue;
      double z = -GammaTail.lnQ(teeth, teeth * mean) / Math.log(10);
      if (z - lookElsewhere >= selection.leastZ()) rows.add(new Row(i, teeth, mean, z));
    }
    rows.sort(Comparator.comparingDouble(Row::z).reversed());
    return rows;
  }

  private List<Row> bySampledControls(Scores scores, List<Row> rows) {
    record Rated(Row row, double above) {}
    var random = new SplitMix64(1);
    var shifts = new double[selection.offsets()];
    for (int i = 0; i < shifts.length; i++) {
      double u = random.uniform();
      shifts[i] = (u < 0.5 ? -1 : 1) * (0.02 + 0.46 * Math.abs(2 * u - 1));
    }
    var rated = new ArrayList<Rated>();
    for (var row : rows.subList(0, Math.min(selection.sampled(), rows.size())))
      rated.add(new Rated(row, above(scores, row, shifts)));
    return rated.stream()
        .sorted(Comparator.comparingDouble(Rated::above).reversed())
        .limit(selection.full())
        .map(Rated::row)
        .toList();
  }

  private double above(Scores scores, Row row, double[] shifts) {
    double sum = 0;
    double squares = 0;
    for (double control : scores.means(candidates.hertz(row.candidate()), shifts)) {
      sum += control;
      squares += control * control;
    }
    double mean = sum / shifts.length;
    double variance = Math.max(0, squares / shifts.length - mean * mean);
    return (row.mean() - mean) / Math.max(Math.sqrt(variance), 1e-9);
  }

  private Optional<Comb> comb(Scores scores, Row row) {
    double hertz = candidates.hertz(row.candidate());
    return controls(scores, hertz)
        .map(controls ->
            new Comb(
                hertz,
                candidates.readings(row.candidate()),
                row.teeth(),
                row.mean(),
                row.z(),
                controls));
  }

  /// A comb that was found in other scores, measured in these.
  Optional<Comb> measured(Scores scores, Comb other) {
    int teeth = scores.teeth(other.hertz());
    double mean = scores.mean(other.hertz(), 0);
    double z = -GammaTail.lnQ(Math.max(1, teeth), teeth * mean) / Math.log(10);
    return controls(scores, other.hertz())
        .map(controls -> new Comb(other.hertz(), other.readings(), teeth, mean, z, controls));
  }

  /// F(d) on the grid of bins: mean score of the comb shifted by d, |d| up to half its distance.
  static double[] fold(Scores scores, double hertz) {
    int half = (int) (hertz / 2 / scores.binHz());
    var fold = new double[2 * half + 1];
    int first = Scores.firstTooth(hertz);
    int count = scores.teeth(hertz);
    for (int k = first; k < first + count; k++)
      add(scores.score(), (int) Math.rint(k * hertz / scores.binHz()) - half, fold);
    for (int j = 0; j < fold.length; j++) fold[j] /= count;
    return fold;
  }

  /// Millions of sums for each comb: without limits within the loop it runs on vectors.
  private static void add(float[] score, int from, double[] fold) {
    if (from >= 0 && from <= score.length - fold.length)
      for (int j = 0; j < fold.length; j++) fold[j] += score[from + j];
    else
      for (int j = 0; j < fold.length; j++)
        fold[j] += score[Math.clamp((long) from + j, 0, score.length - 1)];
  }

  /// The comb at any distance against the same comb shifted; empty where there are too few shifts.
  static Optional<Comb.Controls> controls(Scores scores, double hertz) {
    double[] fold = fold(scores, hertz);
    int half = fold.length / 2;
    double sum = 0;
    double squares = 0;
    double highest = 0;
    int count = 0;
    for (int j = 0; j < fold.length; j++) {
      if (!isControl(Math.abs((j - half) * scores.binHz()), scores.seconds(), hertz)) continue;
      sum += fold[j];
      squares += fold[j] * fold[j];
      highest = Math.max(highest, fold[j]);
      count++;
    }
    if (count < FEWEST_CONTROLS) return Optional.empty();
    double mean = sum / count;
    double deviation = Math.max(Math.sqrt(Math.max(0, squares / count - mean * mean)), 1e-9);
    double own = fold[half];
    double gap = (own - highest) / deviation;
    double distance = own - highest;
    return Optional.of(
        new Comb.Controls(
            (own - mean) / deviation, gap, distance, Math.min(gap, 5 * distance), count));
  }

  /// Near by and far off; between lie the sidebands that music's rhythm puts on a true tooth.
  private static boolean isControl(double shift, double seconds, double hertz) {
    return (shift > 4 / seconds && shift <= 2) || shift >= Math.min(16, hertz / 4);
  }
}
