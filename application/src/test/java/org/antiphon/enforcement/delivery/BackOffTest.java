package org.antiphon.enforcement.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackOffTest {
  private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");
  private final BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(15));

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 4", "4, 8", "10, 512", "11, 900", "12, 900", "1000000, 900"})
  void theWidestWaitDoublesUntilItsCap(int failures, long seconds) {
    assertThat(backOff.widest(failures)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void waitsFillTheWholeRangeFromZeroToTheWidest() {
    var random = new Random(7);
    var waits =
        IntStream.range(0, 2_000)
            .mapToLong(i ->
                Duration.between(NOW, backOff.next(NOW, 4, Optional.empty(), random)).toMillis())
            .summaryStatistics();
    assertThat(waits.getMin()).isBetween(0L, 100L);
    assertThat(waits.getMax()).isBetween(7_900L, 8_000L);
    assertThat(waits.getAverage()).isBetween(3_700.0, 4_300.0);
  }

  @Test
  void nobodyComesBackEarlierThanTheyWereAsked() {
    var random = new Random(7);
    var asked = NOW.plusSeconds(5);
    assertThat(
            IntStream.range(0, 2_000)
                .mapToObj(i -> backOff.next(NOW, 1 + i % 12, Optional.of(asked), random)))
        .allSatisfy(at -> assertThat(at).isAfterOrEqualTo(asked));
  }

  @Test
  void aCapBelowTheBaseIsRefused() {
    assertThatThrownBy(() -> new BackOff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
