package org.antiphon.enforcement.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.antiphon.enforcement.notices.NoticeMoves;
import org.antiphon.enforcement.notices.NoticeState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LookRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");
  private final LookRules rules =
      new LookRules(VerificationSettings.production(CalendarScale.real()));

  @ParameterizedTest
  @CsvSource({
    "ACCEPTED, GONE, SEEN_DOWN_ONCE",
    "ACCEPTED, UP, ACCEPTED",
    "ACCEPTED, PARTLY, PARTLY_DOWN",
    "ACCEPTED, NO_EVIDENCE, ACCEPTED",
    "SAID_DOWN, GONE, SEEN_DOWN_ONCE",
    "SAID_DOWN, UP, STILL_UP",
    "SAID_DOWN, REPLACED, SEEN_DOWN_ONCE",
    "SAID_DOWN, NO_EVIDENCE, SAID_DOWN",
    "SEEN_DOWN_ONCE, UP, STILL_UP",
    "STILL_UP, GONE, SEEN_DOWN_ONCE",
    "STILL_UP, UP, STILL_UP",
    "DECLINED, GONE, SEEN_DOWN_ONCE",
    "DECLINED, UP, DECLINED",
    "PARTLY_DOWN, UP, STILL_UP",
    "VERIFIED_DOWN, GONE, VERIFIED_DOWN",
    "VERIFIED_DOWN, UP, RESTORED",
    "VERIFIED_DOWN, NO_EVIDENCE, VERIFIED_DOWN",
    "RESTORED, GONE, SEEN_DOWN_ONCE",
    "RETRACTING, UP, RETRACTING"
  })
  void aLookMeansWhatTheTableSays(NoticeState state, Seen seen, NoticeState next) {
    assertThat(rules.after(state, Optional.empty(), seen, NOW).next()).isEqualTo(next);
  }

  @Test
  void twoLooksThatSayGoneCountOnlyHalfAnHourApart() {
    var once = rules.after(NoticeState.ACCEPTED, Optional.empty(), Seen.GONE, NOW);
    assertThat(once.firstGone()).contains(NOW);
    var tooSoon =
        rules.after(once.next(), once.firstGone(), Seen.GONE, NOW.plus(Duration.ofMinutes(29)));
    assertThat(tooSoon.next()).isEqualTo(NoticeState.SEEN_DOWN_ONCE);
    assertThat(tooSoon.firstGone()).contains(NOW);
    var apart =
        rules.after(
            tooSoon.next(), tooSoon.firstGone(), Seen.GONE, NOW.plus(Duration.ofMinutes(30)));
    assertThat(apart.next()).isEqualTo(NoticeState.VERIFIED_DOWN);
  }

  @Test
  void aPlatformThatSaysRemovedWhileItPlaysIsADiscrepancy() {
    var lie = rules.after(NoticeState.SAID_DOWN, Optional.empty(), Seen.UP, NOW);
    assertThat(lie.discrepancy()).isTrue();
    assertThat(rules.after(NoticeState.ACCEPTED, Optional.empty(), Seen.UP, NOW).discrepancy())
        .isFalse();
  }

  @ParameterizedTest
  @EnumSource(NoticeState.class)
  void everyMoveOfALookIsInTheTableOfMoves(NoticeState state) {
    for (var seen : Seen.values()) {
      var next = rules.after(state, Optional.of(NOW.minusSeconds(7_200)), seen, NOW).next();
      assertThat(next == state || NoticeMoves.allows(state, next))
          .as("%s, %s: %s", state, seen, next)
          .isTrue();
    }
  }

  @Test
  void nothingIsVerifiedDownUnlessTheLastTwoLooksWithEvidenceSawItGoneApart() {
    var random = new Random(7);
    for (int run = 0; run < 2_000; run++) {
      var state = NoticeState.ACCEPTED;
      Optional<Instant> first = Optional.empty();
      Optional<Instant> downSince = Optional.empty();
      var at = NOW;
      for (int look = 0; look < 20; look++) {
        at = at.plus(Duration.ofMinutes(random.nextInt(60)));
        var seen = List.of(Seen.values()).get(random.nextInt(Seen.values().length));
        var judgement = rules.after(state, first, seen, at);
        if (seen.isDown() && downSince.isEmpty()) downSince = Optional.of(at);
        if (seen == Seen.UP || seen == Seen.PARTLY) downSince = Optional.empty();
        if (judgement.next() == NoticeState.VERIFIED_DOWN && state != judgement.next())
          assertThat(downSince.orElseThrow()).isBeforeOrEqualTo(at.minus(Duration.ofMinutes(30)));
        state = judgement.next();
        first = judgement.firstGone();
      }
    }
  }
}
