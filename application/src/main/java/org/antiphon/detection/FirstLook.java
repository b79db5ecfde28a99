package org.antiphon.detection;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the first look found.
///
/// @param heard what was looked at
/// @param unfit why nothing can be said; empty where it can
/// @param scores of the bins, null where there was too little sound
/// @param combs those that were held against controls in the sound as it is, the best first
/// @param traces combs of the sound as it is and levelled, the strongest first
/// @param chapter which 25 minutes of a long sound they are of: those with the strongest trace
record FirstLook(
    Heard heard,
    String unfit,
    @Nullable Scores scores,
    List<Comb> combs,
    List<Trace> traces,
    int chapter) {
  FirstLook {
    combs = List.copyOf(combs);
    traces = List.copyOf(traces);
  }

  /// The sound between its silent ends.
  ///
  /// @param before frames of silence before it
  /// @param frames of it
  record Heard(int rate, long before, long frames, double seconds) {}

  static FirstLook nothing(double seconds, String why) {
    return new FirstLook(new Heard(0, 0, 0, seconds), why, null, List.of(), List.of(), 0);
  }

  /// The comb with the greatest score S, if there is one above 0.
  Optional<Comb> best() {
    return combs.stream().filter(comb -> comb.score() > 0).findFirst();
  }

  /// S, of the sound as it is.
  double score() {
    return best().map(Comb::score).orElse(0.0);
  }

  /// The strongest trace, if there is one above 0.
  Optional<Trace> trace() {
    return traces.stream().filter(trace -> trace.strength() > 0).findFirst();
  }

  double strength() {
    return trace().map(Trace::strength).orElse(0.0);
  }
}
