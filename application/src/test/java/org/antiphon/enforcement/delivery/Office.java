package org.antiphon.enforcement.delivery;

import java.nio.file.Path;
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
import java.util.function.Function;
import org.antiphon.connector.Connection;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.JobsSettings;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;

/// Delivery on a real database with a scripted platform, one step at a time on a settable clock, so
/// that days pass in milliseconds. It can be torn down like a dead process and built again.
public final class Office implements AutoCloseable {
  public final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T14:00:00Z"));
  public final Database database = TestDatabase.fresh();
  public final ScriptedPlatform platform;
  public final Ledger ledger;
  public final TestPapers papers;
  private final Random random = new Random(7);
  private DeliverySettings settings = DeliverySettings.quick();
  private Parts parts;

  /// What dies with a process.
  record Parts(Desk desk, PlatformGate gate, Sender sender, Words words, Withdrawals withdrawals) {}

  public Office(Path folder, Function<InstantSource, ScriptedPlatform> platform) {
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

  Desk desk() {
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
  NoticeState finish(UUID notice) {
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

  /// The whole room behind its door, on the same database.
  Delivery delivery() {
    return new Delivery(desk(), papers.papers(), lines(platform), settings);
  }

  static Map<String, Line> lines(ScriptedPlatform platform) {
    return Map.of(
        "p1",
        new Line(new Connection(platform, Optional.empty(), Optional.empty()), 100_000, 100_000));
  }

  @Override
  public void close() {
    database.close();
  }
}
