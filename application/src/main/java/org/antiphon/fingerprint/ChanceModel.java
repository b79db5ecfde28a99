package org.antiphon.fingerprint;

/// From the tail of one alignment to the number of false matches that a whole search would bring.
///
/// Alignments that could match by chance: the catalogue's length in steps of 0.08 s, 168 / 9
/// pitches, and the scales that move a window of 6 s by a step: H = T/0.08 · 168/9 · 0.77·6/0.08,
/// about 13,800 T, once for each window of the query. Expected false matches = windows · H ·
/// 10^(tail / φ). φ = 1 says that hits are independent; the measurements stand in
/// docs/measurements/fingerprint.md.
final class ChanceModel {
  private static final double STEP_SECONDS = 0.08;
  private static final double PITCHES = 168.0 / 9;
  private static final double SCALES = 0.77; // from 0.70 to 1.47

  private final LandmarkParameters.Chance chance;
  private final double log10Alignments;

  ChanceModel(LandmarkParameters parameters, double catalogueSeconds, int windows) {
    chance = parameters.chance();
    double window = parameters.voting().windows().length() / Peaks.RATE;
    double each = catalogueSeconds / STEP_SECONDS * PITCHES * (SCALES * window / STEP_SECONDS);
    log10Alignments = Math.log10(Math.max(1, each * windows));
  }

  /// -log10 of the expected number of false matches.
  double score(Aligned aligned) {
    return -(log10Alignments + aligned.log10Tail() / chance.phi());
  }

  double expectedFalseMatches(Aligned aligned) {
    return Math.pow(10, Math.max(-300, -score(aligned)));
  }

  /// Whether it may be named.
  boolean accepts(Aligned aligned) {
    boolean isBrief = aligned.seconds() < chance.brief().seconds();
    double accepted = isBrief ? chance.brief().accepted() : chance.accepted();
    return expectedFalseMatches(aligned) <= accepted
        && aligned.share() >= chance.least().share()
        && aligned.seconds() >= chance.least().seconds()
        && aligned.distinct() >= chance.least().distinct();
  }

  /// Whether a person should listen.
  boolean isPossible(Aligned aligned) {
    return expectedFalseMatches(aligned) <= chance.possible();
  }
}
