package org.antiphon.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Golden values: design brief "fingerprint" §5.
class ChanceModelTest {
  @ParameterizedTest
  @CsvSource({"57, 13.3, -17.047", "118, 24.1, -40.624", "20, 10, -1.678", "10, 10, 0"})
  void theTailIsChernoffsBoundOfAPoissonNumber(double hits, double expected, double log10) {
    assertThat(Stretches.log10Tail(hits, expected)).isCloseTo(log10, within(5e-4));
  }

  @Test
  void sevenHoursHaveThreeAndAHalfHundredMillionAlignments() {
    var chance = new ChanceModel(LandmarkParameters.current(), 25_324, 1);
    assertThat(chance.expectedFalseMatches(aligned(-12))).isCloseTo(3.5e-4, within(1e-5));
  }

  @Test
  void aThousandTimesTheCatalogueBringsAThousandTimesTheChance() {
    var small = new ChanceModel(LandmarkParameters.current(), 1_000, 1);
    var large = new ChanceModel(LandmarkParameters.current(), 1_000_000, 1);
    assertThat(large.expectedFalseMatches(aligned(-12)) / small.expectedFalseMatches(aligned(-12)))
        .isCloseTo(1_000, within(1e-6));
  }

  @Test
  void aMatchOfFewPeaksIsPossibleButNotAccepted() {
    var chance = new ChanceModel(LandmarkParameters.current(), 3_600, 1);
    var few =
        new Aligned(
            0,
            new Alignment(0, 1, 0),
            new Aligned.Stretch(0, 99, 0, 300),
            new Match.Evidence(100, 20, 1, -15),
            20);
    assertThat(chance.accepts(few)).isFalse();
    assertThat(chance.isPossible(few)).isTrue();
  }

  private static Aligned aligned(double log10Tail) {
    return new Aligned(
        0,
        new Alignment(0, 1, 0),
        new Aligned.Stretch(0, 99, 0, 300),
        new Match.Evidence(100, 60, 10, log10Tail),
        60);
  }
}
