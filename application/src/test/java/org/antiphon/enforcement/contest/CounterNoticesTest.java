package org.antiphon.enforcement.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.Role;
import org.antiphon.enforcement.attestation.Fixture;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.enforcement.cases.Pauses;
import org.antiphon.enforcement.contest.CounterNotices.Forwarded;
import org.antiphon.enforcement.contest.CounterNotices.State;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.enforcement.notices.Notices;
import org.antiphon.ledger.Actor;
import org.antiphon.problem.Problem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CounterNoticesTest {
  private static Fixture it;
  private static Pauses pauses;
  private static CounterNotices counters;
  private static Person counsel;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    it = new Fixture(folder);
    pauses = new Pauses(it.database, it.ledger, it.clock);
    var turns = new Turns(it.database, it.clock, it.notices, pauses);
    counters = new CounterNotices(it.database, it.ledger, it.clock, it.cases, it.notices, turns);
    counsel =
        it.database.inTransaction(() ->
            it.accounts.createPerson("Co Unsel", "Counsel", "co@example.org", Set.of(Role.LEGAL)));
  }

  /// Each counter-notice counts as a reversal; three pause the mandate that all tests share.
  @BeforeEach
  void withNothingPaused() {
    for (var pause : pauses.open())
      it.database.inTransaction(
          () -> pauses.resume(pause.id(), counsel.id().value(), "each test begins alike"));
  }

  @AfterAll
  static void close() {
    it.close();
  }

  @Test
  void aCounterNoticeStartsItsClockAndContestsTheCase() {
    var notice = down(it.next());
    var counter = received(notice);
    assertThat(counter.window().from())
        .isEqualTo(BusinessDays.after(LocalDate.of(2026, 11, 22), 10));
    assertThat(it.cases.get(notice.about()).state()).isEqualTo(CaseState.CONTESTED);
    assertThat(counters.open()).contains(counter);
    assertThat(it.ledgerKinds()).contains("counter-notice.received", "clock.started");
    var entries = it.ledger.about(Notices.subject(notice.id())).toString();
    assertThat(entries).doesNotContain("Mill Road");
  }

  @Test
  void aStandingOneBarsEveryNewNoticeAtTheSameSoundAndUploader() {
    var external = it.next();
    var notice = down(external);
    counters.decide(received(notice).id(), State.STANDS, "complete", counsel);
    it.cases.move(notice.about(), CaseState.RESTORED, Actor.system(), "NOTICE_RESTORED");
    var again =
        it.opening.open(
            it.assessed(it.upload("again-" + external, Fixture.soundOf(external)), 150, 30));
    var about = it.cases.get(again.getFirst());
    assertThat(about.state()).isEqualTo(CaseState.REFUSED);
    assertThat(about.ground().code()).isEqualTo("COUNTER_NOTICE_STANDS");
  }

  @Test
  void anInvalidOneIsDecidedByAPersonAndBarsNothing() {
    var notice = down(it.next());
    var counter = received(notice);
    var decided = counters.decide(counter.id(), State.INVALID, "no signature", counsel);
    assertThat(decided.state()).isEqualTo(State.INVALID);
    assertThat(it.cases.get(notice.about()).state()).isEqualTo(CaseState.DOWN);
    refused("DECIDED", () -> counters.decide(counter.id(), State.STANDS, "after all", counsel));
  }

  @Test
  void aSuitStopsTheClock() {
    var notice = down(it.next());
    var counter = received(notice);
    counters.decide(counter.id(), State.SUIT, "26 cv 1 (S.D.N.Y.)", counsel);
    assertThat(it.cases.get(notice.about()).state()).isEqualTo(CaseState.DOWN);
    assertThat(counters.open()).doesNotContain(counter);
  }

  @Test
  void onlyTheLegalRoleReadsAndDecides() {
    var counter = received(down(it.next()));
    assertThat(counters.text(counter.id(), counsel)).contains(ElementsTest.WHOLE);
    refused("NOT_AUTHORISED", () -> counters.text(counter.id(), it.jane));
    refused("NOT_AUTHORISED", () -> counters.decide(counter.id(), State.STANDS, "yes", it.jane));
  }

  @Test
  void anErasedTextIsGoneAndItsDatesStay() {
    var counter = received(down(it.next()));
    assertThat(counters.erase(counter.id(), "request of the person")).isTrue();
    assertThat(counters.text(counter.id(), counsel)).isEmpty();
    assertThat(counters.of(counter.notice())).singleElement().isEqualTo(counter);
  }

  @Test
  void nobodyAnswersWhatWasNeverSent() {
    var queued = it.queued(it.next());
    refused("NOT_SENT", () -> counters.receive(queued.id(), forwarded(), Optional.of(counsel)));
    var future = new Forwarded(it.now.plus(Duration.ofDays(1)), Optional.empty(), "text");
    refused("RECEIVED", () -> counters.receive(queued.id(), future, Optional.of(counsel)));
  }

  private static CounterNotices.CounterNotice received(Notice notice) {
    return counters.receive(notice.id(), forwarded(), Optional.of(counsel));
  }

  private static Forwarded forwarded() {
    return new Forwarded(it.now, Optional.empty(), ElementsTest.WHOLE);
  }

  /// A notice that was sent and did its work.
  static Notice down(Fixture it, String external) {
    var notice = it.queued(external);
    var system = Actor.system();
    it.notices.move(notice.id(), NoticeState.SENDING, system, "test");
    it.notices.reference(notice.id(), "ref-" + external);
    for (var state :
        new NoticeState[] {
          NoticeState.ACCEPTED, NoticeState.SEEN_DOWN_ONCE, NoticeState.VERIFIED_DOWN
        }) it.notices.move(notice.id(), state, system, "test");
    it.cases.move(notice.about(), CaseState.NOTIFIED, system, "test");
    it.cases.move(notice.about(), CaseState.DOWN, system, "test");
    return it.notices.get(notice.id());
  }

  private static Notice down(String external) {
    return down(it, external);
  }

  private static void refused(String code, Runnable deed) {
    assertThatThrownBy(deed::run).satisfies(e -> assertThat(((Problem) e).code()).isEqualTo(code));
  }
}
