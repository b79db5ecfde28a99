package org.antiphon.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.antiphon.detection.Signals.Signal;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/// Golden values of the design's `second_look.py --golden`.
class SecondLookTest {
  private static final Percentage ONE = Percentage.withPercentage(1);
  private static final SecondLook LOOK = new SecondLook(CombParameters.current(), new Transforms());

  @Test
  void anUnalteredCombIsFoundAtRatioOne() {
    var sped = ratio(Signals.nested(), 44_100, 0.94, 1.06);
    assertThat(sped.hertz()).isEqualTo(86.1328125);
    assertThat(sped.ratio()).isCloseTo(0.9999996, within(2e-6));
    assertThat(sped.score()).isCloseTo(15.77, ONE);
  }

  @Test
  void aCombReadAtAnotherRateIsFoundAtTheRatioOfTheRates() {
    var sped = ratio(Signals.resampled(), 48_000, 1.05, 1.12);
    assertThat(sped.ratio()).isCloseTo(48_000 / 44_100.0, within(2e-6));
    assertThat(sped.score()).isCloseTo(14.607, ONE);
  }

  @Test
  void noiseHoldsNoCombAtAnySpeed() {
    assertThat(ratio(Signals.nothing(), 24_000, 0.94, 1.06).score()).isLessThan(1.5);
  }

  @Test
  void shortPiecesStillShowTheComb() {
    var found = LOOK.shortPieces(samples(Signals.nested()), 44_100).orElseThrow();
    assertThat(found.semitones()).isZero();
    assertThat(found.score()).isCloseTo(5.1634, ONE);
  }

  @Test
  void shortPiecesOfNoiseShowNone() {
    var found = LOOK.shortPieces(samples(Signals.nothing()), 24_000).orElseThrow();
    assertThat(found.score()).isCloseTo(0.04, within(0.02));
  }

  @Test
  void aTransformsSizeIsTheNextProductOfSmallPrimes() {
    assertThat(ShortPieces.nextFast(44_100)).isEqualTo(44_100);
    assertThat(ShortPieces.nextFast(44_101)).isEqualTo(44_352);
  }

  private static SecondLook.Sped ratio(Signal signal, int rate, double low, double high) {
    return LOOK.ratio(samples(signal), rate, low, high).orElseThrow();
  }

  private static float[] samples(Signal signal) {
    return signal.samples();
  }
}
