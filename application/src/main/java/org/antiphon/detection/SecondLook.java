package org.antiphon.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A look for known decoders after the commonest disguises; asked only where the first look is
/// unclear. It never says MACHINE_MADE by itself: it tries many more positions for each decoder
/// than the first look, so what it finds is told as "after undoing".
///
/// Played faster or slower ([#ratio]): every tooth moves by one common ratio r and stays coherent.
/// r is gone through in steps at which the highest tooth moves one bin. A quarter of the teeth says
/// which r are worth a look at all of them. Stretched or shifted ([#shortPieces]): the teeth keep
/// their frequency, times the shift, and lose their phase; so half-second spectra are averaged.
/// Reference: the design's `second_look.py`.
final class SecondLook {
  private static final int WINDOW = 1 << 20;
  private static final int COARSE_TEETH = 40;
  private static final int KEPT_RATIOS = 48;
  private static final int RATIOS_EACH = 3;
  private static final int HELD_AGAINST_CONTROLS = 12;

  private final CombParameters parameters;
  private final Transforms transforms;
  private final List<Double> known;

  SecondLook(CombParameters parameters, Transforms transforms) {
    this.parameters = parameters;
    this.transforms = transforms;
    known = Reading.knownHertz();
  }

  /// A known decoder's comb at another speed.
  ///
  /// @param hertz of the decoder's comb
  /// @param ratio at which it was played, > 1 for faster
  record Sped(double hertz, double ratio, Comb.Controls controls) {
    double score() {
      return controls.score();
    }
  }

  /// A known decoder's comb at another pitch.
  ///
  /// @param semitones by which it is higher; 0 where only the phase was lost
  record Shifted(double hertz, int semitones, int teeth, double mean, double score) {}

  /// The best ratio between these, if any has controls.
  Optional<Sped> ratio(float[] samples, int rate, double low, double high) {
    var scores = scores(samples, rate);
    double step = scores.binHz() / scores.top();
    int count = (int) Math.ceil((high - low) / step);
    record Rated(double hertz, double ratio, double odds) {}
    var rated = new ArrayList<Rated>();
    for (double hertz : known) {
      int first = Scores.firstTooth(hertz * low);
      int last = (int) Math.floor(scores.top() / high * low / (hertz * low));
      int teeth = last - first + 1;
      if (teeth < parameters.selection().leastTeeth()) continue;
      for (int at : bestRatios(scores, hertz, first, last, new Ratios(low, step, count))) {
        double ratio = low + at * step;
        double mean = mean(scores, hertz * ratio, first, last, 1);
        rated.add(new Rated(hertz, ratio, teeth * (mean - 1 - Math.log(mean))));
      }
    }
    return rated.stream()
        .sorted(Comparator.comparingDouble(Rated::odds).reversed())
        .limit(HELD_AGAINST_CONTROLS)
        .flatMap(each ->
            ToothScan.controls(scores, each.hertz() * each.ratio()).stream()
                .map(controls -> new Sped(each.hertz(), each.ratio(), controls)))
        .max(Comparator.comparingDouble(Sped::score));
  }

  private record Ratios(double low, double step, int count) {}

  private Scores scores(float[] samples, int rate) {
    int window = Math.min(samples.length, WINDOW);
    var fft = transforms.take(RankScores.transformSize(window));
    var ranks = new RankScores(parameters.spectrum(), window, rate, fft);
    int from = 0;
    for (; from + window <= samples.length; from += window) ranks.add(samples, from);
    if (samples.length - from > window / 2) ranks.add(samples, samples.length - window);
    transforms.giveBack(fft);
    return ranks.scores();
  }

  /// Three ratios with the greatest mean of all teeth, found among those that a part of the teeth
  /// puts in front.
  private static List<Integer> bestRatios(
      Scores scores, double hertz, int first, int last, Ratios ratios) {
    int every = Math.max(1, (last - first + 1) / COARSE_TEETH);
    var sums = new float[ratios.count()];
    float[] score = scores.score();
    for (int k = first; k <= last; k += every) {
      double bin = k * hertz * ratios.low() / scores.binHz() + 0.5;
      double move = k * hertz * ratios.step() / scores.binHz();
      int end = Math.min(sums.length, (int) ((score.length - 1 - bin) / move));
      for (int i = 0; i < end; i++) sums[i] += score[(int) (bin + i * move)];
    }
    float least = KthSmallest.of(sums.clone(), Math.max(0, sums.length - KEPT_RATIOS), sums.length);
    record Kept(int ratio, double mean) {}
    var kept = new ArrayList<Kept>();
    for (int i = 0; i < sums.length && kept.size() < 2 * KEPT_RATIOS; i++)
      if (sums[i] >= least)
        kept.add(
            new Kept(i, mean(scores, hertz * (ratios.low() + i * ratios.step()), first, last, 1)));
    return kept.stream()
        .sorted(Comparator.comparingDouble(Kept::mean).reversed())
        .limit(RATIOS_EACH)
        .map(Kept::ratio)
        .toList();
  }

  private static double mean(Scores scores, double hertz, int first, int last, int every) {
    double sum = 0;
    int count = 0;
    for (int k = first; k <= last; k += every) {
      sum += scores.at(k * hertz);
      count++;
    }
    return sum / count;
  }

  /// The best of all known decoders and shifts of up to two semitones, if any has controls.
  Optional<Shifted> shortPieces(float[] samples, int rate) {
    return new ShortPieces(parameters, transforms, known).best(samples, rate);
  }
}
