package org.antiphon.eval;

/// Interval of a proportion at 95 %: Wilson 1927, which holds for few trials and near 0 and 1 too.
///
/// @param lo lower bound
/// @param hi upper bound
record Wilson(double lo, double hi) {
  private static final double Z = 1.959964;

  /// Interval of `hits` out of `trials`; 0 to 1 for no trial.
  static Wilson of(int hits, int trials) {
    if (trials == 0) return new Wilson(0, 1);
    double p = (double) hits / trials;
    double n = trials;
    double centre = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
    double half = Z / (1 + Z * Z / n) * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
    return new Wilson(Math.max(0, centre - half), Math.min(1, centre + half));
  }
}
