package org.antiphon.enforcement.delivery;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.antiphon.connector.Connector;
import org.antiphon.connector.Found;
import org.antiphon.connector.Key;
import org.antiphon.connector.Rejection;
import org.antiphon.connector.Submission;
import org.antiphon.database.UuidV7;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.JobRun;

/// Sends reminders: the attested document once more, under the notice's key with `-r1` behind it,
/// so that the platform can tell it from a new notice and a repeated reminder from a second one. It
/// moves no state; what it brings about is seen by the looks.
final class Reminders {
  private final Desk desk;
  private final Papers papers;
  private final PlatformGate gate;
  private final Function<String, Optional<Connector>> platforms;
  private final DeliverySettings settings;
  private final Sendings sendings;
  private final Attempts attempts;

  Reminders(
      Desk desk,
      Papers papers,
      PlatformGate gate,
      Function<String, Optional<Connector>> platforms,
      DeliverySettings settings) {
    this.desk = desk;
    this.papers = papers;
    this.gate = gate;
    this.platforms = platforms;
    this.settings = settings;
    this.sendings = new Sendings(desk.database());
    this.attempts = new Attempts(desk.database());
  }

  /// The job behind [Delivery#REMIND].
  JobOutcome step(ReminderOrder order, JobRun run) {
    var row = sendings.find(order.notice());
    if (row.isEmpty() || !isStillDue(row.get().state())) return JobOutcome.done();
    if (order.tries() >= settings.budget().attempts()) return tellPerson(order.notice());
    var letter = row.get().sending().letter();
    var connector = platforms.apply(letter.platform());
    if (connector.isEmpty()) return JobOutcome.dead("no platform " + letter.platform());
    return switch (gate.enter(letter.platform())) {
      case PlatformGate.Entry.Closed(var until, _) -> JobOutcome.again(until);
      case PlatformGate.Entry.Open(var pass) -> {
        try (pass) {
          yield remind(order, letter.key(), connector.get(), pass);
        }
      }
    };
  }

  private static boolean isStillDue(NoticeState state) {
    return state == NoticeState.ACCEPTED || state == NoticeState.STILL_UP;
  }

  private JobOutcome tellPerson(UUID notice) {
    sendings.tellPerson(notice, "REMINDER_NOT_SENT");
    return JobOutcome.done();
  }

  private JobOutcome remind(
      ReminderOrder order, String noticeKey, Connector connector, PlatformGate.Pass pass) {
    var held = pass.mayNotLeaveBefore();
    if (held.isPresent()) return JobOutcome.again(held.get());
    var key = new Key(noticeKey + "-r" + order.number());
    if (order.tries() > 0 && arrived(connector, key, pass)) return JobOutcome.done();
    var id = UuidV7.next(desk.clock());
    var began = desk.now();
    attempts.begin(id, began, order.notice(), Attempts.Kind.REMIND);
    var answer = connector.submit(papers.document(order.notice()), key);
    pass.report(Health.of(answer));
    attempts.end(id, began, desk.now(), Attempts.Outcome.of(answer));
    return switch (answer) {
      case Submission.Accepted _, Submission.Duplicate _ -> JobOutcome.done();
      case Submission.Refused(var why, _) ->
          why.kind() == Rejection.Kind.TARGET_GONE // it came down meanwhile: the looks will see it
              ? JobOutcome.done()
              : tellPerson(order.notice());
      case Submission.Throttled(var wait, _) ->
          JobOutcome.again(
              settings.backOff().next(desk.now(), 1, wait.map(desk.now()::plus), desk.random()));
      // sent again no sooner than a settle time later, after a look-up
      case Submission.NotSent _, Submission.Unknown _ ->
          JobOutcome.again(desk.now().plus(connector.capabilities().settle()), order.next());
    };
  }

  private static boolean arrived(Connector connector, Key key, PlatformGate.Pass pass) {
    var found = connector.find(key);
    pass.report(Health.of(found));
    return found instanceof Found.Present;
  }
}
