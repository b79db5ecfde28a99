package org.antiphon.jobs;

import static org.antiphon.jobs.CircuitBreaker.State.CLOSED;
import static org.antiphon.jobs.CircuitBreaker.State.HALF_OPEN;
import static org.antiphon.jobs.CircuitBreaker.State.OPEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {
  private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");
  private static final CircuitBreaker.Limits LIMITS =
      new CircuitBreaker.Limits(20, 10, Duration.ofSeconds(30), 3);

  /// `x` is a failure, `.` a good answer, all at one instant.
  private static CircuitBreaker after(String answers) {
    var breaker = CircuitBreaker.closed();
    for (char answer : answers.toCharArray())
      breaker = answer == 'x' ? breaker.afterFailure(LIMITS, NOW) : breaker.afterGood(LIMITS, NOW);
    return breaker;
  }

  @Test
  void nineFailuresOfTwentyLeaveItClosedAndTenOpenIt() {
    assertThat(after("xxxxxxxxx...........").state()).isEqualTo(CLOSED);
    assertThat(after("x.x.x.x.x.x.x.x.x.").state()).isEqualTo(CLOSED);
    assertThat(after("x.x.x.x.x.x.x.x.x.x").state()).isEqualTo(OPEN);
    assertThat(after("xxxxxxxxxx").state()).isEqualTo(OPEN);
  }

  @Test
  void failuresOlderThanTheWindowAreForgotten() {
    assertThat(after("xxxxxxxxx" + ".".repeat(12) + "x").state()).isEqualTo(CLOSED);
    assertThat(after("xxxxxxxxx" + ".".repeat(11) + "x").state()).isEqualTo(CLOSED);
    assertThat(after("xxxxxxxxx" + ".".repeat(10) + "x").state()).isEqualTo(OPEN);
  }

  @Test
  void itHalfOpensWhenItsTimeIsOverAndThreeProbesCloseIt() {
    var open = after("xxxxxxxxxx");
    var early = NOW.plusSeconds(29);
    var late = NOW.plusSeconds(30);
    assertThat(open.at(early).state()).isEqualTo(OPEN);
    assertThat(open.at(late).state()).isEqualTo(HALF_OPEN);
    var probed = open.afterGood(LIMITS, late).afterGood(LIMITS, late);
    assertThat(probed.state()).isEqualTo(HALF_OPEN);
    assertThat(probed.afterGood(LIMITS, late)).isEqualTo(CircuitBreaker.closed());
  }

  @Test
  void aFailedProbeOpensItAgainForTheWholeTime() {
    var late = NOW.plusSeconds(30);
    var again = after("xxxxxxxxxx").afterGood(LIMITS, late).afterFailure(LIMITS, late);
    assertThat(again.state()).isEqualTo(OPEN);
    assertThat(again.openUntil()).isEqualTo(late.plusSeconds(30));
  }

  @Test
  void stragglersFromBeforeItOpenedChangeNothing() {
    var open = after("xxxxxxxxxx");
    assertThat(open.afterGood(LIMITS, NOW)).isEqualTo(open);
    assertThat(open.afterFailure(LIMITS, NOW.plusSeconds(5))).isEqualTo(open);
  }
}
