package org.antiphon.enforcement.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.antiphon.connector.Capabilities;
import org.antiphon.connector.Capabilities.Ability;
import org.antiphon.connector.Found;
import org.antiphon.connector.PlatformState;
import org.antiphon.connector.Reference;
import org.antiphon.connector.Rejection;
import org.antiphon.connector.Submission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SendRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T14:00:00Z");
  private static final Duration SETTLE = Duration.ofSeconds(60);
  private static final Submission UNKNOWN = new Submission.Unknown("time-out", Optional.empty());
  private final SendRules rules = new SendRules(DeliverySettings.production(), new Random(7));

  private static Capabilities platform(Ability... abilities) {
    return new Capabilities(
        Set.of(abilities), 1, Set.of("US_512"), SETTLE, Optional.of(Duration.ofHours(24)));
  }

  private static Sending sending(int failures, Sending.Doubt doubt) {
    var letter = new Letter(new UUID(0, 1), "p1", new UUID(0, 2), "u1", "a".repeat(26));
    return new Sending(letter, NOW, failures, doubt, Optional.empty(), Optional.empty());
  }

  private static Sending fresh() {
    return sending(0, Sending.Doubt.NONE);
  }

  private static Sending.Doubt doubt(Optional<Instant> firstAbsent) {
    return new Sending.Doubt(true, Optional.of(NOW), firstAbsent, 0);
  }

  private static PlatformState accepted() {
    return new PlatformState(
        new Reference("n1"),
        Optional.empty(),
        PlatformState.State.ACCEPTED,
        1,
        NOW,
        Optional.empty());
  }

  @Test
  void aNoticeThatThePlatformAlreadyHoldsIsAccepted() {
    var platform = platform(Ability.IDEMPOTENCY_KEY, Ability.LOOK_UP);
    assertThat(
            rules.after(
                new Submission.Accepted(accepted(), Optional.empty()), fresh(), platform, NOW))
        .isEqualTo(new NextStep.Accept(accepted(), "accepted"));
    assertThat(
            rules.after(
                new Submission.Duplicate(accepted(), Optional.empty()), fresh(), platform, NOW))
        .isEqualTo(new NextStep.Accept(accepted(), "already held"));
  }

  @ParameterizedTest
  @CsvSource({
    "IDEMPOTENCY_KEY LOOK_UP, LookUp",
    "LOOK_UP, LookUp",
    "IDEMPOTENCY_KEY, Queue",
    "WITHDRAWAL, AskPerson"
  })
  void anAmbiguousAnswerFollowsWhatThePlatformGuarantees(String abilities, String next) {
    var offered =
        List.of(abilities.split(" ")).stream().map(Ability::valueOf).toArray(Ability[]::new);
    assertThat(rules.after(UNKNOWN, fresh(), platform(offered), NOW).getClass().getSimpleName())
        .isEqualTo(next);
    assertThat(rules.abandoned(fresh(), platform(offered), NOW).getClass().getSimpleName())
        .isEqualTo(next);
  }

  @Test
  void aKeyWithoutLookUpIsSentAgainForHalfItsLifeAndNotLonger() {
    var platform = platform(Ability.IDEMPOTENCY_KEY);
    var doubtful = sending(1, doubt(Optional.empty()));
    assertThat(rules.before(doubtful, platform, NOW.plus(Duration.ofHours(12).minusSeconds(1))))
        .isEmpty();
    assertThat(rules.before(doubtful, platform, NOW.plus(Duration.ofHours(12))))
        .contains(new NextStep.AskPerson("KEY_TOO_OLD"));
    assertThat(rules.after(UNKNOWN, doubtful, platform, NOW.plus(Duration.ofHours(12))))
        .isEqualTo(new NextStep.AskPerson("KEY_TOO_OLD"));
  }

  @Test
  void oneNotHereIsNoEvidenceAndTwoASettleTimeApartAre() {
    var platform = platform(Ability.LOOK_UP);
    var absent = new Found.Absent(Optional.empty());
    assertThat(rules.after(absent, sending(1, doubt(Optional.empty())), platform, NOW))
        .isEqualTo(new NextStep.LookUp(NOW.plus(SETTLE)));
    var once = sending(1, doubt(Optional.of(NOW)));
    assertThat(rules.after(absent, once, platform, NOW.plusSeconds(59)))
        .isEqualTo(new NextStep.LookUp(NOW.plus(SETTLE)));
    assertThat(rules.after(absent, once, platform, NOW.plusSeconds(60)))
        .isEqualTo(new NextStep.Queue(NOW.plusSeconds(60), false, Optional.empty()));
  }

  @Test
  void aLookUpWithoutAnAnswerIsNoEvidenceEither() {
    var silent =
        new Found.CannotTell("time-out", Optional.of(Duration.ofSeconds(5)), Optional.empty());
    var next =
        rules.after(silent, sending(1, doubt(Optional.of(NOW))), platform(Ability.LOOK_UP), NOW);
    assertThat(next)
        .isInstanceOfSatisfying(
            NextStep.LookUp.class,
            lookUp -> assertThat(lookUp.at()).isAfterOrEqualTo(NOW.plusSeconds(5)));
  }

  @Test
  void waitingAsAskedCostsNoAttemptAndIsNeverTooShort() {
    var asked = new Submission.Throttled(Optional.of(Duration.ofSeconds(5)), Optional.empty());
    for (int i = 0; i < 200; i++)
      assertThat(
              rules.after(asked, sending(11, Sending.Doubt.NONE), platform(Ability.LOOK_UP), NOW))
          .isInstanceOfSatisfying(
              NextStep.Queue.class,
              queue -> {
                assertThat(queue.burnt()).isFalse();
                assertThat(queue.notBefore()).isAfterOrEqualTo(NOW.plusSeconds(5));
              });
  }

  @Test
  void aRetryAfterYearsAwayWaitsADayAndTellsAPerson() {
    var asked = new Submission.Throttled(Optional.of(Duration.ofDays(3_650)), Optional.empty());
    assertThat(rules.after(asked, fresh(), platform(Ability.LOOK_UP), NOW))
        .isInstanceOfSatisfying(
            NextStep.Queue.class,
            queue -> {
              assertThat(queue.person()).contains("RETRY_AFTER_FAR");
              assertThat(queue.notBefore())
                  .isBetween(NOW.plus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(2)));
            });
  }

  @Test
  void theTwelfthFailureIsTheLast() {
    var refusedConnection = new Submission.NotSent("connection refused");
    var platform = platform(Ability.LOOK_UP);
    assertThat(rules.after(refusedConnection, sending(10, Sending.Doubt.NONE), platform, NOW))
        .isInstanceOfSatisfying(NextStep.Queue.class, queue -> assertThat(queue.burnt()).isTrue());
    assertThat(rules.after(refusedConnection, sending(11, Sending.Doubt.NONE), platform, NOW))
        .isInstanceOf(NextStep.GiveUp.class);
    assertThat(rules.before(sending(12, Sending.Doubt.NONE), platform, NOW))
        .containsInstanceOf(NextStep.GiveUp.class);
  }

  @Test
  void aWeekIsTheLongestThatANoticeWaits() {
    var platform = platform(Ability.LOOK_UP);
    assertThat(rules.before(fresh(), platform, NOW.plus(Duration.ofDays(7)).minusMillis(1)))
        .isEmpty();
    assertThat(rules.before(fresh(), platform, NOW.plus(Duration.ofDays(7))))
        .containsInstanceOf(NextStep.GiveUp.class);
  }

  @ParameterizedTest
  @EnumSource(Rejection.Kind.class)
  void aRefusalGoesToAPersonUnlessItSaysMore(Rejection.Kind kind) {
    var refused =
        new Submission.Refused(new Rejection(kind, "c", "d", List.of()), Optional.empty());
    var next = rules.after(refused, fresh(), platform(Ability.LOOK_UP), NOW);
    switch (kind) {
      case TARGET_GONE -> assertThat(next).isInstanceOf(NextStep.Overtake.class);
      case CREDENTIAL ->
          assertThat(next)
              .isEqualTo(new NextStep.Queue(NOW, false, Optional.of("CREDENTIAL_REFUSED")));
      case INCOMPLETE, KEY_REUSED, FORBIDDEN, OTHER ->
          assertThat(next).isEqualTo(new NextStep.Reject("c", "d"));
    }
  }
}
