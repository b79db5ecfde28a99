package org.antiphon.enforcement.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.enforcement.verification.ReminderRules.Due;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReminderRulesTest {
  private static final Instant ACCEPTED = Instant.parse("2026-11-20T14:00:00Z");
  private final ReminderRules rules =
      new ReminderRules(VerificationSettings.production(CalendarScale.real()));

  @ParameterizedTest
  @CsvSource({
    "ACCEPTED, 95, , 0, NOTHING",
    "ACCEPTED, 96, , 0, PERSON",
    "STILL_UP, 5, 4, 0, NOTHING",
    "STILL_UP, 6, 4, 0, REMINDER",
    "STILL_UP, 6, 4, 1, NOTHING",
    "STILL_UP, 96, 4, 1, PERSON",
    "SAID_DOWN, 500, , 0, NOTHING",
    "VERIFIED_DOWN, 500, , 0, NOTHING"
  })
  void aPlatformThatDoesNotActIsAskedAgainAndThenAPersonIs(
      NoticeState state, int hours, Integer discrepancyAfter, int sent, Due due) {
    var discrepancy =
        Optional.ofNullable(discrepancyAfter).map(h -> ACCEPTED.plus(Duration.ofHours(h)));
    assertThat(
            rules.due(state, ACCEPTED, discrepancy, sent, ACCEPTED.plus(Duration.ofHours(hours))))
        .isEqualTo(due);
  }
}
