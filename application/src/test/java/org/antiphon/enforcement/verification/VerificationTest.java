package org.antiphon.enforcement.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.connector.PlatformState.State;
import org.antiphon.connector.RawAnswer;
import org.antiphon.connector.Sighting;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.enforcement.delivery.AcceptedNotice;
import org.antiphon.enforcement.delivery.Delivery;
import org.antiphon.enforcement.delivery.Office;
import org.antiphon.enforcement.delivery.PlatformWord;
import org.antiphon.enforcement.delivery.ScriptedPlatform;
import org.antiphon.enforcement.delivery.TestPapers;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.JobRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTest {
  private static final JobRun RUN = new JobRun("test", 1, 1);
  private static final Sighting GONE = new Sighting.Gone(List.of());
  private static final Sighting NOTHING =
      new Sighting.NoEvidence("time-out", Optional.empty(), List.of());
  private static final Sighting UP =
      new Sighting.Up(new RawAnswer.Digest(TestPapers.AUDIO, 1_000), List.of());
  private static final Sighting OTHER_BYTES =
      new Sighting.Up(new RawAnswer.Digest("b".repeat(64), 1_000), List.of());
  private static Database database;
  @TempDir Path folder;
  private Office office;
  private Verification verification;
  private UUID notice;

  @BeforeAll
  static void start() {
    database = TestDatabase.fresh();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void accepted() {
    office = new Office(database, folder, ScriptedPlatform::whole);
    verification = verification(SoundCheck.byBytes());
    notice = office.papers.queued(1);
    office.finish(notice);
    verification.accepted(new AcceptedNotice(notice), RUN);
  }

  private Verification verification(SoundCheck sound) {
    Delivery delivery = office.delivery();
    delivery.start();
    var addresses =
        new Verification.Addresses(URI.create("http://p1/u/1"), URI.create("http://p1/a/1"));
    return new Verification(
        office.desk(),
        office.papers.papers(),
        delivery,
        _ -> Optional.of(addresses),
        sound,
        VerificationSettings.production(CalendarScale.real()));
  }

  private record Job(String instance, Instant at) {}

  /// Runs the next look, the clock going to it.
  private boolean look() {
    var job =
        database
            .sql()
            .sql(
                """
                select task_instance, execution_time from job where task_name = 'upload.look'
                order by execution_time limit 1
                """)
            .query((row, _) ->
                new Job(row.getString(1), row.getObject(2, OffsetDateTime.class).toInstant()))
            .optional();
    if (job.isEmpty()) return false;
    office.clock.advanceTo(job.get().at());
    var outcome = verification.look(new LookOrder(notice), RUN);
    if (outcome instanceof JobOutcome.Again(var at, _)) office.clock.advanceTo(at);
    else
      database
          .sql()
          .sql("delete from job where task_name = 'upload.look' and task_instance = ?")
          .param(job.get().instance())
          .update();
    return true;
  }

  private void looks(int times) {
    for (int i = 0; i < times; i++) assertThat(look()).isTrue();
  }

  private void says(State state) {
    var word = office.platform.says("n1", state);
    assertThat(office.hear(word)).isTrue();
    verification.word(new PlatformWord(notice, word.version()), RUN);
  }

  private NoticeState state() {
    return office.papers.state(notice);
  }

  @Test
  void itIsDownWhenTwoLooksSawItGoneHalfAnHourApartAndTheCaseFollows() {
    office.platform.shows(UP, GONE, GONE);
    looks(1);
    assertThat(state()).isEqualTo(NoticeState.ACCEPTED);
    looks(1);
    assertThat(state()).isEqualTo(NoticeState.SEEN_DOWN_ONCE);
    looks(1);
    assertThat(state()).isEqualTo(NoticeState.VERIFIED_DOWN);
    assertThat(office.papers.caseState(notice)).isEqualTo(CaseState.DOWN);
    var seen = verification.looks(notice);
    assertThat(seen)
        .extracting(Verification.Look::seen)
        .containsExactly(Seen.UP, Seen.GONE, Seen.GONE);
    assertThat(Duration.between(seen.get(1).at(), seen.get(2).at()))
        .isGreaterThanOrEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void aPlatformThatSaysRemovedWhileItPlaysIsCaughtAndAskedAgain() {
    says(State.REMOVED);
    assertThat(state()).isEqualTo(NoticeState.SAID_DOWN);
    office.platform.shows(UP, UP, UP, UP);
    looks(1);
    assertThat(state()).isEqualTo(NoticeState.STILL_UP);
    looks(2);
    assertThat(office.desk().jobs().counts().types())
        .anySatisfy(type -> assertThat(type.type()).isEqualTo("notice.remind"));
    assertThat(office.remind(notice)).isTrue();
    assertThat(office.platform.under(TestPapers.key(notice) + "-r1")).hasSize(1);
    assertThat(state()).isEqualTo(NoticeState.STILL_UP);
  }

  @Test
  void aWordAloneNeverMakesItDown() {
    says(State.REMOVED);
    office.platform.shows(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING);
    looks(5);
    assertThat(state()).isEqualTo(NoticeState.SAID_DOWN);
  }

  @Test
  void otherBytesUnderTheSameIdAreNoEvidenceUntilSomebodyComparedThem() {
    office.platform.shows(OTHER_BYTES);
    looks(1);
    assertThat(verification.looks(notice).getFirst().seen()).isEqualTo(Seen.NO_EVIDENCE);
    verification = verification((_, _, _) -> SoundCheck.Likeness.OTHER);
    office.platform.shows(OTHER_BYTES, OTHER_BYTES, OTHER_BYTES, OTHER_BYTES);
    looks(3);
    assertThat(state()).isEqualTo(NoticeState.VERIFIED_DOWN);
  }

  @Test
  void whatComesBackUnderTheSameIdIsRestored() {
    office.platform.shows(GONE, GONE, UP);
    looks(3);
    assertThat(state()).isEqualTo(NoticeState.RESTORED);
    assertThat(office.papers.caseState(notice)).isEqualTo(CaseState.RESTORED);
  }

  @Test
  void afterHalfAYearOfSilenceTheCaseIsClosed() {
    while (look()) assertThat(verification.looks(notice)).hasSizeLessThan(30);
    assertThat(state()).isEqualTo(NoticeState.VERIFIED_DOWN);
    assertThat(office.papers.caseState(notice)).isEqualTo(CaseState.CLOSED);
    var seen = verification.looks(notice);
    assertThat(Duration.between(seen.getFirst().at(), seen.getLast().at()).toDays())
        .isBetween(179L, 181L);
  }

  @Test
  void figuresSayHowLongItTook() {
    looks(2);
    assertThat(verification.statistics().counts())
        .contains(new Statistics.Count("p1", "VERIFIED_DOWN", 1));
    assertThat(verification.statistics().hours())
        .anySatisfy(hours -> {
          assertThat(hours.what()).isEqualTo("to verified down");
          assertThat(hours.n()).isEqualTo(1);
          assertThat(hours.p50()).isBetween(0.6, 0.7); // 10 + 30 minutes
        });
  }
}
