package org.antiphon.enforcement.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.antiphon.enforcement.attestation.Attestation;
import org.antiphon.enforcement.attestation.AttestedNotice;
import org.antiphon.enforcement.delivery.ScriptedPlatform.Fault;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.JobsSettings;
import org.antiphon.jobs.Priority;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two workers with nothing in common but the database send 500 notices to a platform that fails
/// one request in four.
class ManyNoticesTest {
  private static final int NOTICES = 500;
  private static final long SEED = 7;
  private static final List<Fault> FAULTS =
      List.of(
          Fault.LOST_AFTER_COMMIT,
          Fault.VISIBLE_LATE,
          Fault.LOST_BEFORE_COMMIT,
          Fault.THROTTLED,
          Fault.NOT_SENT,
          Fault.THROTTLED_SILENTLY);
  private final InstantSource clock = InstantSource.system();
  @TempDir Path folder;

  @Test
  void fiveHundredNoticesThroughRandomFaultsAreEachThereOnce() {
    try (var database = TestDatabase.fresh()) {
      var ledger = new Ledger(database, new KeyFolder(folder.resolve("keys")), clock);
      var papers = new TestPapers(database, ledger, clock);
      var random = new Random(SEED);
      var platform =
          ScriptedPlatform.whole(clock)
              .settle(Duration.ofMillis(400))
              .retryAfter(Duration.ofMillis(1_200))
              .faults(() -> fault(random));
      var notices = IntStream.range(0, NOTICES).mapToObj(papers::queued).toList();
      var workers = Stream.of(1, 2).map(_ -> worker(database, ledger, papers, platform)).toList();
      try {
        notices.forEach(notice -> schedule(workers.getFirst(), notice));
        workers.forEach(Jobs::start);
        Awaitility.await()
            .atMost(Duration.ofSeconds(90))
            .pollInterval(Duration.ofMillis(250))
            .until(() -> open(database) == 0);
      } finally {
        workers.forEach(Jobs::close);
      }
      assertThat(notices)
          .allSatisfy(notice ->
              assertThat(platform.under(TestPapers.key(notice)))
                  .as("notice %s at seed %d", notice, SEED)
                  .hasSize(1));
      assertThat(platform.early(Duration.ofMillis(500))).isEmpty();
    }
  }

  private static Fault fault(Random random) {
    return random.nextInt(4) > 0 || random.nextInt(100) > 90
        ? Fault.NONE
        : random.nextInt(40) == 0 ? Fault.THROTTLED : FAULTS.get(random.nextInt(3));
  }

  private Jobs worker(
      Database database, Ledger ledger, TestPapers papers, ScriptedPlatform platform) {
    var jobs = new Jobs(database, JobsSettings.standard(), clock);
    var desk = new Desk(database, jobs, ledger, clock, new Random(SEED));
    var delivery =
        new Delivery(desk, papers.papers(), Office.lines(platform), DeliverySettings.quick());
    delivery.register();
    jobs.register(Delivery.ACCEPTED, (_, _) -> JobOutcome.done());
    jobs.register(Delivery.WORD, (_, _) -> JobOutcome.done());
    delivery.start();
    return jobs;
  }

  private void schedule(Jobs jobs, UUID notice) {
    jobs.schedule(
        Attestation.ATTESTED,
        notice.toString(),
        new AttestedNotice(notice),
        clock.instant(),
        Priority.NORMAL);
  }

  private static long open(Database database) {
    return database
        .sql()
        .sql("select count(*) from notice where state <> :accepted")
        .param("accepted", NoticeState.ACCEPTED.name())
        .query(Long.class)
        .single();
  }
}
