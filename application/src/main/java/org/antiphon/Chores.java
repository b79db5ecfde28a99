package org.antiphon;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.antiphon.database.Database;
import org.antiphon.examination.IndexKeeper;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.JobType;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.Priority;
import org.antiphon.ledger.LedgerVerifier;
import org.antiphon.ledger.Verification;
import org.antiphon.ledger.VerifyingKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What recurs while the server runs: the index follows a catalogue that another process adds to,
/// and once a day the whole ledger is checked, by one process whatever their number.
final class Chores implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Chores.class);
  private static final JobType<Nothing> VERIFY = new JobType<>("ledger.verify", Nothing.class);
  private static final Duration DAY = Duration.ofDays(1);
  private static final long FOLLOW_SECONDS = 5;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("chores").factory());
  private final IndexKeeper keeper;
  private final InstantSource clock;
  private Runnable besides = () -> {};

  /// A job without particulars.
  record Nothing() {}

  Chores(IndexKeeper keeper, InstantSource clock) {
    this.keeper = keeper;
    this.clock = clock;
  }

  /// Before the jobs start: who checks the ledger, with which key, beside which file of heads.
  ///
  /// @param alarm told when it does not hold
  void register(Jobs jobs, Database database, VerifyingKey key, Path heads, Runnable alarm) {
    jobs.register(
        VERIFY,
        (_, _) -> {
          var found = new LedgerVerifier(database, key).verify(heads, List.of());
          tell(found);
          if (!found.verified()) alarm.run();
          return JobOutcome.again(clock.instant().plus(DAY));
        });
  }

  private static void tell(Verification found) {
    if (found.verified()) {
      LOG.info("ledger verified: {} entries", found.entries());
      return;
    }
    for (var check : found.checks())
      if (check.result() == Verification.Result.FAILED)
        LOG.error("THE LEDGER DOES NOT HOLD: {}: {}", check.name(), check.detail());
  }

  void start(Jobs jobs, Database database) {
    database.inTransaction(() ->
        jobs.schedule(VERIFY, "daily", new Nothing(), clock.instant().plus(DAY), Priority.LOW));
    var _ =
        timer.scheduleWithFixedDelay(
            this::follow, FOLLOW_SECONDS, FOLLOW_SECONDS, TimeUnit.SECONDS);
  }

  /// What else follows the catalogue, after the index; before the start.
  void alsoFollow(Runnable step) {
    besides = step;
  }

  private void follow() {
    try {
      keeper.catchUp();
      besides.run();
    } catch (RuntimeException e) { // thrown on, it would end the following for good
      LOG.warn("the index could not follow the catalogue", e);
    }
  }

  /// Waits for what runs, so that the index is not closed under it.
  @Override
  public void close() {
    timer.close();
  }
}
