package org.antiphon.detection;

import java.util.List;

/// A comb with its controls: the same comb shifted by amounts at which no decoder leaves anything.
///
/// @param hertz distance of its teeth, rate / stride
/// @param readings every (rate, stride) with that quotient
/// @param teeth H, how many were looked at
/// @param mean M, of their scores; 1 by chance
/// @param z -log10 of the probability of such a mean by chance, before look-elsewhere
/// @param controls what the shifted combs gave
record Comb(
    double hertz, List<Reading> readings, int teeth, double mean, double z, Controls controls) {
  /// The same comb shifted.
  ///
  /// @param above A: standard deviations above the controls' mean
  /// @param gap G: standard deviations above the highest control
  /// @param distance D: distance from the highest control
  /// @param score S = min(G, 5 D)
  /// @param count how many controls
  record Controls(double above, double gap, double distance, double score, int count) {}

  double score() {
    return controls.score();
  }
}
