package org.antiphon.enforcement.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.antiphon.connector.Capabilities;
import org.antiphon.connector.Capabilities.Ability;
import org.antiphon.connector.Found;
import org.antiphon.connector.Rejection;
import org.antiphon.connector.Submission;

/// What follows from what a platform answered: the rules of exactly-once effect over at-least-once
/// work, as a pure function.
///
/// After an ambiguous answer the platform's abilities decide:
///
/// | platform offers | rule |
/// | --- | --- |
/// | key and look-up, or look-up only | look up; absent twice a settle time apart: send again |
/// | key only, remembered for T | send again under the same key until T/2; later a person |
/// | neither | at most once: a person |
///
/// A platform's wish to wait (429, 503, Retry-After) costs no attempt, and neither does a stopped
/// credential: only failures that may be the notice's own count against the 12. The age of 7 days
/// bounds both.
final class SendRules {
  private final DeliverySettings settings;
  private final RandomGenerator random;

  SendRules(DeliverySettings settings, RandomGenerator random) {
    this.settings = settings;
    this.random = random;
  }

  /// Before an attempt: the reason not to make it, if there is one.
  Optional<NextStep> before(Sending sending, Capabilities platform, Instant now) {
    var spent = spent(sending, sending.failures(), now);
    if (spent.isPresent()) return spent;
    boolean doubtful = sending.doubt().mayHaveArrived();
    return doubtful && !keyStillHeld(sending, platform, now)
        ? Optional.of(new NextStep.AskPerson("KEY_TOO_OLD"))
        : Optional.empty();
  }

  /// After an answer to a notice.
  NextStep after(Submission answer, Sending sending, Capabilities platform, Instant now) {
    return switch (answer) {
      case Submission.Accepted(var state, _) -> new NextStep.Accept(state, "accepted");
      case Submission.Duplicate(var state, _) -> new NextStep.Accept(state, "already held");
      case Submission.Refused(var why, _) -> refused(why, now);
      case Submission.Throttled(var wait, _) -> throttled(wait, sending, now);
      case Submission.NotSent _ -> failed(sending, now);
      case Submission.Unknown _ -> unknown(sending, platform, now);
    };
  }

  /// After a worker died, or a machine slept, between the attempt's record and its outcome.
  NextStep abandoned(Sending sending, Capabilities platform, Instant now) {
    return unknown(sending, platform, now);
  }

  /// After a look-up.
  NextStep after(Found found, Sending sending, Capabilities platform, Instant now) {
    return switch (found) {
      case Found.Present(var state, _) -> new NextStep.Accept(state, "found");
      case Found.Absent _ -> absent(sending, settle(platform), now);
      case Found.CannotTell(_, var wait, _) -> {
        var at = now.plus(bounded(wait.orElse(Duration.ZERO)));
        var next =
            settings.backOff().next(now, sending.doubt().lookUps() + 1, Optional.of(at), random);
        var old = tooOld(sending, now);
        yield old ? new NextStep.AskPerson("CANNOT_BE_LOOKED_UP") : new NextStep.LookUp(next);
      }
    };
  }

  /// The first moment at which a second "not here" counts.
  Instant settled(Instant firstAbsent, Capabilities platform) {
    return firstAbsent.plus(settle(platform));
  }

  private Duration settle(Capabilities platform) {
    return platform.settle().isZero() ? settings.exchange().settle() : platform.settle();
  }

  private NextStep absent(Sending sending, Duration settle, Instant now) {
    var due = sending.doubt().firstAbsent().orElse(now).plus(settle);
    if (now.isBefore(due) || sending.doubt().firstAbsent().isEmpty())
      return new NextStep.LookUp(due);
    return spent(sending, sending.failures(), now)
        .orElseGet(() -> new NextStep.Queue(now, false, Optional.empty()));
  }

  private NextStep refused(Rejection why, Instant now) {
    return switch (why.kind()) {
      case TARGET_GONE -> new NextStep.Overtake("TARGET_GONE", "the platform says that it is gone");
      case CREDENTIAL -> new NextStep.Queue(now, false, Optional.of("CREDENTIAL_REFUSED"));
      case INCOMPLETE, KEY_REUSED, FORBIDDEN, OTHER ->
          new NextStep.Reject(why.code(), why.detail());
    };
  }

  private NextStep throttled(Optional<Duration> wait, Sending sending, Instant now) {
    var asked = wait.map(this::bounded).map(now::plus);
    var person = wait.filter(this::absurd).map(_ -> "RETRY_AFTER_FAR");
    var at = settings.backOff().next(now, sending.failures() + 1, asked, random);
    return spent(sending, 0, now).orElseGet(() -> new NextStep.Queue(at, false, person));
  }

  private NextStep failed(Sending sending, Instant now) {
    int failures = sending.failures() + 1;
    var at = settings.backOff().next(now, failures, Optional.empty(), random);
    return spent(sending, failures, now)
        .orElseGet(() -> new NextStep.Queue(at, true, Optional.empty()));
  }

  private NextStep unknown(Sending sending, Capabilities platform, Instant now) {
    if (platform.has(Ability.LOOK_UP)) return new NextStep.LookUp(now);
    if (!platform.has(Ability.IDEMPOTENCY_KEY)) return new NextStep.AskPerson("MAY_HAVE_ARRIVED");
    return keyStillHeld(sending, platform, now)
        ? failed(sending, now)
        : new NextStep.AskPerson("KEY_TOO_OLD");
  }

  /// Whether the same key sent again is certainly the same notice there.
  private static boolean keyStillHeld(Sending sending, Capabilities platform, Instant now) {
    if (platform.has(Ability.LOOK_UP)) return true; // settled by look-ups before it came here
    if (!platform.has(Ability.IDEMPOTENCY_KEY)) return false;
    var first = sending.doubt().firstSent().orElse(now);
    return platform.keyLifetime().map(t -> now.isBefore(first.plus(t.dividedBy(2)))).orElse(true);
  }

  private Optional<NextStep> spent(Sending sending, int failures, Instant now) {
    if (failures >= settings.budget().attempts())
      return Optional.of(new NextStep.GiveUp(failures + " attempts failed"));
    return tooOld(sending, now)
        ? Optional.of(new NextStep.GiveUp("not sent within " + settings.budget().age()))
        : Optional.empty();
  }

  private boolean tooOld(Sending sending, Instant now) {
    return !now.isBefore(sending.queuedAt().plus(settings.budget().age()));
  }

  private boolean absurd(Duration wait) {
    return wait.compareTo(settings.budget().furthestWait()) > 0;
  }

  private Duration bounded(Duration wait) {
    return absurd(wait) ? settings.budget().furthestWait() : wait;
  }
}
