package org.antiphon.enforcement.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.antiphon.enforcement.delivery.ScriptedPlatform.Died;
import org.antiphon.enforcement.delivery.ScriptedPlatform.Fault;
import org.antiphon.enforcement.notices.NoticeState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process ends at any instant: whatever it held in memory is gone, open transactions are rolled
/// back, and the next life begins with the database. A clock that throws ends it at each of its
/// readings, which lie before, in and after both transactions; the platform ends it around the
/// request.
class CrashTest {
  private static Database database;
  @TempDir Path folder;

  @BeforeAll
  static void start() {
    database = TestDatabase.fresh();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  /// Ends the process at its `last` reading.
  private record MortalClock(InstantSource real, int[] left) implements InstantSource {
    @Override
    public Instant instant() {
      if (left[0]-- == 0) throw new Died();
      return real.instant();
    }
  }

  @Test
  void whateverInstantAProcessDiesAtThePlatformEndsWithOneNotice() {
    var office = new Office(database, folder, ScriptedPlatform::whole);
    int lives = 0;
    boolean died = true;
    for (int instant = 0; died; instant++) {
      var notice = office.papers.queued(instant);
      office.restart(new MortalClock(office.clock, new int[] {instant}));
      died = false;
      try {
        office.step(notice);
      } catch (Died end) {
        died = true;
        lives++;
      }
      office.restart();
      assertThat(office.finish(notice)).as("instant %d", instant).isEqualTo(NoticeState.ACCEPTED);
      assertThat(office.platform.under(TestPapers.key(notice)))
          .as("notices after a death at instant %d", instant)
          .hasSize(1);
    }
    assertThat(lives).as("instants tried").isGreaterThan(10);
  }

  @Test
  void deathsOfTheLookUpsAndOfSecondLivesLoseNothingAndSendNothingTwice() {
    var office = new Office(database, folder, ScriptedPlatform::whole);
    var random = new Random(7);
    for (int run = 0; run < 25; run++) {
      var notice = office.papers.queued(1_000 + run);
      office.platform.then(
          random.nextBoolean() ? Fault.LOST_AFTER_COMMIT : Fault.LOST_BEFORE_COMMIT);
      for (int life = 0; life < 4; life++) {
        office.restart(new MortalClock(office.clock, new int[] {random.nextInt(25)}));
        try {
          for (int step = 0; step < 3; step++) {
            office.step(notice);
            office.clock.advance(Duration.ofMillis(random.nextInt(3_000)));
          }
        } catch (Died end) {
          office.clock.advance(Duration.ofSeconds(8));
        }
      }
      office.restart();
      assertThat(office.finish(notice)).as("run %d", run).isEqualTo(NoticeState.ACCEPTED);
      assertThat(office.platform.under(TestPapers.key(notice))).as("run %d", run).hasSize(1);
    }
  }

  @Test
  void everyAttemptThatReachedThePlatformWasWrittenDownBefore() {
    var office = new Office(database, folder, ScriptedPlatform::whole);
    var notice = office.papers.queued(1);
    office.platform.then(Fault.DIES_AFTER);
    try {
      office.step(notice);
    } catch (Died end) {
      office.restart();
    }
    assertThat(new Attempts(database).of(notice))
        .singleElement()
        .satisfies(attempt -> {
          assertThat(attempt.kind()).isEqualTo(Attempts.Kind.SUBMIT);
          assertThat(attempt.endedAt()).isEmpty();
        });
    office.finish(notice);
    assertThat(new Attempts(database).of(notice).stream().map(Attempts.Attempt::outcome))
        .isEqualTo(List.of("Abandoned", "Present"));
  }
}
