package org.antiphon.enforcement.delivery;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.antiphon.connector.Connection;
import org.antiphon.connector.PlatformState;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.JobRun;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.JobsSettings;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;

/// Delivery on a real database with a scripted platform, one step at a time on a settable clock, so
/// that days pass in milliseconds. It can be torn down like a dead process and built again.
public final class Office {
  /// Each office lives in a month of its own, so that its entries in the ledger can be told apart.
  private static final AtomicInteger COUNT = new AtomicInteger();

  public final Instant started =
      Instant.parse("2026-01-20T14:00:00Z").plus(Duration.ofDays(400L * COUNT.incrementAndGet()));
  public final SettableClock clock = new SettableClock(started);
  public final Database database;
  public final ScriptedPlatform platform;
  public final Ledger ledger;
  public final TestPapers papers;
  private final Random random = new Random(7);
  private DeliverySettings settings = DeliverySettings.quick();
  private Parts parts;

  /// What dies with a process.
  record Parts(Desk desk, PlatformGate gate, Sender sender, Words words, Withdrawals withdrawals) {}

  public Office(
      Database database, Path folder, Function<InstantSource, ScriptedPlatform> platform) {
    this.database = database;
    wipe(database);
    this.platform = platform.apply(clock);
    this.ledger = new Ledger(database, new KeyFolder(folder.resolve("keys")), clock);
    this.papers = new TestPapers(database, ledger, clock);
    this.parts = build(clock);
    parts.desk().jobs().limiter().define("p1", 100_000, 100_000, 100);
  }

  Office with(DeliverySettings other) {
    settings = other;
    restart();
    return this;
  }

  private Parts build(InstantSource time) {
    var jobs = new Jobs(database, JobsSettings.standard(), time);
    var desk = new Desk(database, jobs, ledger, time, random);
    var gate = new PlatformGate(database, jobs.limiter(), settings, time);
    return new Parts(
        desk,
        gate,
        new Sender(desk, papers.papers(), gate, _ -> Optional.of(platform), settings),
        new Words(desk, papers.papers(), new Sendings(database)),
        new Withdrawals(desk, papers.papers(), gate, _ -> Optional.of(platform), settings));
  }

  /// Everything that was only in memory is gone.
  void restart() {
    parts = build(clock);
  }

  /// The next life runs on a clock that may end it.
  void restart(InstantSource time) {
    parts = build(time);
  }

  public Desk desk() {
    return parts.desk();
  }

  PlatformGate gate() {
    return parts.gate();
  }

  Words words() {
    return parts.words();
  }

  Withdrawals withdrawals() {
    return parts.withdrawals();
  }

  JobOutcome step(UUID notice) {
    return parts.sender().step(notice);
  }

  /// Steps until nothing is left to do for this notice, the clock following; a death restarts.
  public NoticeState finish(UUID notice) {
    run(List.of(notice), Duration.ofDays(30));
    return papers.state(notice);
  }

  /// Runs the jobs of these notices in the order of their times.
  void run(List<UUID> notices, Duration most) {
    var due = new PriorityQueue<Map.Entry<Instant, UUID>>(Comparator.comparing(Map.Entry::getKey));
    notices.forEach(notice -> due.add(Map.entry(clock.instant(), notice)));
    var end = clock.instant().plus(most);
    while (!due.isEmpty()) {
      var job = due.remove();
      clock.advanceTo(job.getKey());
      clock.advance(Duration.ofMillis(1));
      if (clock.instant().isAfter(end)) throw new IllegalStateException("still at work: " + job);
      try {
        if (step(job.getValue()) instanceof JobOutcome.Again(var at, _))
          due.add(Map.entry(at, job.getValue()));
      } catch (ScriptedPlatform.Died died) {
        restart();
        due.add(Map.entry(clock.instant().plusSeconds(8), job.getValue()));
      }
    }
  }

  /// A platform's word, as a job would bring it.
  ///
  /// @return whether it was news
  public boolean hear(PlatformState word) {
    return words().hear("p1", word) == Words.Effect.NEWS;
  }

  /// Sends the first reminder.
  ///
  /// @return whether it was done
  public boolean remind(UUID notice) {
    var reminders =
        new Reminders(desk(), papers.papers(), gate(), _ -> Optional.of(platform), settings);
    var outcome = reminders.step(new ReminderOrder(notice, 1, 0), new JobRun("r", 1, 1));
    return outcome.equals(JobOutcome.done());
  }

  /// The whole room behind its door, on the same database.
  public Delivery delivery() {
    return new Delivery(desk(), papers.papers(), lines(platform), settings);
  }

  static Map<String, Line> lines(ScriptedPlatform platform) {
    return Map.of(
        "p1",
        new Line(new Connection(platform, Optional.empty(), Optional.empty()), 100_000, 100_000));
  }

  /// An empty database again; the ledger stays, nobody can empty that.
  public static void wipe(Database database) {
    try (var connection = TestDatabase.superuser(database);
        var statement = connection.createStatement()) {
      statement.execute(
          """
          delete from look; delete from watch; delete from attempt; delete from sending;
          delete from platform_event; delete from platform_gate; delete from poll_mark;
          delete from notice; delete from enforcement_case; delete from routing;
          delete from limiter_slot; delete from limiter; delete from job; delete from job_dead
          """);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
