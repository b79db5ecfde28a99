package org.antiphon.enforcement.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.antiphon.connector.Capabilities.Ability;
import org.antiphon.connector.PlatformState;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.enforcement.delivery.ScriptedPlatform.Fault;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.ledger.Actor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SenderTest {
  @TempDir Path folder;
  private static Database database;
  private Office office;

  @BeforeAll
  static void start() {
    database = TestDatabase.fresh();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void open() {
    office = new Office(database, folder, ScriptedPlatform::whole);
  }

  private long requests(String what) {
    return office.platform.requests().stream().filter(r -> r.what().equals(what)).count();
  }

  private List<String> attempts(UUID notice) {
    return new Attempts(office.database)
        .of(notice).stream().map(a -> a.kind() + " " + a.outcome()).toList();
  }

  @Test
  void anAttestedNoticeArrivesOnceWithItsAttemptAndItsReference() {
    var notice = office.papers.queued(1);
    assertThat(office.finish(notice)).isEqualTo(NoticeState.ACCEPTED);
    assertThat(office.platform.under(TestPapers.key(notice))).hasSize(1);
    assertThat(attempts(notice)).containsExactly("SUBMIT Accepted");
    assertThat(office.papers.caseState(notice)).isEqualTo(CaseState.NOTIFIED);
    assertThat(new Sendings(office.database).find(notice).orElseThrow().sending().reference())
        .contains("n1");
    assertThat(office.desk().jobs().counts().types())
        .anySatisfy(type -> assertThat(type.type()).isEqualTo("notice.accepted"));
  }

  @Test
  void anAnswerLostAfterTheCommitIsFoundByLookingAndNotSentAgain() {
    var notice = office.papers.queued(1);
    office.platform.then(Fault.LOST_AFTER_COMMIT);
    assertThat(office.finish(notice)).isEqualTo(NoticeState.ACCEPTED);
    assertThat(requests("submit")).isEqualTo(1);
    assertThat(attempts(notice)).containsExactly("SUBMIT Unknown", "LOOK_UP Present");
  }

  @Test
  void aCommitThatShowsLateIsFoundBySecondLookUpAndNotSentAgain() {
    var notice = office.papers.queued(1);
    office.platform.then(Fault.VISIBLE_LATE);
    assertThat(office.finish(notice)).isEqualTo(NoticeState.ACCEPTED);
    assertThat(requests("submit")).isEqualTo(1);
    assertThat(attempts(notice))
        .containsExactly("SUBMIT Unknown", "LOOK_UP Absent", "LOOK_UP Present");
  }

  @Test
  void whatNeverArrivedIsSentAgainUnderTheSameKeyAfterTwoLookUpsASettleTimeApart() {
    var notice = office.papers.queued(1);
    office.platform.then(Fault.LOST_BEFORE_COMMIT);
    assertThat(office.finish(notice)).isEqualTo(NoticeState.ACCEPTED);
    var finds = office.platform.requests().stream().filter(r -> r.what().equals("find")).toList();
    assertThat(Duration.between(finds.get(0).at(), finds.get(1).at()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    assertThat(office.platform.requests().stream().map(ScriptedPlatform.Request::key).distinct())
        .hasSize(1);
    assertThat(office.platform.under(TestPapers.key(notice))).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {
        "DIES_BEFORE",
        "DIES_AFTER",
        "LOST_AFTER_COMMIT",
        "VISIBLE_LATE",
        "NOT_SENT",
        "LOST_BEFORE_COMMIT",
        "THROTTLED",
        "THROTTLED_SILENTLY"
      })
  void whateverHappensThreeTimesInARowTheEndIsOneNotice(Fault fault) {
    var notice = office.papers.queued(1);
    office.platform.then(fault, fault, fault);
    assertThat(office.finish(notice)).isEqualTo(NoticeState.ACCEPTED);
    assertThat(office.platform.under(TestPapers.key(notice))).hasSize(1);
  }

  @Test
  void aWorkerThatDiedLeavesANoticeThatNobodyTouchesBeforeItsLeaseIsOver() {
    var notice = office.papers.queued(1);
    office.platform.then(Fault.DIES_AFTER);
    try {
      office.step(notice);
    } catch (ScriptedPlatform.Died died) {
      office.restart();
    }
    assertThat(office.papers.state(notice)).isEqualTo(NoticeState.SENDING);
    office.clock.advance(Duration.ofSeconds(1));
    assertThat(office.step(notice))
        .isInstanceOfSatisfying(
            JobOutcome.Again.class,
            again -> assertThat(again.at()).isEqualTo(office.clock.instant().plusSeconds(9)));
    assertThat(office.platform.requests()).hasSize(1);
    office.clock.advance(Duration.ofSeconds(9));
    office.step(notice);
    assertThat(office.papers.state(notice)).isEqualTo(NoticeState.UNKNOWN);
  }

  @Test
  void aRefusalForCauseGoesToAPersonWhoCanBringItBackUnderTheSameKey() {
    var notice = office.papers.queued(1);
    office.platform.then(Fault.INCOMPLETE);
    assertThat(office.finish(notice)).isEqualTo(NoticeState.REJECTED);
    office.delivery().revive(notice, Actor.person("supervisor", "person-1"));
    assertThat(office.finish(notice)).isEqualTo(NoticeState.ACCEPTED);
    assertThat(office.platform.requests().stream().map(ScriptedPlatform.Request::key).distinct())
        .hasSize(1);
  }

  @Test
  void anUploadThatVanishedIsOvertakenAndNotAnError() {
    var vanished = office.papers.queued(1);
    office.platform.then(Fault.GONE);
    assertThat(office.finish(vanished)).isEqualTo(NoticeState.OVERTAKEN);
    var licensed = office.papers.queued(2);
    office.papers.overtake(licensed, "AUTHORISED");
    assertThat(office.finish(licensed)).isEqualTo(NoticeState.OVERTAKEN);
    assertThat(requests("submit")).isEqualTo(1);
    assertThat(office.platform.all()).isEmpty();
    assertThat(office.papers.caseState(licensed)).isEqualTo(CaseState.OVERTAKEN);
  }

  @Test
  void twelveRefusedConnectionsMakeADeadLetterWithAWayBack() {
    var notice = office.papers.queued(1);
    office.platform.faults(() -> Fault.NOT_SENT);
    assertThat(office.finish(notice)).isEqualTo(NoticeState.DEAD);
    assertThat(office.delivery().concerns(10))
        .containsExactly(new Delivery.Concern(notice, "p1", NoticeState.DEAD, "DEAD"));
    assertThat(attempts(notice)).hasSize(12).containsOnly("SUBMIT NotSent");
    office.platform.faults(() -> Fault.NONE);
    office.delivery().revive(notice, Actor.person("supervisor", "person-1"));
    assertThat(office.finish(notice)).isEqualTo(NoticeState.ACCEPTED);
  }

  @Test
  void nobodyAsksWhileTheyWereAskedToWaitNotEvenAfterARestart() {
    var notices = IntStream.rangeClosed(1, 30).mapToObj(office.papers::queued).toList();
    office.platform.then(Fault.NONE, Fault.THROTTLED);
    office.step(notices.get(0));
    office.step(notices.get(1));
    office.restart();
    notices.forEach(office::step);
    assertThat(office.platform.requests()).hasSize(2);
    office.run(notices, Duration.ofHours(1));
    assertThat(office.platform.early()).isEmpty();
    assertThat(office.platform.all()).hasSize(30);
    assertThat(attempts(notices.get(1))).containsExactly("SUBMIT Throttled", "SUBMIT Accepted");
  }

  @Test
  void aRevokedCredentialStopsEverythingAndBurnsNoAttempt() {
    var notices = IntStream.rangeClosed(1, 20).mapToObj(office.papers::queued).toList();
    office.platform.faults(() -> Fault.CREDENTIAL);
    notices.forEach(office::step);
    assertThat(office.platform.requests()).hasSize(1);
    assertThat(office.gate().standings().getFirst().why()).contains("does not know");
    office.platform.faults(() -> Fault.NONE);
    office.gate().mendCredential("p1");
    office.run(notices, Duration.ofHours(1));
    assertThat(office.platform.all()).hasSize(20);
  }

  @Test
  void threeForbiddenInARowAreTheCredentialsFault() {
    var notices = IntStream.rangeClosed(1, 20).mapToObj(office.papers::queued).toList();
    office.platform.faults(() -> Fault.FORBIDDEN);
    notices.forEach(office::step);
    assertThat(office.platform.requests()).hasSize(3);
    assertThat(notices.stream().filter(n -> office.papers.state(n) == NoticeState.QUEUED))
        .hasSize(17);
  }

  @Test
  void aBrokenPlatformIsLeftAloneAndTheParkedNoticesBurnNoAttempt() {
    var notices = IntStream.rangeClosed(1, 40).mapToObj(office.papers::queued).toList();
    office.platform.faults(() -> Fault.NOT_SENT);
    notices.forEach(office::step);
    assertThat(attempts(notices.get(9))).hasSize(1);
    assertThat(attempts(notices.get(10))).isEmpty();
    office.restart();
    assertThat(office.step(notices.get(39))).isInstanceOf(JobOutcome.Again.class);
    assertThat(attempts(notices.get(39))).isEmpty();
    office.platform.faults(() -> Fault.NONE);
    office.run(notices, Duration.ofHours(1));
    assertThat(office.platform.all()).hasSize(40);
  }

  @Test
  void withoutKeyAndLookUpNothingIsEverSentTwiceByAMachine() {
    office = new Office(database, folder, clock -> new ScriptedPlatform(clock, Ability.WITHDRAWAL));
    var notice = office.papers.queued(1);
    office.platform.then(Fault.LOST_AFTER_COMMIT);
    assertThat(office.finish(notice)).isEqualTo(NoticeState.UNKNOWN);
    office.restart();
    assertThat(office.finish(notice)).isEqualTo(NoticeState.UNKNOWN);
    assertThat(office.platform.all()).hasSize(1);
    office
        .delivery()
        .resolve(notice, Delivery.Arrival.ARRIVED, Actor.person("supervisor", "person-1"));
    assertThat(office.finish(notice)).isEqualTo(NoticeState.ACCEPTED);
  }

  @Test
  void withAKeyAloneTheSameKeyIsSentAgain() {
    office =
        new Office(database, folder, clock -> new ScriptedPlatform(clock, Ability.IDEMPOTENCY_KEY));
    var notice = office.papers.queued(1);
    office.platform.then(Fault.LOST_AFTER_COMMIT, Fault.LOST_BEFORE_COMMIT, Fault.DIES_AFTER);
    assertThat(office.finish(notice)).isEqualTo(NoticeState.ACCEPTED);
    assertThat(office.platform.all()).hasSize(1);
  }

  @Test
  void newsThatOvertookTheAnswerLeadToTheSameEnd() {
    var notice = office.papers.queued(1);
    office.platform.then(Fault.LOST_AFTER_COMMIT);
    office.step(notice);
    assertThat(office.papers.state(notice)).isEqualTo(NoticeState.UNKNOWN);
    var removed = office.platform.says("n1", PlatformState.State.REMOVED);
    assertThat(office.words().hear("p1", removed)).isEqualTo(Words.Effect.NEWS);
    assertThat(office.papers.state(notice)).isEqualTo(NoticeState.SAID_DOWN);
    assertThat(office.finish(notice)).isEqualTo(NoticeState.SAID_DOWN);
  }

  @Test
  void thoseWhoAreSentAwayComeBackOneByOneAtThePlatformsPace() {
    var notices = IntStream.rangeClosed(1, 40).mapToObj(office.papers::queued).toList();
    office.gate().pace("p1", 10);
    office.platform.then(Fault.THROTTLED);
    office.step(notices.getFirst());
    var turns =
        notices.stream()
            .skip(1)
            .map(notice -> ((JobOutcome.Again) office.step(notice)).at())
            .toList();
    assertThat(turns).doesNotHaveDuplicates();
    assertThat(Duration.between(turns.getFirst(), turns.getLast()))
        .isEqualTo(Duration.ofMillis(3_800));
  }
}
