package org.antiphon.enforcement.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.Role;
import org.antiphon.enforcement.attestation.Clearance;
import org.antiphon.enforcement.attestation.Fixture;
import org.antiphon.enforcement.attestation.SendGuard;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.enforcement.cases.Pauses;
import org.antiphon.enforcement.delivery.Papers;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.problem.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnsTest {
  private Fixture it;
  private Pauses pauses;
  private Turns turns;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    it = new Fixture(folder);
    pauses = it.pauses;
    turns = new Turns(it.database, it.clock, it.notices, pauses);
  }

  @AfterEach
  void close() {
    it.close();
  }

  @Test
  void theThirdReversalPausesEverythingItCountsFor() {
    var sent = downs(4);
    reverse(sent.get(0));
    reverse(sent.get(1));
    assertThat(pauses.open()).isEmpty();
    reverse(sent.get(2));
    assertThat(pauses.open())
        .extracting(pause -> pause.key().kind())
        .containsExactlyInAnyOrder(Pauses.Kind.values());
    assertThat(turns.paused(sent.get(3))).isPresent();
    assertThat(it.ledgerKinds()).contains("enforcement.paused");
  }

  @Test
  void aReversalCountsOnce() {
    var sent = downs(2);
    for (int i = 0; i < 5; i++) reverse(sent.getFirst());
    var key = Turns.keysOf(sent.getFirst()).getFirst();
    assertThat(turns.count(key)).isEqualTo(new Turns.Counted(1, 2));
    assertThat(pauses.open()).isEmpty();
  }

  @Test
  void aSignedNoticeWaitsWhileItsKeyIsPaused() {
    var waiting = it.queued(it.next());
    downs(3).forEach(this::reverse);
    var guard = new SendGuard(it.clock, it.cases, it.notices, it).askingFirst(turns::paused);
    assertThat(guard.check(waiting.id())).isInstanceOf(Clearance.Later.class);
    var supervisor = person("su@example.org", Role.SUPERVISOR);
    var resuming = new Resuming(it.database, it.accounts, pauses, it.holds, it.notices);
    for (var pause : pauses.open())
      resuming.resume(pause.id(), "the index was repaired", supervisor);
    assertThat(guard.check(waiting.id())).isInstanceOf(Clearance.Go.class);
  }

  @Test
  void onlyASupervisorWhoSignedNothingUnderItResumes() {
    downs(3).forEach(this::reverse);
    var resuming = new Resuming(it.database, it.accounts, pauses, it.holds, it.notices);
    var pause = pauses.open().getFirst();
    var viewer = person("vi@example.org", Role.VIEWER);
    refused("NOT_AUTHORISED", () -> resuming.resume(pause.id(), "why not", viewer));
    var both =
        new Person(
            it.jane.id(),
            it.jane.name(),
            it.jane.title(),
            it.jane.email(),
            Set.of(Role.ATTESTER, Role.SUPERVISOR));
    refused("SEPARATION_OF_DUTIES", () -> resuming.resume(pause.id(), "I know better", both));
    var supervisor = person("su@example.org", Role.SUPERVISOR);
    refused("CAUSE", () -> resuming.resume(pause.id(), " ", supervisor));
    resuming.resume(pause.id(), "the reference was the copy; excluded", supervisor);
    assertThat(pauses.open()).doesNotContain(pause);
  }

  @Test
  void aPersonsPauseHoldsNewCasesAndSigningAndWhatIsSigned() {
    var signed = it.queued(it.next());
    var ready = it.copied(it.next());
    var draft = it.attestation.draft(ready, it.jane.id());
    var key = new Pauses.Key(Pauses.Kind.PLATFORM, signed.target().platform());
    pauses.pause(key, "their form is broken", it.jane.id().value());
    assertThat(turns.paused(signed)).hasValueSatisfying(why -> assertThat(why).contains("broken"));
    refused("PAUSED_BY_PERSON", () -> it.attestation.attest(it.request(draft)));
    var held = it.copied(it.next());
    assertThat(it.cases.get(held).state()).isEqualTo(CaseState.OPEN);
    assertThat(it.cases.get(held).ground().code()).isEqualTo("PAUSED_BY_PERSON");
    var resuming = new Resuming(it.database, it.accounts, pauses, it.holds, it.notices);
    var viewer = person("vp@example.org", Role.VIEWER);
    var reviewer = person("rp@example.org", Role.REVIEWER);
    var pause = pauses.open().getFirst();
    refused("NOT_AUTHORISED", () -> resuming.resume(pause.id(), "mended", viewer));
    assertThat(resuming.resume(pause.id(), "they mended it", reviewer)).isEqualTo(1);
    assertThat(it.cases.get(held).state()).isEqualTo(CaseState.READY);
    assertThat(turns.paused(signed)).isEmpty();
    assertThat(pauses.ended(5).getFirst().cause()).isEqualTo("they mended it");
  }

  @Test
  void aPersonAndReversalsPauseTheSamePlatformApartAndEachIsEndedForItself() {
    var platform = new Pauses.Key(Pauses.Kind.PLATFORM, "p1");
    it.database.inTransaction(() -> pauses.pause(platform, 3, 20));
    pauses.pause(platform, "a holiday", it.jane.id().value());
    pauses.pause(platform, "a longer holiday", it.jane.id().value());
    assertThat(pauses.open()).hasSize(2);
    var held = it.copied(it.next());
    var resuming = new Resuming(it.database, it.accounts, pauses, it.holds, it.notices);
    var reviewer = person("rq@example.org", Role.REVIEWER);
    var byPerson =
        pauses.open().stream().filter(Pauses.Pause::isByPerson).findFirst().orElseThrow();
    assertThat(byPerson.inWords()).contains("a longer holiday");
    assertThat(resuming.resume(byPerson.id(), "back", reviewer)).isZero();
    assertThat(it.cases.get(held).state()).isEqualTo(CaseState.OPEN);
    var byReversals = pauses.open().getFirst();
    refused("NOT_AUTHORISED", () -> resuming.resume(byReversals.id(), "back", reviewer));
    var supervisor = person("sq@example.org", Role.SUPERVISOR);
    assertThat(resuming.resume(byReversals.id(), "mended", supervisor)).isEqualTo(1);
  }

  @Test
  void aPausedMandateHoldsNewCasesThatRestOnItAlone() {
    var mandate = Fixture.work(Fixture.HARBOUR, "Example Records", List.of()).mandates().getFirst();
    pauses.pause(
        new Pauses.Key(Pauses.Kind.MANDATE, mandate.id()), "being checked", it.jane.id().value());
    var held = it.copied(it.next());
    assertThat(it.cases.get(held).ground().code()).isEqualTo("PAUSED_BY_PERSON");
    assertThat(it.cases.get(held).ground().reason()).contains("being checked");
  }

  @ParameterizedTest
  @CsvSource({
    "ACCEPTED, DECLINED, REVERSED",
    "SAID_DOWN, DECLINED, REVERSED",
    "STILL_UP, DECLINED, REVERSED",
    "DECLINED, SAID_DOWN, NOT_AFTER_ALL",
    "DECLINED, SEEN_DOWN_ONCE, NOT_AFTER_ALL",
    "DECLINED, RETRACTING, NEITHER",
    "SENDING, REJECTED, NEITHER",
    "ACCEPTED, SAID_DOWN, NEITHER",
    "VERIFIED_DOWN, RESTORED, NEITHER",
  })
  void aPlatformsNoAfterLookingIsAReversalAndARefusalAtTheDoorIsNone(
      NoticeState from, NoticeState to, Turns.Turn turn) {
    assertThat(Turns.turn(from, to)).isEqualTo(turn);
  }

  @Test
  void threeNoticesThatAPlatformDeclinesPauseItAndOneThatItActsOnAfterAllCountsNoMore() {
    var papers =
        new Papers(it.notices, it.cases, _ -> new Clearance.Go(), _ -> "").telling(turns::moved);
    var key = Turns.keysOf(accepted(papers)).getFirst();
    var regretted = accepted(papers);
    move(papers, regretted, NoticeState.DECLINED);
    assertThat(turns.count(key)).isEqualTo(new Turns.Counted(1, 1));
    move(papers, regretted, NoticeState.SAID_DOWN);
    assertThat(turns.count(key).reversed()).isZero();
    for (int i = 0; i < 2; i++) move(papers, accepted(papers), NoticeState.DECLINED);
    assertThat(pauses.open()).isEmpty();
    move(papers, accepted(papers), NoticeState.DECLINED);
    assertThat(pauses.open())
        .extracting(pause -> pause.key().kind())
        .containsExactlyInAnyOrder(Pauses.Kind.values());
    assertThat(turns.count(key)).isEqualTo(new Turns.Counted(3, 3));
  }

  private void move(Papers papers, Notice notice, NoticeState to) {
    it.database.inTransaction(() -> papers.move(notice.id().value(), to, Map.of()));
  }

  private Notice accepted(Papers papers) {
    var notice = it.queued(it.next());
    move(papers, notice, NoticeState.SENDING);
    move(papers, notice, NoticeState.ACCEPTED);
    return notice;
  }

  private Person person(String email, Role role) {
    return it.database.inTransaction(
        () -> it.accounts.createPerson("A Person", "Somebody", email, Set.of(role)));
  }

  private List<Notice> downs(int count) {
    var sent = new ArrayList<Notice>();
    for (int i = 0; i < count; i++) sent.add(CounterNoticesTest.down(it, it.next()));
    return sent;
  }

  private void reverse(Notice notice) {
    it.database.inTransaction(() -> turns.note(notice.id(), Turns.Kind.APPEAL_UPHELD));
  }

  private static void refused(String code, Runnable deed) {
    assertThatThrownBy(deed::run).satisfies(e -> assertThat(((Problem) e).code()).isEqualTo(code));
  }
}
