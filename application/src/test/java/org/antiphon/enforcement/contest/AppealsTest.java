package org.antiphon.enforcement.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.Role;
import org.antiphon.enforcement.attestation.Attestation;
import org.antiphon.enforcement.attestation.Fixture;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.enforcement.cases.Pauses;
import org.antiphon.enforcement.contest.Appeal.Decision;
import org.antiphon.enforcement.contest.Appeal.Ground;
import org.antiphon.enforcement.delivery.Delivery;
import org.antiphon.enforcement.notices.NoticeId;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.enforcement.notices.Notices;
import org.antiphon.enforcement.verification.CalendarScale;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.EntryKind;
import org.antiphon.problem.Problem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppealsTest {
  private static Fixture it;
  private static Appeals appeals;
  private static Retractions retractions;
  private static Person reviewer;

  @TempDir private static Path elsewhere;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    it = new Fixture(folder);
    var turns =
        new Turns(it.database, it.clock, it.notices, new Pauses(it.database, it.ledger, it.clock));
    retractions = new Retractions(it.database, it.ledger, it.clock, it.jobs, it.notices, turns);
    appeals =
        new Appeals(
            it.database,
            it.ledger,
            it.clock,
            it.cases,
            it.notices,
            new Appeals.Means(it.jobs, it.accounts, retractions, turns, CalendarScale.real()));
    reviewer =
        it.database.inTransaction(() ->
            it.accounts.createPerson(
                "Ap Peal", "Reviewer", "ap@example.org", Set.of(Role.APPEAL_REVIEWER)));
  }

  @AfterAll
  static void close() {
    it.close();
  }

  @Test
  void anObjectionIsKeptWordForWordAndEnteredWithoutItsWords() {
    var notice = it.queued(it.next());
    appeals.receive(notice.key(), Ground.LICENSED, "I wrote and recorded this.", "me@example.org");
    assertThat(appeals.ofCase(notice.about()))
        .singleElement()
        .satisfies(appeal -> {
          assertThat(appeal.words()).isEqualTo("I wrote and recorded this.");
          assertThat(appeal.ground()).isEqualTo(Ground.LICENSED);
        });
    var entry = it.ledger.about(Notices.subject(notice.id())).getLast().json().toString();
    assertThat(entry).contains("appeal.received").doesNotContain("I wrote").doesNotContain("@");
  }

  @Test
  void anAddressThatNoSentNoticeNamesIsUnknown() {
    refused("NOT_FOUND", () -> appeals.receive("nothing", Ground.OTHER, "wrong", ""));
    var notice = it.queued(it.next());
    it.notices.move(notice.id(), NoticeState.CANCELLED, Actor.system(), "test");
    refused("NOT_FOUND", () -> appeals.receive(notice.key(), Ground.OTHER, "wrong", ""));
  }

  @Test
  void anAnswerIsDueAtTheEndOfTheFifthBusinessDay() {
    var notice = it.queued(it.next());
    var appeal = appeals.receive(notice.key(), Ground.OTHER, "wrong", ""); // Sunday 22 November
    assertThat(appeal.dueAt()).isEqualTo(Instant.parse("2026-11-30T23:59:59.999Z"));
    assertThat(appeal.receipt()).matches("A-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}");
  }

  @Test
  void anUpheldObjectionOrdersTheRetractionAtEveryRecipient() {
    var notice = CounterNoticesTest.down(it, it.next());
    var appeal = appeals.receive(notice.key(), Ground.MINE, "I made it", "");
    var answered = appeals.decide(appeal.id(), Decision.UPHELD, "you are right", reviewer);
    assertThat(answered.answer().orElseThrow().decision()).isEqualTo(Decision.UPHELD);
    assertThat(retractions.receipts(notice.id()))
        .containsExactly(new Retractions.Receipt("p1", Optional.empty()));
    it.notices.move(notice.id(), NoticeState.RETRACTING, Actor.system(), "test");
    it.notices.move(
        notice.id(), NoticeState.RETRACTED, Actor.system(), EntryKind.NOTICE_WITHDRAWN, Map.of());
    it.cases.move(notice.about(), CaseState.RETRACTED, Actor.system(), "NOTICE_RETRACTED");
    assertThat(retractions.receipts(notice.id()).getFirst().confirmed()).isPresent();
    assertThat(it.cases.get(notice.about()).endedBecause()).contains("APPEAL_UPHELD");
  }

  @Test
  void everyFurtherRecipientIsToldAndHasAReceiptOfItsOwn() {
    var notice = CounterNoticesTest.down(it, it.next());
    var told = new ArrayList<NoticeId>();
    var more =
        retractions.telling(
            List.of(
                new Retractions.Recipient() {
                  @Override
                  public void tell(NoticeId id, Retractions.Cause cause, Actor actor) {
                    told.add(id);
                  }

                  @Override
                  public List<Retractions.Receipt> receipts(NoticeId id) {
                    return List.of(new Retractions.Receipt("partner", Optional.of(it.now)));
                  }
                }));
    more.retract(notice.id(), Retractions.Cause.LICENSED, "a licence", it.jane);
    assertThat(told).containsExactly(notice.id());
    assertThat(more.receipts(notice.id()))
        .extracting(Retractions.Receipt::recipient)
        .containsExactly("p1", "partner");
  }

  @Test
  void whoeverSignedANoticeDoesNotJudgeIt() {
    var notice = CounterNoticesTest.down(it, it.next());
    var appeal = appeals.receive(notice.key(), Ground.OTHER, "wrong", "");
    var signer =
        new Person(
            it.jane.id(),
            it.jane.name(),
            it.jane.title(),
            it.jane.email(),
            Set.of(Role.ATTESTER, Role.APPEAL_REVIEWER));
    refused(
        "SEPARATION_OF_DUTIES", () -> appeals.decide(appeal.id(), Decision.REJECTED, "no", signer));
    refused("NOT_AUTHORISED", () -> appeals.decide(appeal.id(), Decision.REJECTED, "no", it.jane));
    appeals.decide(appeal.id(), Decision.REJECTED, "it is our recording", reviewer);
    refused("DECIDED", () -> appeals.decide(appeal.id(), Decision.UPHELD, "after all", reviewer));
  }

  @Test
  void anObjectionThatNobodyAnswersTakesTheNoticeBack() throws IOException {
    try (var late = new Fixture(elsewhere)) {
      late.now = Instant.parse("2026-11-22T10:00:00Z");
      var turns =
          new Turns(
              late.database,
              late.clock,
              late.notices,
              new Pauses(late.database, late.ledger, late.clock));
      var takes =
          new Retractions(late.database, late.ledger, late.clock, late.jobs, late.notices, turns);
      var taken =
          new Appeals(
              late.database,
              late.ledger,
              late.clock,
              late.cases,
              late.notices,
              new Appeals.Means(late.jobs, late.accounts, takes, turns, CalendarScale.real()));
      taken.register();
      late.jobs.register(Delivery.WITHDRAW, (_, _) -> JobOutcome.done());
      late.jobs.register(Attestation.ATTESTED, (_, _) -> JobOutcome.done());
      var notice = CounterNoticesTest.down(late, late.next());
      taken.receive(notice.key(), Ground.OTHER, "wrong", "");
      late.now = Instant.parse("2026-12-01T00:00:01Z");
      late.jobs.start();
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> taken.of(notice.id()).getFirst().answer().isPresent());
      assertThat(taken.of(notice.id()).getFirst().answer().orElseThrow().decision())
          .isEqualTo(Decision.OVERDUE);
      assertThat(takes.receipts(notice.id())).hasSize(1);
    }
  }

  @Test
  void anErasedObjectionKeepsItsAnswerAndItsProofs() {
    var notice = it.queued(it.next());
    var appeal = appeals.receive(notice.key(), Ground.LICENSED, "My name is Ada.", "ada@x.org");
    appeals.erase(appeal.id(), "request");
    assertThat(appeals.of(notice.id()).getFirst().words()).isEmpty();
    var entry = it.ledger.about(Notices.subject(notice.id())).getLast();
    assertThat(it.ledger.personal(entry.id())).isEmpty();
    assertThat(it.ledger.entry(entry.id())).isPresent();
  }

  @Test
  void nothingSaidIsNoObjection() {
    var notice = it.queued(it.next());
    refused("WORDS", () -> appeals.receive(notice.key(), Ground.OTHER, "  ", ""));
    refused("WORDS", () -> appeals.receive(notice.key(), Ground.OTHER, "x".repeat(5_001), ""));
  }

  @Test
  void theSixthObjectionToANoticeIsRefused() {
    var notice = it.queued(it.next());
    for (int i = 0; i < 5; i++) appeals.receive(notice.key(), Ground.NOT_IN_IT, "no " + i, "");
    refused("ENOUGH", () -> appeals.receive(notice.key(), Ground.NOT_IN_IT, "no", ""));
  }

  private static void refused(String code, Runnable deed) {
    assertThatThrownBy(deed::run).satisfies(e -> assertThat(((Problem) e).code()).isEqualTo(code));
  }
}
