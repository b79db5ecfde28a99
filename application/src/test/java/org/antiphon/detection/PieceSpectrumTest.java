package org.antiphon.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PieceSpectrumTest {
  private static final int RATE = 24_000;
  private static final double TOP = 11_000;

  private final Transforms transforms = new Transforms();

  @Test
  void digitalSilenceCarriesNoComb() {
    assertThat(deviation(new float[RATE], 75)).isZero();
  }

  @Test
  void aPieceCarriesItsOwnCombAndNoOther() {
    float[] piece = Signals.comb320(0.12).samples();
    assertThat(deviation(piece, 75)).isGreaterThan(20);
    assertThat(deviation(piece, 71.3)).isBetween(-4.0, 4.0);
  }

  @Test
  void ranksAreThoseOfAWholeWindow() {
    float[] piece = Signals.comb320(0.03).samples();
    var shape = CombParameters.current().spectrum();
    var fft = transforms.take(RankScores.transformSize(piece.length));
    var ranks = new RankScores(shape, piece.length, RATE, fft);
    ranks.add(piece, 0);
    var scores = ranks.scores().upTo(TOP);
    double expected = (scores.mean(75, 0) - 1) * Math.sqrt(scores.teeth(75));
    assertThat(deviation(piece, 75)).isCloseTo(expected, within(1e-3));
  }

  private double deviation(float[] piece, double hertz) {
    try (var spectrum = new PieceSpectrum(40, piece.length, RATE, transforms)) {
      return spectrum.deviation(piece, hertz, TOP);
    }
  }
}
