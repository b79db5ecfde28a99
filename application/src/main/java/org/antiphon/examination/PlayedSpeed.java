package org.antiphon.examination;

import java.util.Optional;
import java.util.OptionalDouble;
import org.antiphon.fingerprint.Identification;
import org.antiphon.fingerprint.Match;

/// The speed at which a recording was played, where recognition knows it: with it the detector can
/// look for a decoder's trace that was moved by as much.
final class PlayedSpeed {
  /// Nearer to 1 nothing has moved, within what a match's pitch is measured to (0.11 %).
  private static final double LEAST = 0.002;

  /// How far tempo and pitch may disagree and still be one change of speed; twice the error of a
  /// short match's tempo (0.33 %).
  private static final double APART = 0.007;

  private PlayedSpeed() {}

  /// Of the best match; empty where none was found, where it plays at its own speed, and where
  /// tempo or pitch was changed without the other: then no trace is left to look for.
  static OptionalDouble of(Optional<Identification> found) {
    var best = found.flatMap(each -> each.matches().stream().findFirst());
    return best.map(PlayedSpeed::of).orElse(OptionalDouble.empty());
  }

  private static OptionalDouble of(Match match) {
    // Pitch is measured three times as finely as tempo.
    double speed = Math.pow(2, match.pitchSemitones() / 12);
    boolean together = Math.abs(match.tempoFactor() / speed - 1) <= APART;
    return together && Math.abs(speed - 1) >= LEAST
        ? OptionalDouble.of(speed)
        : OptionalDouble.empty();
  }
}
