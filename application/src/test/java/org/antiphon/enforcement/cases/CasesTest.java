package org.antiphon.enforcement.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.antiphon.enforcement.attestation.Fixture;
import org.antiphon.ledger.Actor;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Refused;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CasesTest {
  private static final UUID ANN = new UUID(1, 1);
  private static final UUID BO = new UUID(2, 2);
  private static Fixture it;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    it = new Fixture(folder);
  }

  @AfterAll
  static void close() {
    it.close();
  }

  @BeforeEach
  void reset() {
    it.reset();
  }

  private static void refused(String code, Runnable attempt) {
    assertThatThrownBy(attempt::run)
        .isInstanceOf(Refused.class)
        .satisfies(e -> assertThat(((Problem) e).code()).isEqualTo(code));
  }

  /// 20 s of 240 s: the rules ask a person.
  private static CaseId waiting() {
    return it.copied(it.next(), 20, 30);
  }

  @Test
  void anAssessmentIsRoutedOnceHoweverOftenItsJobRuns() {
    var assessment = it.assessed(it.upload(it.next(), "c".repeat(64)), 150, 30);
    assertThat(it.opening.open(assessment)).hasSize(1);
    assertThat(it.opening.open(assessment)).isEmpty();
  }

  @Test
  void aCaseKnowsItsGroundItsTargetAndItsStretches() {
    var id = it.copied(it.next());
    var found = it.cases.get(id);
    assertThat(found.state()).isEqualTo(CaseState.READY);
    assertThat(found.ground().regime()).isEqualTo("US_512");
    assertThat(found.ground().owner()).isEqualTo("Example Records");
    assertThat(it.cases.segments(id))
        .singleElement()
        .satisfies(segment -> assertThat(segment.upload().from()).isEqualTo(12));
  }

  @Test
  void aNewerAssessmentClosesTheCaseThatNobodySigned() {
    var upload = it.upload(it.next(), "c".repeat(64));
    var first = it.opening.open(it.assessed(upload, 150, 30)).getFirst();
    it.now = it.now.plusSeconds(1);
    var second = it.opening.open(it.assessed(upload, 140, 31)).getFirst();
    assertThat(it.cases.get(first).endedBecause()).contains("SUPERSEDED");
    assertThat(it.cases.get(second).state()).isEqualTo(CaseState.READY);
  }

  @Test
  void aSignedCaseBarsASecondNoticeAgainstTheSameUpload() {
    var notice = it.queued(it.next());
    var upload = it.uploads.get(notice.target().upload());
    var again = it.opening.open(it.assessed(Objects.requireNonNull(upload), 150, 30));
    assertThat(it.cases.get(again.getFirst()).ground().code()).isEqualTo("ALREADY_NOTICED");
    assertThat(it.cases.get(again.getFirst()).state()).isEqualTo(CaseState.REFUSED);
  }

  @Test
  void anApprovedCaseIsReadyUnderALaw() {
    var id = waiting();
    assertThat(it.cases.get(id).ground().code()).isEqualTo("FAIR_USE_REVIEW");
    it.review.decide(id, Decision.Kind.APPROVE, "", ANN);
    assertThat(it.cases.get(id).state()).isEqualTo(CaseState.READY);
    assertThat(it.cases.get(id).ground().regime()).isEqualTo("US_512");
  }

  @Test
  void nobodyApprovesWhatHasNoMandateToday() {
    var id = waiting();
    it.works.remove(Fixture.HARBOUR);
    refused("NO_MANDATE", () -> it.review.decide(id, Decision.Kind.APPROVE, "", ANN));
    assertThat(it.cases.get(id).state()).isEqualTo(CaseState.IN_REVIEW);
    assertThat(it.review.decisions(id)).isEmpty();
  }

  @Test
  void twoPeopleNeverDecideOneCaseAtOnce() {
    var id = waiting();
    it.review.hold(id, ANN);
    refused("CASE_HELD", () -> it.review.decide(id, Decision.Kind.REFUSE, "a parody", BO));
    it.now = it.now.plus(Duration.ofMinutes(16));
    it.review.decide(id, Decision.Kind.REFUSE, "a parody", BO);
    assertThat(it.cases.get(id).state()).isEqualTo(CaseState.REFUSED);
    assertThat(it.cases.get(id).held()).isEmpty();
  }

  @Test
  void aDecisionCanBeTakenBackUntilItIsSigned() {
    var id = waiting();
    it.review.decide(id, Decision.Kind.REFUSE, "a parody", ANN);
    it.review.undo(id, ANN);
    assertThat(it.cases.get(id).state()).isEqualTo(CaseState.IN_REVIEW);
    it.review.decide(id, Decision.Kind.APPROVE, "", ANN);
    it.attestation.attest(it.request(it.draft(id)));
    refused("NOTHING_TO_UNDO", () -> it.review.undo(id, ANN));
  }

  @Test
  void theSameSoundUnderAnotherIdIsANewCaseThatNamesTheOldOne() {
    var first = it.queued(it.next()).about();
    it.cases.move(first, CaseState.NOTIFIED, Actor.system(), "test");
    var upload = it.upload(it.next(), it.cases.get(first).target().audioSha256());
    var again = it.opening.open(it.assessed(upload, 150, 30)).getFirst();
    assertThat(it.cases.get(again).linkedTo()).contains(first);
    assertThat(it.cases.get(again).state()).isEqualTo(CaseState.READY);
    it.cases.move(first, CaseState.RETRACTED, Actor.system(), "ERROR");
    var third = it.upload(it.next(), it.cases.get(first).target().audioSha256());
    var barred = it.opening.open(it.assessed(third, 150, 30)).getFirst();
    assertThat(it.cases.get(barred).ground().code()).isEqualTo("RETRACTED_BEFORE");
  }

  @Test
  void notesAndFairUseAreKept() {
    var id = waiting();
    it.review.note(id, "Their manager called.", ANN);
    it.review.consider(id, Fixture.considered(), ANN);
    assertThat(it.review.notes(id))
        .singleElement()
        .satisfies(note -> assertThat(note.text()).contains("manager"));
    assertThat(it.review.considered(id)).contains(Fixture.considered());
  }

  @Test
  void pagesFollowEachOtherWithoutHolesOrRepeats() {
    for (int i = 0; i < 5; i++) waiting();
    var seen = new ArrayList<CaseId>();
    Optional<CaseId> after = Optional.empty();
    List<Case> page;
    do {
      page = it.cases.page(CaseFilter.in(CaseState.IN_REVIEW), after, 2);
      page.forEach(found -> seen.add(found.id()));
      after = page.isEmpty() ? Optional.empty() : Optional.of(page.getLast().id());
    } while (!page.isEmpty());
    assertThat(seen).doesNotHaveDuplicates();
    assertThat((long) seen.size()).isEqualTo(it.cases.counts().get(CaseState.IN_REVIEW));
  }

  @Test
  void noSequenceOfEventsLeavesTheTableAndEveryMoveIsInTheLedger() {
    long seed = 7;
    var random = new Random(seed);
    var states = CaseState.values();
    for (int walk = 0; walk < 8; walk++) {
      var id = it.copied(it.next());
      for (int step = 0; step < 15; step++) {
        var from = it.cases.get(id).state();
        var to = states[random.nextInt(states.length)];
        int entries = it.ledger.about(Cases.subject(id)).size();
        boolean moved = tryMove(id, to);
        assertThat(moved)
            .as("seed %d: %s to %s", seed, from, to)
            .isEqualTo(CaseMoves.allows(from, to));
        assertThat(it.cases.get(id).state()).isEqualTo(moved ? to : from);
        assertThat(it.ledger.about(Cases.subject(id))).hasSize(entries + (moved ? 1 : 0));
      }
    }
  }

  private static boolean tryMove(CaseId id, CaseState to) {
    try {
      it.cases.move(id, to, Actor.system(), "TEST");
      return true;
    } catch (IllegalMove _) {
      return false;
    }
  }
}
