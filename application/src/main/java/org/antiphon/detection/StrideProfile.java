package org.antiphon.detection;

import java.util.ArrayList;
import java.util.List;

/// Which layers of a decoder left teeth: for each divisor of the stride, the mean score of the
/// teeth that no smaller divisor owns.
public record StrideProfile(List<Layer> layers) {
  public StrideProfile {
    layers = List.copyOf(layers);
  }

  /// One divisor.
  ///
  /// @param divisor of the stride: teeth lie at multiples of rate / divisor
  /// @param teeth how many are its own
  /// @param mean score of them; 1 by chance
  public record Layer(int divisor, int teeth, double mean) {
    /// Standard deviations above chance.
    double deviations() {
      return Math.sqrt(teeth) * (mean - 1);
    }
  }

  static StrideProfile of(Scores scores, Reading reading) {
    double hertz = (double) reading.rateHz() / reading.strideSamples();
    int first = Scores.firstTooth(hertz);
    int count = scores.teeth(hertz);
    var layers = new ArrayList<Layer>();
    for (int divisor = 1; divisor <= reading.strideSamples(); divisor++) {
      if (reading.strideSamples() % divisor != 0) continue;
      int teeth = 0;
      double sum = 0;
      for (int k = first; k < first + count; k++) {
        int owner = reading.strideSamples() / Candidates.gcd(k, reading.strideSamples());
        if (owner != divisor) continue;
        teeth++;
        sum += scores.at(k * hertz);
      }
      if (teeth > 0) layers.add(new Layer(divisor, teeth, sum / teeth));
    }
    return new StrideProfile(layers);
  }

  /// Only layers that stand out by more than four standard deviations.
  public List<Layer> salient() {
    return layers.stream().filter(layer -> layer.deviations() > 4).toList();
  }
}
