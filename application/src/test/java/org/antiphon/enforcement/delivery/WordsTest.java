package org.antiphon.enforcement.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.antiphon.connector.Authenticated;
import org.antiphon.connector.Connection;
import org.antiphon.connector.PlatformEvent;
import org.antiphon.connector.PlatformState;
import org.antiphon.connector.PlatformState.State;
import org.antiphon.connector.Reference;
import org.antiphon.connector.Rejection;
import org.antiphon.connector.Withdrawal;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.JobRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What platforms say of notices, by webhook and by poll, and what we take back.
class WordsTest {
  private static final JobRun RUN = new JobRun("test", 1, 1);
  private static Database database;
  @TempDir Path folder;
  private Office office;
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
    notice = office.papers.queued(1);
    office.finish(notice);
  }

  private long moves(NoticeState to) {
    return database
        .sql()
        .sql(
            """
            select count(*) from ledger_entry where subject_id = :notice
              and convert_from(body, 'UTF8')::jsonb -> 'data' ->> 'to' = :to
              and at >= :since
            """)
        .param("notice", notice.toString())
        .param("to", to.name())
        .param("since", office.started.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  private EventInbox inbox(Authenticated answer) {
    var line =
        new Line(
            new Connection(office.platform, Optional.empty(), Optional.of(_ -> answer)),
            1_000,
            1_000);
    return new EventInbox(office.desk(), Map.of("p1", line), office.words());
  }

  private static Authenticated genuine(String id, PlatformState state) {
    return new Authenticated.Genuine(
        id, List.of(new PlatformEvent.NoticeChanged(state, state.updatedAt())));
  }

  private static EventInbox.Receipt receive(EventInbox inbox) {
    return inbox.receive("p1", Map.of(), "{}".getBytes(StandardCharsets.UTF_8));
  }

  private long jobs(String type) {
    return office.desk().jobs().counts().types().stream()
        .filter(of -> of.type().equals(type))
        .mapToLong(of -> of.due() + of.waiting())
        .sum();
  }

  @Test
  void theSameCallTenTimesIsOneEventAndOneJob() {
    var removed = office.platform.says("n1", State.REMOVED);
    var inbox = inbox(genuine("e1", removed));
    for (int i = 0; i < 10; i++) assertThat(receive(inbox)).isEqualTo(EventInbox.Receipt.STORED);
    assertThat(jobs("platform.event")).isEqualTo(1);
  }

  @Test
  void aForgedCallLeavesNoTrace() {
    assertThat(receive(inbox(new Authenticated.Forged("bad signature"))))
        .isEqualTo(EventInbox.Receipt.FORGED);
    assertThat(jobs("platform.event")).isZero();
    assertThat(office.papers.state(notice)).isEqualTo(NoticeState.ACCEPTED);
  }

  @Test
  void aGenuineCallThatCannotBeReadIsKeptAndDoesNothing() {
    assertThat(receive(inbox(new Authenticated.Unreadable("e1", "no JSON"))))
        .isEqualTo(EventInbox.Receipt.STORED);
    assertThat(jobs("platform.event")).isZero();
  }

  @Test
  void inWhateverOrderAndHoweverOftenTheWordsComeTheEndIsTheSame() {
    var words = new ArrayList<PlatformState>();
    words.add(office.platform.all().getFirst());
    words.add(office.platform.says("n1", State.DECLINED));
    words.add(office.platform.says("n1", State.REMOVED));
    for (int seed = 0; seed < 5; seed++) {
      var shuffled = new ArrayList<PlatformState>(words);
      shuffled.addAll(words);
      Collections.shuffle(shuffled, new Random(seed));
      shuffled.forEach(word -> office.words().hear("p1", word));
      assertThat(office.papers.state(notice)).isEqualTo(NoticeState.SAID_DOWN);
      assertThat(moves(NoticeState.SAID_DOWN)).isEqualTo(1);
      accepted();
      words.clear();
      words.add(office.platform.all().getFirst());
      words.add(office.platform.says("n1", State.DECLINED));
      words.add(office.platform.says("n1", State.REMOVED));
    }
  }

  @Test
  void wordsAboutNoticesThatAreNotOursAreIgnored() {
    var strange =
        new PlatformState(
            new Reference("x99"),
            Optional.empty(),
            State.REMOVED,
            5,
            Instant.EPOCH,
            Optional.empty());
    assertThat(office.words().hear("p1", strange)).isEqualTo(Words.Effect.NOT_OURS);
  }

  @Test
  void aPollHealsALostWebhookPageByPage() {
    var notices = new ArrayList<UUID>();
    for (int i = 2; i <= 130; i++) notices.add(office.papers.queued(i));
    office.run(notices, Duration.ofHours(1));
    for (int i = 1; i <= 130; i++) {
      var _ = office.platform.says("n" + i, State.REMOVED);
    }
    var poller =
        new Poller(
            office.desk(),
            Office.lines(office.platform),
            office.gate(),
            DeliverySettings.quick(),
            office.words());
    var turn = new Poller.Turn("p1", Optional.empty(), Optional.empty(), 0);
    for (int page = 0; page < 3; page++) {
      var again = (JobOutcome.Again) poller.poll(turn, RUN);
      turn = (Poller.Turn) Objects.requireNonNull(again.payload());
    }
    assertThat(turn.cursor()).isEmpty();
    assertThat(notices)
        .allSatisfy(n -> assertThat(office.papers.state(n)).isEqualTo(NoticeState.SAID_DOWN));
  }

  @Test
  void aRetractionIsAskedForUntilItIsConfirmed() {
    office.platform.answersWithdrawal(
        new Withdrawal.Unknown("time-out", Optional.empty()),
        new Withdrawal.Throttled(Optional.of(Duration.ofSeconds(1)), Optional.empty()),
        new Withdrawal.Refused(
            new Rejection(Rejection.Kind.OTHER, "no", "", List.of()), Optional.empty()));
    var order = new RetractionOrder(notice, "{\"why\":\"error\"}", "our error", 0);
    JobOutcome outcome = JobOutcome.again(office.clock.instant(), order);
    int asked = 0;
    while (outcome instanceof JobOutcome.Again(var at, var payload)) {
      office.clock.advanceTo(at);
      order = payload instanceof RetractionOrder next ? next : order;
      outcome = office.withdrawals().step(order, RUN);
      assertThat(asked++).isLessThan(20);
    }
    assertThat(office.papers.state(notice)).isEqualTo(NoticeState.RETRACTED);
    assertThat(office.papers.caseState(notice)).isEqualTo(CaseState.RETRACTED);
    assertThat(office.platform.all().getFirst().state()).isEqualTo(State.WITHDRAWN);
  }

  @Test
  void whatHasNotLeftIsCancelledWithoutAskingAnybody() {
    var waiting = office.papers.queued(2);
    assertThat(office.withdrawals().step(new RetractionOrder(waiting, "{}", "", 0), RUN))
        .isEqualTo(JobOutcome.done());
    assertThat(office.papers.state(waiting)).isEqualTo(NoticeState.CANCELLED);
    assertThat(office.finish(waiting)).isEqualTo(NoticeState.CANCELLED);
    assertThat(office.platform.under(TestPapers.key(waiting))).isEmpty();
  }
}
