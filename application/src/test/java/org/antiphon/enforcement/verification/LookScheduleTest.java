package org.antiphon.enforcement.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antiphon.enforcement.verification.LookSchedule.Times;
import org.junit.jupiter.api.Test;

class LookScheduleTest {
  private static final Instant ACCEPTED = Instant.parse("2026-11-20T14:00:00Z");
  private final LookSchedule schedule =
      new LookSchedule(VerificationSettings.production(CalendarScale.real()));

  private static Times looked(Instant event, Instant last) {
    return new Times(ACCEPTED, event, Optional.of(last), Optional.empty(), 0);
  }

  @Test
  void withoutEventsTheLooksAreThoseOfTheSpecification() {
    var spans = new ArrayList<Duration>();
    var times = new Times(ACCEPTED, ACCEPTED, Optional.empty(), Optional.empty(), 0);
    for (var next = schedule.next(times); next.isPresent(); next = schedule.next(times)) {
      spans.add(Duration.between(ACCEPTED, next.get()));
      times = looked(ACCEPTED, next.get());
    }
    assertThat(spans)
        .isEqualTo(
            List.of("PT10M", "PT2H", "P1D", "P3D", "P7D", "P14D", "P30D", "P90D", "P180D").stream()
                .map(Duration::parse)
                .toList());
  }

  @Test
  void anEventBringsThreeLooksOfItsOwn() {
    var event = ACCEPTED.plus(Duration.ofHours(50));
    assertThat(schedule.next(looked(event, event))).contains(event.plus(Duration.ofMinutes(10)));
    assertThat(schedule.next(looked(event, event.plus(Duration.ofMinutes(11)))))
        .contains(event.plus(Duration.ofHours(2)));
  }

  @Test
  void aFirstGoneBringsItsSecondLookHalfAnHourLater() {
    var gone = ACCEPTED.plus(Duration.ofHours(3));
    var times = new Times(ACCEPTED, ACCEPTED, Optional.of(gone), Optional.of(gone), 0);
    assertThat(schedule.next(times)).contains(gone.plus(Duration.ofMinutes(30)));
  }

  @Test
  void looksMissedWhileTheMachineWasOffAreMadeUpByOne() {
    var back = ACCEPTED.plus(Duration.ofDays(20));
    assertThat(schedule.next(new Times(ACCEPTED, ACCEPTED, Optional.empty(), Optional.empty(), 0)))
        .contains(ACCEPTED.plus(Duration.ofMinutes(10)));
    assertThat(schedule.next(looked(ACCEPTED, back))).contains(ACCEPTED.plus(Duration.ofDays(30)));
  }

  @Test
  void aLookThatProvedNothingIsRepeatedSoonerThanPlannedAndEverLater() {
    var last = ACCEPTED.plus(Duration.ofDays(3));
    var once = new Times(ACCEPTED, ACCEPTED, Optional.of(last), Optional.empty(), 1);
    var fourTimes = new Times(ACCEPTED, ACCEPTED, Optional.of(last), Optional.empty(), 4);
    var often = new Times(ACCEPTED, ACCEPTED, Optional.of(last), Optional.empty(), 400);
    assertThat(schedule.next(once)).contains(last.plus(Duration.ofMinutes(10)));
    assertThat(schedule.next(fourTimes)).contains(last.plus(Duration.ofMinutes(80)));
    assertThat(schedule.next(often)).contains(last.plus(Duration.ofHours(24)));
  }

  @Test
  void aDayPassesInAMinuteAtTheScaleOfTheDemo() {
    var fast = new LookSchedule(VerificationSettings.production(new CalendarScale(1_440)));
    var last = ACCEPTED.plusSeconds(59);
    assertThat(fast.next(looked(ACCEPTED, last)).orElseThrow())
        .isCloseTo(ACCEPTED.plusSeconds(60), within(1, ChronoUnit.MILLIS));
  }
}
