package org.antiphon.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.antiphon.jobs.Limiter.Grant;
import org.antiphon.jobs.Limiter.Slot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LimiterTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final Database database = TestDatabase.fresh();
  private final Limiter limiter = new Limiter(database, now::get);

  @AfterEach
  void close() {
    database.close();
  }

  private void later(Duration duration) {
    now.updateAndGet(time -> time.plus(duration));
  }

  private boolean granted(Limiter one) {
    return one.acquire("p") instanceof Grant.Granted;
  }

  @Test
  void eightThreadsOfTwoProcessesPassExactlyTheBurst() throws Exception {
    limiter.define("p", 5, 30, 8);
    var other = new Limiter(database, now::get);
    assertThat(passed(Stream.of(limiter, other), 60)).isEqualTo(30);
    later(Duration.ofSeconds(2));
    assertThat(passed(Stream.of(limiter, other), 60)).isEqualTo(10);
  }

  private long passed(Stream<Limiter> limiters, int tries) throws Exception {
    var both = limiters.toList();
    try (var threads = Executors.newFixedThreadPool(8)) {
      var results = new ArrayList<java.util.concurrent.Future<Long>>();
      for (int thread = 0; thread < 8; thread++) {
        var one = both.get(thread % both.size());
        Callable<Long> work =
            () -> Stream.generate(() -> granted(one)).limit(tries).filter(yes -> yes).count();
        results.add(threads.submit(work));
      }
      long sum = 0;
      for (var result : results) sum += result.get();
      return sum;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Test
  void aRefusalSaysWhenTheNextTokenComes() {
    limiter.define("p", 0.5, 1, 8);
    assertThat(granted(limiter)).isTrue();
    assertThat(limiter.acquire("p")).isEqualTo(new Grant.NotBefore(now.get().plusSeconds(2)));
    later(Duration.ofSeconds(2));
    assertThat(granted(limiter)).isTrue();
  }

  @Test
  void unspentTokensOfALeaseExpireAfterASecond() {
    limiter.define("p", 10, 10, 8);
    assertThat(granted(limiter)).isTrue(); // leases ten, spends one
    later(Duration.ofMillis(1001));
    long passed = Stream.generate(() -> granted(limiter)).limit(30).filter(yes -> yes).count();
    assertThat(passed).isEqualTo(10); // those of the second that passed, not nineteen
  }

  @Test
  void whatTheServerSaysHoldsForEverybody() {
    limiter.define("p", 10, 10, 8);
    var other = new Limiter(database, now::get);
    var until = now.get().plusSeconds(30);
    limiter.hold("p", until);
    assertThat(other.acquire("p")).isEqualTo(new Grant.NotBefore(until));
    later(Duration.ofSeconds(30));
    other.lower("p", 1, now.get().plusSeconds(60));
    assertThat(granted(limiter)).isTrue();
    assertThat(granted(new Limiter(database, now::get))).isFalse();
  }

  @Test
  void aLimitIsNeverTakenInsideATransaction() {
    limiter.define("p", 10, 10, 8);
    assertThatThrownBy(() -> database.inTransaction(() -> limiter.acquire("p")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theCapHalvesOnABadAnswerAndGrowsByOneForTwentyGoodOnes() {
    limiter.define("p", 10, 10, 4);
    var slots = Stream.generate(() -> limiter.enter("p")).limit(6).toList();
    assertThat(slots.stream().filter(java.util.Optional::isPresent)).hasSize(4);
    slots.getFirst().orElseThrow().overloaded();
    slots.forEach(slot -> slot.ifPresent(Slot::close));
    assertThat(limiter.inFlightCap("p")).isEqualTo(2);
    try (var slot = limiter.enter("p").orElseThrow()) {
      for (int answer = 0; answer < 20; answer++) slot.good();
    }
    assertThat(limiter.inFlightCap("p")).isEqualTo(3);
  }

  @Test
  void thePlaceOfADeadProcessIsFreeAgain() {
    limiter.define("p", 10, 10, 1);
    assertThat(limiter.enter("p")).isPresent();
    assertThat(limiter.enter("p")).isEmpty();
    later(Duration.ofSeconds(91));
    assertThat(limiter.enter("p")).isPresent();
  }
}
