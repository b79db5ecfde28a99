package org.antiphon.enforcement.delivery;

import static org.antiphon.enforcement.notices.NoticeState.CANCELLED;
import static org.antiphon.enforcement.notices.NoticeState.RETRACTED;
import static org.antiphon.enforcement.notices.NoticeState.RETRACTING;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.antiphon.connector.Connector;
import org.antiphon.connector.Found;
import org.antiphon.connector.PlatformState;
import org.antiphon.connector.Reference;
import org.antiphon.connector.RetractionDocument;
import org.antiphon.connector.Withdrawal;
import org.antiphon.database.UuidV7;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.JobRun;

/// Takes notices back at the platform. Retried until it confirms: a retraction that is not
/// confirmed is not done, so there is no budget here; a refusal tells a person and is tried again.
final class Withdrawals {
  private final Desk desk;
  private final Papers papers;
  private final PlatformGate gate;
  private final Function<String, Optional<Connector>> platforms;
  private final DeliverySettings settings;
  private final Sendings sendings;
  private final Attempts attempts;

  Withdrawals(
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

  /// The job behind [Delivery#WITHDRAW].
  JobOutcome step(RetractionOrder order, JobRun run) {
    var row = sendings.find(order.notice()).or(() -> taken(order.notice()));
    if (row.isEmpty()) return JobOutcome.dead("there is no notice " + order.notice());
    return switch (row.get().state()) {
      case DRAFTED, ATTESTED, QUEUED, REJECTED -> cancel(order);
      // first it must be known whether they have it
      case SENDING, UNKNOWN -> JobOutcome.again(later(order, Optional.empty()), order.next());
      case DEAD ->
          row.get().sending().doubt().mayHaveArrived()
              ? JobOutcome.dead("nobody knows whether it arrived: resolve the notice first")
              : cancel(order);
      case RETRACTED, CANCELLED, OVERTAKEN -> JobOutcome.done();
      default -> ask(order, row.get());
    };
  }

  /// A notice that no worker had taken yet.
  private Optional<Sendings.Row> taken(UUID notice) {
    papers.letter(notice).ifPresent(letter -> sendings.add(letter, desk.now()));
    return sendings.find(notice);
  }

  private JobOutcome cancel(RetractionOrder order) {
    return desk.database()
        .inTransaction(() -> {
          var row = sendings.locked(order.notice()).orElseThrow();
          return switch (row.state()) {
            case DRAFTED, ATTESTED, QUEUED, REJECTED, DEAD -> {
              papers.move(order.notice(), CANCELLED, Map.of("why", "retracted before it arrived"));
              yield JobOutcome.done();
            }
            default -> JobOutcome.again(desk.now()); // a worker was faster
          };
        });
  }

  private JobOutcome ask(RetractionOrder order, Sendings.Row row) {
    desk.database()
        .inTransaction(() -> {
          var held = sendings.locked(order.notice()).orElseThrow();
          if (held.state() != RETRACTING && held.state() != RETRACTED)
            papers.move(order.notice(), RETRACTING, Map.of("tries", order.tries()));
        });
    var letter = row.sending().letter();
    var connector = platforms.apply(letter.platform());
    var reference = row.sending().reference();
    if (connector.isEmpty() || reference.isEmpty())
      return JobOutcome.dead("no way to reach " + letter.platform());
    return switch (gate.enter(letter.platform())) {
      case PlatformGate.Entry.Closed(var until, _) -> JobOutcome.again(until);
      case PlatformGate.Entry.Open(var pass) -> {
        try (pass) {
          yield withdraw(order, connector.get(), new Reference(reference.get()), pass);
        }
      }
    };
  }

  private JobOutcome withdraw(
      RetractionOrder order, Connector connector, Reference reference, PlatformGate.Pass pass) {
    var held = pass.mayNotLeaveBefore();
    if (held.isPresent()) return JobOutcome.again(held.get());
    if (order.tries() > 0 && confirmed(connector, reference, pass)) return done(order.notice());
    var id = UuidV7.next(desk.clock());
    var began = desk.now();
    attempts.begin(id, began, order.notice(), Attempts.Kind.WITHDRAW);
    var document =
        RetractionDocument.of(order.json().getBytes(StandardCharsets.UTF_8), order.text());
    var answer = connector.withdraw(reference, document);
    pass.report(Health.of(answer));
    attempts.end(id, began, desk.now(), Attempts.Outcome.of(answer));
    return after(order, answer);
  }

  /// Whether an earlier, lost answer was a yes.
  private boolean confirmed(Connector connector, Reference reference, PlatformGate.Pass pass) {
    var found = connector.state(reference);
    pass.report(Health.of(found));
    return found instanceof Found.Present(var state, _)
        && state.state() == PlatformState.State.WITHDRAWN;
  }

  private JobOutcome after(RetractionOrder order, Withdrawal answer) {
    return switch (answer) {
      case Withdrawal.Withdrawn _ -> done(order.notice());
      case Withdrawal.Refused(var why, _) -> {
        sendings.tellPerson(order.notice(), "RETRACTION_REFUSED " + why.code());
        yield JobOutcome.again(later(order, Optional.empty()), order.next());
      }
      case Withdrawal.Throttled(var wait, _) ->
          JobOutcome.again(later(order, wait.map(desk.now()::plus)), order.next());
      case Withdrawal.NotSent _, Withdrawal.Unknown _ ->
          JobOutcome.again(later(order, Optional.empty()), order.next());
    };
  }

  private JobOutcome done(UUID notice) {
    return desk.database()
        .inTransaction(() -> {
          if (sendings.locked(notice).orElseThrow().state() == RETRACTING)
            papers.move(notice, RETRACTED, Map.of("confirmed", true));
          return JobOutcome.done();
        });
  }

  private Instant later(RetractionOrder order, Optional<Instant> asked) {
    return settings.backOff().next(desk.now(), order.tries() + 1, asked, desk.random());
  }
}
