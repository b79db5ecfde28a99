package org.antiphon.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class JobsTest {
  record Greeting(String to, Instant at) {}

  private static final JobType<Greeting> GREET = new JobType<>("greet", Greeting.class);
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456Z");
  private final Database database = TestDatabase.fresh();
  private final InstantSource clock = InstantSource.system();
  private final Jobs jobs = jobs();

  private Jobs jobs() {
    var settings =
        new JobsSettings(8, 2, Duration.ofMillis(50), Duration.ofSeconds(2), Duration.ofSeconds(2));
    return new Jobs(database, settings, clock);
  }

  @AfterEach
  void close() {
    jobs.close();
    database.close();
  }

  private void greet(String instance) {
    jobs.schedule(GREET, instance, new Greeting("you", AT), clock.instant(), Priority.NORMAL);
  }

  @Test
  void aJobIsScheduledWithItsTransactionOrNotAtAll() {
    assertThatThrownBy(() ->
            database.inTransaction(() -> {
              greet("a");
              throw new IllegalStateException("rolled back");
            }))
        .hasMessage("rolled back");
    assertThat(jobs.counts().due()).isZero();
    database.inTransaction(() -> greet("a"));
    assertThat(jobs.counts().due()).isOne();
  }

  @Test
  void theSameInstanceTwiceIsOneJobAndTheTransactionGoesOn() {
    database.inTransaction(() -> {
      greet("a");
      greet("a");
      greet("b");
    });
    assertThat(jobs.counts().due()).isEqualTo(2);
  }

  @Test
  void aJobRunsWithItsPayloadAndEveryRunHasAGreaterLease() {
    var leases = new ConcurrentLinkedQueue<Long>();
    var payloads = new ConcurrentLinkedQueue<Greeting>();
    jobs.register(
        GREET,
        (payload, run) -> {
          payloads.add(payload);
          leases.add(run.lease());
          return leases.size() < 3 ? JobOutcome.again(clock.instant()) : JobOutcome.done();
        });
    greet("a");
    jobs.start();
    await().untilAsserted(() -> assertThat(jobs.counts().types()).isEmpty());
    assertThat(payloads).hasSize(3).containsOnly(new Greeting("you", AT));
    assertThat(List.copyOf(leases)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aFailingJobBecomesADeadLetterAndComesBackWhenToldTo() {
    var broken = new java.util.concurrent.atomic.AtomicBoolean(true);
    var retry = new RetryPolicy(Duration.ofMillis(5), Duration.ofMillis(20), 3);
    jobs.register(
        GREET,
        (_, _) -> {
          if (broken.get()) throw new java.io.IOException("no line");
          return JobOutcome.done();
        },
        retry);
    greet("a");
    jobs.start();
    await().untilAsserted(() -> assertThat(jobs.counts().dead()).isOne());
    assertThat(jobs.deadLetters(10))
        .singleElement()
        .satisfies(letter -> {
          assertThat(letter.attempts()).isEqualTo(3);
          assertThat(letter.why()).contains("no line");
          assertThat(letter.payload()).contains("you");
        });
    broken.set(false);
    assertThat(jobs.revive(jobs.deadLetters(1).getFirst().id())).isTrue();
    await().untilAsserted(() -> assertThat(jobs.counts().types()).isEmpty());
  }

  @Test
  void aHeavyJobRunsOnABoundedPlatformThread() {
    var virtual = new ConcurrentLinkedQueue<Boolean>();
    var heavy = new JobType<>("compute", Greeting.class).heavy();
    jobs.register(
        heavy,
        (_, _) -> {
          virtual.add(Thread.currentThread().isVirtual());
          return JobOutcome.done();
        });
    jobs.register(
        GREET,
        (_, _) -> {
          virtual.add(Thread.currentThread().isVirtual());
          return JobOutcome.done();
        });
    jobs.schedule(heavy, "a", new Greeting("you", AT), clock.instant(), Priority.LOW);
    greet("b");
    jobs.start();
    await().untilAsserted(() -> assertThat(virtual).containsExactlyInAnyOrder(false, true));
  }

  @Test
  void anUrgentJobGoesBeforeOlderOnes() {
    var order = new ConcurrentLinkedQueue<String>();
    var settings =
        new JobsSettings(1, 1, Duration.ofMillis(50), Duration.ofSeconds(2), Duration.ofSeconds(2));
    try (var one = new Jobs(database, settings, clock)) {
      one.register(
          GREET,
          (_, run) -> {
            order.add(run.instance());
            return JobOutcome.done();
          });
      var due = clock.instant().minusSeconds(10);
      one.schedule(GREET, "old", new Greeting("", AT), due, Priority.NORMAL);
      one.schedule(GREET, "new", new Greeting("", AT), due.plusSeconds(5), Priority.URGENT);
      one.start();
      await().untilAsserted(() -> assertThat(order).containsExactly("new", "old"));
    }
  }

  @Test
  void aWaitingJobMovesOrIsCancelledButNotARunningOne() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var end = new CountDownLatch(1);
    jobs.register(
        GREET,
        (_, _) -> {
          begun.countDown();
          end.await();
          return JobOutcome.done();
        });
    jobs.schedule(
        GREET, "later", new Greeting("", AT), clock.instant().plusSeconds(900), Priority.LOW);
    greet("now");
    jobs.start();
    begun.await();
    assertThat(jobs.reschedule(GREET, "now", clock.instant())).isFalse();
    assertThat(jobs.cancel(GREET, "now")).isFalse();
    assertThat(jobs.cancel(GREET, "later")).isTrue();
    assertThat(jobs.cancel(GREET, "later")).isFalse();
    end.countDown();
    await().untilAsserted(() -> assertThat(jobs.counts().types()).isEmpty());
  }

  @Test
  void jobsOfADeadWorkerRunAgainWithinSeconds() {
    IntStream.range(0, 5).forEach(n -> greet("job-" + n));
    database
        .sql()
        .sql(
            """
            update job set picked = true, picked_by = 'dead', last_heartbeat = now(),
              version = version + 1
            """)
        .update();
    var done = new ConcurrentLinkedQueue<String>();
    jobs.register(
        GREET,
        (_, run) -> {
          done.add(run.instance());
          return JobOutcome.done();
        });
    jobs.start();
    assertThat(done).isEmpty();
    await().atMost(Duration.ofSeconds(14)).untilAsserted(() -> assertThat(done).hasSize(5));
  }

  @Test
  void closingWaitsForRunningJobsButNotForEverAndLosesNone() throws InterruptedException {
    var begun = new CountDownLatch(1);
    jobs.register(
        GREET,
        (_, _) -> {
          begun.countDown();
          new CountDownLatch(1).await(); // for ever
          return JobOutcome.done();
        });
    greet("a");
    jobs.start();
    begun.await();
    long before = System.nanoTime();
    jobs.close();
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
    assertThat(jobs.counts().due()).as("given back at once").isOne();
  }

  @Test
  void aJobOfANewerProgramIsLeftAlone() {
    var newer = new JobType<>("greet", Greeting.class, 2, JobType.Weight.LIGHT);
    jobs.register(GREET, (_, _) -> JobOutcome.dead("must not run"));
    jobs.schedule(newer, "a", new Greeting("", AT), clock.instant(), Priority.HIGH);
    jobs.start();
    await()
        .untilAsserted(() ->
            assertThat(jobs.counts().types())
                .singleElement()
                .satisfies(type -> assertThat(type.waiting()).isOne()));
  }

  @Test
  void aJobThatWaitedIsLiftedButNeverAboveUrgent() {
    var table = new JobTable(database, clock);
    jobs.schedule(
        GREET, "old", new Greeting("", AT), clock.instant().minusSeconds(120), Priority.LOW);
    IntStream.range(0, 10).forEach(_ -> table.lift());
    assertThat(database.sql().sql("select priority from job").query(Integer.class).single())
        .isEqualTo(90);
  }
}
