package org.antiphon.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// The second look's searches, and what of them is worth telling. Asked of at most one window of
/// sound, where the first look is unclear.
final class Disguises {
  private static final double SLOWEST = 0.94;
  private static final double FASTEST = 1.06;

  /// Around a speed that is known, this far to both sides: more than three times the error of a
  /// match's pitch, from which it is known.
  private static final double NEAR = 0.004;

  private final CombParameters.SecondLimits limits;
  private final SecondLook look;

  Disguises(CombParameters parameters, Transforms transforms) {
    limits = parameters.second();
    look = new SecondLook(parameters, transforms);
  }

  /// Known decoders' combs that show after undoing a speed, a shift or a stretch.
  ///
  /// @param speed that a match with a recording says; looked at first
  List<Detection.After> undone(float[] samples, int rate, OptionalDouble speed) {
    var found = new ArrayList<Detection.After>();
    boolean far =
        speed.isPresent() && (speed.getAsDouble() < SLOWEST || speed.getAsDouble() > FASTEST);
    double low = far ? speed.getAsDouble() * (1 - NEAR) : SLOWEST;
    double high = far ? speed.getAsDouble() * (1 + NEAR) : FASTEST;
    look.ratio(samples, rate, low, high)
        .filter(sped -> sped.score() >= limits.ratio())
        .filter(sped -> Math.abs(sped.ratio() - 1) > 1e-4)
        .ifPresent(sped ->
            found.add(
                new Detection.After(
                    String.format(
                        Locale.ROOT, "a change of speed by %+.3f %%", 100 * (sped.ratio() - 1)),
                    sped.hertz(),
                    sped.ratio(),
                    sped.score())));
    look.shortPieces(samples, rate)
        .filter(shifted -> shifted.score() >= limits.shifted())
        .ifPresent(shifted ->
            found.add(
                new Detection.After(
                    shifted.semitones() == 0
                        ? "a loss of phase, as a stretch in time causes"
                        : "a shift in pitch by %+d semitones".formatted(shifted.semitones()),
                    shifted.hertz(),
                    Math.pow(2, shifted.semitones() / 12.0),
                    shifted.score())));
    return found;
  }
}
