package org.antiphon.enforcement.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.antiphon.accounts.Role;
import org.antiphon.blobs.BlobId;
import org.antiphon.catalogue.Authorisation;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.enforcement.cases.IllegalMove;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Refused;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttestationTest {
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

  private void refused(String code, AttestationRequest request) {
    assertThatThrownBy(() -> it.attestation.attest(request))
        .isInstanceOf(Refused.class)
        .satisfies(e -> assertThat(((Problem) e).code()).isEqualTo(code));
  }

  @Test
  void aSignedNoticeIsQueuedWithItsJobItsCaseAndItsEntries() {
    var notice = it.queued(it.next());
    assertThat(notice.state()).isEqualTo(NoticeState.QUEUED);
    assertThat(it.cases.get(notice.about()).state()).isEqualTo(CaseState.ATTESTED);
    assertThat(it.jobs.counts().toString()).contains("notice.attested");
    assertThat(it.ledgerKinds())
        .containsSubsequence(
            "case.opened",
            "case.moved",
            "notice.rendered",
            "attestation.signed",
            "notice.attested",
            "case.moved",
            "notice.moved");
  }

  @Test
  void whatWillBeSentHashesToWhatWasAttestedAndTheSignatureHolds() {
    var notice = it.queued(it.next());
    assertThat(CanonicalJson.sha256(it.notices.document(notice.id())))
        .isEqualTo(notice.documentSha256());
    var row =
        it.database
            .sql()
            .sql("select statement, signature from attestation order by id desc limit 1")
            .query((found, _) -> List.of(found.getBytes("statement"), found.getBytes("signature")))
            .single();
    assertThat(new String(row.getFirst(), StandardCharsets.UTF_8))
        .contains(notice.documentSha256());
    assertThat(it.accounts.publicKey(it.jane.id()).verifies(row.getFirst(), row.getLast()))
        .isTrue();
  }

  @Test
  void theDatabaseKeepsSignedBytesFromChanging() {
    var notice = it.queued(it.next());
    assertThatThrownBy(() ->
            it.database
                .sql()
                .sql(
                    """
                    update notice set document = 'x', document_sha256 = encode(sha256('x'), 'hex')
                    where id = ?
                    """)
                .param(notice.id().value())
                .update())
        .hasMessageContaining(notice.id().toString());
  }

  @Test
  void nobodySignsWithAnOldLoginAnotherNameOrWithoutTheRole() {
    var request = it.request(it.draft(it.copied(it.next())));
    it.now = it.now.plus(Duration.ofMinutes(6));
    refused("LOGIN_NOT_FRESH", request);
    it.now = it.now.minus(Duration.ofMinutes(6));
    refused(
        "NAME_DIFFERS",
        new AttestationRequest(
            request.session(), "J. Roe", request.notices(), Set.of(), request.fairUse()));
    it.database.inTransaction(
        () -> it.accounts.setRoles(it.jane.id(), Set.of(Role.VIEWER), Actor.system()));
    refused("NOT_AUTHORISED", request);
  }

  @Test
  void nobodySignsACaseOfWhichTheyHaveNotHeardBothSounds() {
    var draft = it.draft(it.copied(it.next()));
    it.attestation.heard(draft.about(), it.jane.id(), 20, 4);
    refused("UNHEARD", it.unheard(draft));
    it.attestation.heard(draft.about(), it.jane.id(), 0, 1.5);
    assertThat(it.attestation.attest(it.unheard(draft)).notices()).hasSize(1);
  }

  @Test
  void aDocumentDrawnUpAnewVoidsTheHashThatWasShown() {
    var first = it.draft(it.copied(it.next()));
    var request = it.request(first);
    it.now = it.now.plusSeconds(5);
    it.draft(first.about());
    refused("DOCUMENT_CHANGED", request);
  }

  @Test
  void withoutARecordOfFairUseNothingIsSigned() {
    var request = it.request(it.draft(it.copied(it.next())));
    refused(
        "FAIR_USE_UNRECORDED",
        new AttestationRequest(
            request.session(), "Jane Roe", request.notices(), Set.of(), Optional.empty()));
  }

  @Test
  void aMandateThatDoesNotNameThePersonLetsNobodySign() {
    var other =
        it.database.inTransaction(() ->
            it.accounts.createPerson("Bo Ek", "Clerk", "bo@example.org", Set.of(Role.ATTESTER)));
    var about = it.copied(it.next());
    assertThatThrownBy(() -> it.attestation.draft(about, other.id()))
        .satisfies(e -> assertThat(((Problem) e).code()).isEqualTo("NOT_AUTHORISED"));
  }

  @Test
  void aBatchNeedsEverySampleAndOutlierOpened() {
    var drafts =
        IntStream.range(0, 30)
            .mapToObj(i -> it.draft(it.copied(it.next(), 100 + i, 20 + i)))
            .toArray(Notice[]::new);
    refused("SAMPLES_UNSEEN", it.request(drafts));
    var batch = it.attestation.batch(List.of(drafts).stream().map(Notice::id).toList());
    assertThat(batch.sample()).hasSize(10);
    batch
        .mustBeOpened()
        .forEach(id -> it.attestation.heard(it.notices.get(id).about(), it.jane.id(), 6, 6));
    var twoSamples = Set.copyOf(List.copyOf(batch.sample()).subList(0, 2));
    var request = it.request(drafts);
    refused(
        "BATCH_REJECTED",
        new AttestationRequest(
            request.session(), "Jane Roe", request.notices(), twoSamples, request.fairUse()));
    var oneDropped =
        new AttestationRequest(
            request.session(),
            "Jane Roe",
            request.notices(),
            Set.of(batch.sample().iterator().next()),
            request.fairUse());
    assertThat(it.attestation.attest(oneDropped).notices()).hasSize(29);
  }

  @Test
  void anUndoneSignatureNeedsANewRoundAndANewSignature() {
    var notice = it.queued(it.next());
    it.attestation.undo(notice.id(), it.jane.id());
    assertThat(it.notices.get(notice.id()).state()).isEqualTo(NoticeState.CANCELLED);
    var second = it.draft(notice.about());
    assertThat(second.round()).isEqualTo(2);
    assertThat(second.key()).isNotEqualTo(notice.key());
    it.attestation.attest(it.request(second));
    it.notices.move(second.id(), NoticeState.SENDING, Actor.system(), "test");
    assertThatThrownBy(() -> it.attestation.undo(second.id(), it.jane.id()))
        .isInstanceOf(IllegalMove.class)
        .hasMessageContaining("SENDING")
        .hasMessageContaining("CANCELLED");
  }

  @Test
  void aSignedNoticeWaitsTenSecondsBeforeAnythingLeaves() {
    var notice = it.queued(it.next());
    assertThat(leavesAt(notice)).containsExactly(it.now.plusSeconds(10));
    it.attestation.undo(notice.id(), it.jane.id());
    assertThat(leavesAt(notice)).as("and never, once it is undone").isEmpty();
  }

  private static List<Instant> leavesAt(Notice notice) {
    return it.database
        .sql()
        .sql("select execution_time from job where task_name = ? and task_instance = ?")
        .params(Attestation.ATTESTED.name(), notice.id().toString())
        .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
        .list();
  }

  @Test
  void theGuardLetsGoWhatIsStillTrue() {
    assertThat(it.guard.check(it.queued(it.next()).id())).isEqualTo(new Clearance.Go());
  }

  @Test
  void theGuardStopsWhatChangedAfterItWasSigned() {
    var notice = it.queued(it.next());
    var upload = it.uploads.get(notice.target().upload());
    it.uploads.remove(notice.target().upload());
    overtaken("UPLOAD_GONE", notice);
    it.uploads.put(notice.target().upload(), it.upload(it.next(), "d".repeat(64)));
    overtaken("UPLOAD_CHANGED", notice);
    it.uploads.put(notice.target().upload(), Objects.requireNonNull(upload));
    var row =
        new Authorisation(
            "a1",
            Optional.empty(),
            Authorisation.Who.UPLOADER,
            "Ada Kern",
            "*",
            Optional.empty(),
            Optional.empty(),
            "licensed today");
    it.works.put(Fixture.HARBOUR, Fixture.work(Fixture.HARBOUR, "Example Records", List.of(row)));
    overtaken("AUTHORISED", notice);
    it.works.remove(Fixture.HARBOUR);
    overtaken("MANDATE_ENDED", notice);
  }

  @Test
  void aSignatureOlderThanThreeDaysIsStaleUnlessSendingHadBegun() {
    var notice = it.queued(it.next());
    it.now = it.now.plus(Duration.ofDays(4));
    overtaken("ATTESTATION_STALE", notice);
    it.notices.move(notice.id(), NoticeState.SENDING, Actor.system(), "test");
    it.notices.move(notice.id(), NoticeState.QUEUED, Actor.system(), "test");
    assertThat(it.guard.check(notice.id())).isEqualTo(new Clearance.Go());
  }

  private void overtaken(String code, Notice notice) {
    assertThat(it.guard.check(notice.id()))
        .isInstanceOfSatisfying(
            Clearance.Overtaken.class, answer -> assertThat(answer.code()).isEqualTo(code));
  }

  @Test
  void theEvidenceIsKeptUnderTheHashThatTheNoticeNames() {
    var notice = it.queued(it.next());
    assertThat(it.blobs.holds(new BlobId(notice.evidenceSha256()))).isTrue();
  }
}
