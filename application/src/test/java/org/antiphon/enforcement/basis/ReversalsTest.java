package org.antiphon.enforcement.basis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReversalsTest {
  @ParameterizedTest
  @CsvSource({
    "3, 200, PAUSE",
    "3, 250, FINE",
    "4, 250, PAUSE",
    "5, 500, FINE",
    "6, 500, PAUSE",
    "9, 1000, FINE",
    "10, 1000, PAUSE",
    "2, 20, WARN",
    "0, 10, FINE"
  })
  void threeReversalsThatAreNoAccidentPause(int reversed, int decided, Reversals.Answer answer) {
    assertThat(Reversals.of(reversed, decided)).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource({"3, 200, 0.0051", "4, 250, 0.0062", "6, 500, 0.0055", "10, 1000, 0.0054"})
  void theLowerBoundIsWilsons(int reversed, int decided, double bound) {
    assertThat(Reversals.lowerBound(reversed, decided)).isCloseTo(bound, within(0.00005));
  }
}
