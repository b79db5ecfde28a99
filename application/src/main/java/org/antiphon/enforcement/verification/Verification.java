package org.antiphon.enforcement.verification;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.antiphon.database.Database;
import org.antiphon.enforcement.delivery.AcceptedNotice;
import org.antiphon.enforcement.delivery.Delivery;
import org.antiphon.enforcement.delivery.Desk;
import org.antiphon.enforcement.delivery.Papers;
import org.antiphon.enforcement.delivery.PlatformWord;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.JobRun;
import org.antiphon.jobs.JobType;
import org.antiphon.jobs.Priority;

/// The door of verification: watches each accepted notice until its watch is over.
///
/// The next look is computed from what happened, in the transaction in which it happened, and
/// becomes a job named after its moment: an event that brings a look forward adds a job, and the
/// old one finds that nothing is due. So no order of events, looks and crashes can lose a look.
public final class Verification {
  static final JobType<LookOrder> LOOK = new JobType<>("upload.look", LookOrder.class);

  private final Desk desk;
  private final Watches watches;
  private final LookSchedule schedule;
  private final Looker looker;

  /// Takes what it needs; nothing runs before the jobs do.
  ///
  /// @param addresses where an upload's page and sound are, by our own id of it
  public Verification(
      Desk desk,
      Papers papers,
      Delivery delivery,
      Function<UUID, Optional<Addresses>> addresses,
      SoundCheck sound,
      VerificationSettings settings) {
    this.desk = desk;
    this.watches = new Watches(desk.database());
    this.schedule = new LookSchedule(settings);
    this.looker = new Looker(desk, papers, delivery, new Looker.Eyes(addresses, sound), settings);
  }

  /// Where an upload is.
  public record Addresses(URI page, URI audio) {}

  /// One look, for pages and bundles.
  ///
  /// @param evidence the answers' status, time, type, length and SHA-256, as JSON
  public record Look(Instant at, Seen seen, String detail, String evidence) {}

  /// Registers all handlers of this room; before the jobs start.
  public void register() {
    desk.jobs().register(Delivery.ACCEPTED, this::accepted);
    desk.jobs().register(Delivery.WORD, this::word);
    desk.jobs().register(LOOK, this::look);
  }

  /// All looks at what a notice is about, oldest first.
  public List<Look> looks(UUID notice) {
    return watches.looks(notice);
  }

  /// Figures over all notices.
  public Statistics statistics() {
    return new Statistics(database());
  }

  private Database database() {
    return desk.database();
  }

  JobOutcome accepted(AcceptedNotice accepted, JobRun run) {
    return database()
        .inTransaction(() -> {
          watches.begin(accepted.notice(), now());
          scheduleNext(accepted.notice());
          return JobOutcome.done();
        });
  }

  /// The platform said something: three looks of its own.
  JobOutcome word(PlatformWord word, JobRun run) {
    return database()
        .inTransaction(() -> {
          if (watches.locked(word.notice()).isEmpty())
            return JobOutcome.done(); // before acceptance
          watches.event(word.notice(), now());
          scheduleNext(word.notice());
          return JobOutcome.done();
        });
  }

  JobOutcome look(LookOrder order, JobRun run) {
    var due = database().inTransaction(() -> due(order.notice()));
    if (due.isEmpty()) return JobOutcome.done();
    var wait = looker.look(due.get());
    if (wait.isPresent()) return JobOutcome.again(wait.get());
    database().inTransaction(() -> scheduleNext(order.notice()));
    return JobOutcome.done();
  }

  /// The watch, if a look is due; else its next job is on its way.
  private Optional<Watches.Watch> due(UUID notice) {
    var watch = watches.locked(notice);
    if (watch.isEmpty() || watch.get().ended()) return Optional.empty();
    if (!LookRules.isWatched(watch.get().state())) {
      watches.end(notice, now());
      return Optional.empty();
    }
    var next = schedule.next(watch.get().times());
    boolean isDue = next.isPresent() && !next.get().isAfter(now());
    if (!isDue) scheduleNext(notice);
    return isDue ? watch : Optional.empty();
  }

  private void scheduleNext(UUID notice) {
    var watch = watches.locked(notice).orElseThrow();
    var next = schedule.next(watch.times());
    if (next.isEmpty()) {
      looker.end(watch);
      return;
    }
    desk.jobs()
        .schedule(
            LOOK,
            notice + "@" + next.get().toEpochMilli(),
            new LookOrder(notice),
            next.get().plusMillis(1),
            Priority.HIGH);
  }

  private Instant now() {
    return desk.clock().instant().truncatedTo(ChronoUnit.MICROS);
  }
}
