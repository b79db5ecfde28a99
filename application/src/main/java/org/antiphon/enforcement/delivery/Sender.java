package org.antiphon.enforcement.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.antiphon.connector.Capabilities.Ability;
import org.antiphon.connector.Connector;
import org.antiphon.connector.Found;
import org.antiphon.connector.Key;
import org.antiphon.connector.NoticeDocument;
import org.antiphon.database.UuidV7;
import org.antiphon.enforcement.attestation.Clearance;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.telemetry.Fact;
import org.antiphon.telemetry.Telemetry;

/// Takes one notice one step further. A step may run twice and may end anywhere: what it needs is
/// in the database before a byte leaves.
///
/// `T1: SENDING + attempt + ledger, committed` → HTTP → `T2: outcome + next job + ledger`. Nothing
/// holds a lock or a connection over the network. A worker that dies between leaves SENDING behind;
/// once the lease is over that is UNKNOWN, and the platform is asked before anything else. An
/// answer that comes after the lease is kept, and believed only where it says that the platform has
/// it.
final class Sender {
  /// How long a notice waits before it asks again whether what it rests on is still paused.
  private static final Duration WAIT = Duration.ofSeconds(20);

  private final Desk desk;
  private final Papers papers;

  private final PlatformGate gate;
  private final Function<String, Optional<Connector>> platforms;
  private final DeliverySettings settings;
  private final SendRules rules;
  private final Sendings sendings;
  private final Attempts attempts;
  private final Outcomes outcomes;

  Sender(
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
    this.rules = new SendRules(settings, desk.random());
    this.sendings = new Sendings(desk.database());
    this.attempts = new Attempts(desk.database());
    this.outcomes = new Outcomes(desk, papers, sendings);
  }

  /// Does what is next for a notice.
  JobOutcome step(UUID notice) {
    var row = sendings.find(notice).or(() -> taken(notice));
    if (row.isEmpty()) return JobOutcome.dead("there is no notice " + notice);
    Telemetry.note(Fact.NOTICE, notice.toString());
    Telemetry.note(Fact.PLATFORM, row.get().sending().letter().platform());
    var letter = row.get().sending().letter();
    var connector = platforms.apply(letter.platform());
    if (connector.isEmpty())
      return JobOutcome.dead("no platform " + letter.platform() + " in the settings");
    return switch (row.get().state()) {
      case QUEUED -> queued(row.get().sending(), connector.get());
      case SENDING -> sending(row.get().sending(), connector.get());
      case UNKNOWN -> unknown(row.get().sending(), connector.get());
      default -> JobOutcome.done();
    };
  }

  private Optional<Sendings.Row> taken(UUID notice) {
    return papers
        .letter(notice)
        .flatMap(letter -> {
          sendings.add(letter, desk.now());
          return sendings.find(notice);
        });
  }

  private JobOutcome queued(Sending sending, Connector connector) {
    // before the gate: what is paused must not use up the platform's tokens
    if (papers.clearance(sending.letter().notice()) instanceof Clearance.Later)
      return JobOutcome.again(desk.now().plus(WAIT));
    var objection = rules.before(sending, connector.capabilities(), desk.now());
    if (objection.isPresent())
      return inState(sending, NoticeState.QUEUED, row -> outcomes.apply(objection.get(), row));
    return switch (gate.enter(sending.letter().platform())) {
      case PlatformGate.Entry.Closed(var until, _) -> JobOutcome.again(until);
      case PlatformGate.Entry.Open(var pass) -> {
        try (pass) {
          yield cleared(sending, connector, pass);
        }
      }
    };
  }

  private JobOutcome cleared(Sending sending, Connector connector, PlatformGate.Pass pass) {
    var document = papers.document(sending.letter().notice());
    return switch (begin(sending)) {
      case Begun.Attempt(var holder) -> send(sending, holder, document, connector, pass);
      case Begun.Not(var outcome) -> outcome;
    };
  }

  /// What came of T1.
  private sealed interface Begun {
    record Attempt(Sending.Holder holder) implements Begun {}

    record Not(JobOutcome outcome) implements Begun {}
  }

  /// T1, with the last question: may it still leave? (R20)
  private Begun begin(Sending sending) {
    var notice = sending.letter().notice();
    return desk.database()
        .inTransaction(() -> {
          var row = sendings.locked(notice).orElseThrow();
          if (row.state() != NoticeState.QUEUED) return new Begun.Not(JobOutcome.again(desk.now()));
          switch (papers.clearance(notice)) {
            case Clearance.Overtaken(var code, var reason) -> {
              return new Begun.Not(outcomes.apply(new NextStep.Overtake(code, reason), row));
            }
            case Clearance.Later _ -> {
              return new Begun.Not(JobOutcome.again(desk.now().plus(WAIT)));
            }
            case Clearance.Go _ -> {}
          }
          var now = desk.now();
          var holder =
              new Sending.Holder(
                  UuidV7.next(desk.clock()), now, now.plus(settings.exchange().lease()));
          sendings.begin(notice, holder);
          attempts.begin(holder.id(), now, notice, Attempts.Kind.SUBMIT);
          papers.move(notice, NoticeState.SENDING, Map.of("attempt", holder.id().toString()));
          return new Begun.Attempt(holder);
        });
  }

  private JobOutcome send(
      Sending sending,
      Sending.Holder holder,
      NoticeDocument document,
      Connector connector,
      PlatformGate.Pass pass) {
    var held = pass.mayNotLeaveBefore();
    boolean late = desk.now().isAfter(holder.startedAt().plus(settings.exchange().startWithin()));
    if (held.isPresent() || late) {
      var step = new NextStep.Queue(held.orElse(desk.now()), false, Optional.empty());
      return end(
          sending, holder, new Attempts.Outcome("Kept", "asked to wait", Optional.empty()), step);
    }
    var answer = connector.submit(document, new Key(sending.letter().key()));
    pass.report(Health.of(answer));
    Telemetry.note(Fact.OUTCOME, answer.getClass().getSimpleName());
    var step = rules.after(answer, sending, connector.capabilities(), desk.now());
    return end(sending, holder, Attempts.Outcome.of(answer), step);
  }

  /// T2.
  private JobOutcome end(
      Sending sending, Sending.Holder holder, Attempts.Outcome outcome, NextStep step) {
    return desk.database()
        .inTransaction(() -> {
          var row = sendings.locked(sending.letter().notice()).orElseThrow();
          boolean ours =
              row.sending().attempt().map(now -> now.id().equals(holder.id())).orElse(false);
          attempts.end(holder.id(), holder.startedAt(), desk.now(), outcome);
          if (ours && row.state() == NoticeState.SENDING) return outcomes.apply(step, row);
          return step instanceof NextStep.Accept accept && row.state() == NoticeState.UNKNOWN
              ? outcomes.apply(accept, row)
              : JobOutcome.again(desk.now());
        });
  }

  private JobOutcome sending(Sending sending, Connector connector) {
    var lease = sending.attempt().map(Sending.Holder::leaseUntil).orElse(Instant.MIN);
    if (desk.now().isBefore(lease)) return JobOutcome.again(lease);
    return inState(
        sending,
        NoticeState.SENDING,
        row -> {
          var holder = row.sending().attempt();
          if (holder.filter(h -> desk.now().isBefore(h.leaseUntil())).isPresent())
            return JobOutcome.again(holder.get().leaseUntil());
          holder.ifPresent(
              h -> attempts.end(h.id(), h.startedAt(), desk.now(), Attempts.Outcome.abandoned()));
          return outcomes.apply(
              rules.abandoned(row.sending(), connector.capabilities(), desk.now()), row);
        });
  }

  private JobOutcome unknown(Sending sending, Connector connector) {
    if (!connector.capabilities().has(Ability.LOOK_UP)) return JobOutcome.done(); // a person's
    if (sending.doubt().firstAbsent().isPresent()) {
      var due = rules.settled(sending.doubt().firstAbsent().get(), connector.capabilities());
      if (desk.now().isBefore(due)) return JobOutcome.again(due);
    }
    return switch (gate.enter(sending.letter().platform())) {
      case PlatformGate.Entry.Closed(var until, _) -> JobOutcome.again(until);
      case PlatformGate.Entry.Open(var pass) -> {
        try (pass) {
          yield lookUp(sending, connector, pass);
        }
      }
    };
  }

  private JobOutcome lookUp(Sending sending, Connector connector, PlatformGate.Pass pass) {
    var held = pass.mayNotLeaveBefore();
    if (held.isPresent()) return JobOutcome.again(held.get());
    var began = desk.now();
    var found = connector.find(new Key(sending.letter().key()));
    pass.report(Health.of(found));
    return inState(
        sending,
        NoticeState.UNKNOWN,
        row -> {
          var step = rules.after(found, row.sending(), connector.capabilities(), desk.now());
          note(row.sending(), began, found, step);
          return outcomes.apply(step, row);
        });
  }

  private void note(Sending sending, Instant began, Found found, NextStep step) {
    var notice = sending.letter().notice();
    var id = UuidV7.next(desk.clock());
    attempts.begin(id, began, notice, Attempts.Kind.LOOK_UP);
    attempts.end(id, began, desk.now(), Attempts.Outcome.of(found));
    switch (found) {
      case Found.Absent _ -> {
        // counted from the answer: from then on a settle time must pass
        if (step instanceof NextStep.LookUp) sendings.firstAbsent(notice, desk.now());
      }
      case Found.CannotTell _ -> sendings.countBlankLookUp(notice);
      case Found.Present _ -> {}
    }
  }

  /// Runs `work` with the row held, if the notice is still where it was thought to be.
  private JobOutcome inState(
      Sending sending, NoticeState state, Function<Sendings.Row, JobOutcome> work) {
    return desk.database()
        .inTransaction(() -> {
          var row = sendings.locked(sending.letter().notice()).orElseThrow();
          return row.state() == state ? work.apply(row) : JobOutcome.again(desk.now());
        });
  }
}
