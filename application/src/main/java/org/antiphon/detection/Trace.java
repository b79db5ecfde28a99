package org.antiphon.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// One comb in the sound as it is and in the levelled sound.
///
/// @param comb with the controls of the sound as it is
/// @param levelled controls of the same comb in the levelled sound
record Trace(Comb comb, Comb.Controls levelled) {
  double hertz() {
    return comb.hertz();
  }

  /// What verdicts rest on: the mean of the two scores.
  double strength() {
    return (comb.score() + levelled.score()) / 2;
  }

  /// Every comb that got controls in either, the strongest first.
  static List<Trace> of(
      ToothScan scan, Scores plain, Scores levelled, List<Comb> inPlain, List<Comb> inLevelled) {
    var traces = new ArrayList<Trace>();
    for (var comb : inPlain)
      ToothScan.controls(levelled, comb.hertz())
          .ifPresent(controls -> traces.add(new Trace(comb, controls)));
    for (var comb : inLevelled) {
      if (inPlain.stream().anyMatch(other -> isSame(other, comb))) continue;
      scan.measured(plain, comb)
          .ifPresent(measured -> traces.add(new Trace(measured, comb.controls())));
    }
    traces.sort(Comparator.comparingDouble(Trace::strength).reversed());
    return traces;
  }

  private static boolean isSame(Comb one, Comb other) {
    return Math.abs(one.hertz() - other.hertz()) < 1e-9;
  }

  /// What a second pass over the sound says of a trace.
  ///
  /// @param pieces of eight equal pieces, whether each carries the comb
  /// @param quiet score in the quieter half alone; empty where it cannot be told
  /// @param second how far a single second carries it: mean, in standard deviations above chance
  /// @param clicks how far its teeth agree on one moment of the period ([Clicks]); empty where no
  ///   verdict hangs on it
  record Corroboration(
      List<Boolean> pieces, Optional<Double> quiet, double second, Optional<Double> clicks) {
    static final Corroboration NONE =
        new Corroboration(List.of(), Optional.empty(), 0, Optional.empty());

    Corroboration {
      pieces = List.copyOf(pieces);
    }

    /// Share of the pieces that carry the comb; empty where none was looked at.
    Optional<Double> persistence() {
      if (pieces.isEmpty()) return Optional.empty();
      return Optional.of(pieces.stream().filter(each -> each).count() / (double) pieces.size());
    }
  }
}
