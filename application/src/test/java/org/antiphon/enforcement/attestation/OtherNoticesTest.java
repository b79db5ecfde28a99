package org.antiphon.enforcement.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.Role;
import org.antiphon.catalogue.Mandate;
import org.antiphon.catalogue.RegisteredMark;
import org.antiphon.catalogue.RosterArtist;
import org.antiphon.catalogue.SongRight;
import org.antiphon.database.UuidV7;
import org.antiphon.enforcement.basis.Basis;
import org.antiphon.enforcement.basis.Facts;
import org.antiphon.enforcement.cases.Case;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.enforcement.cases.Decision;
import org.antiphon.enforcement.cases.Finding;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.enforcement.notices.TextForm;
import org.antiphon.examination.Assessment;
import org.antiphon.examination.AssessmentId;
import org.antiphon.examination.Conclusion;
import org.antiphon.examination.Signs;
import org.antiphon.intake.Upload;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.problem.Problem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Songs, voices, pictures and marks: what persons and examiners find, what the rules R10, R11, R13
/// to R15 make of it, and the notice that follows.
class OtherNoticesTest {
  private static final String ADA = "Ada Kern";

  @TempDir Path folder;
  private Fixture it;
  private Person rolf;

  @BeforeEach
  void open() throws IOException {
    it = new Fixture(folder);
    rolf =
        it.database.inTransaction(() ->
            it.accounts.createPerson(
                "Rolf Ahn", "Reviewer", "rolf@example.org", Set.of(Role.REVIEWER)));
    var work = it.work(Fixture.HARBOUR).orElseThrow();
    it.works.put(
        Fixture.HARBOUR,
        new Facts.Work(
            work.recording(),
            List.of(
                mandate(Mandate.Kind.COMPOSITION, "Example Songs"),
                mandate(Mandate.Kind.ARTWORK, "Example Pictures")),
            List.of(),
            List.of(),
            List.of()));
  }

  @AfterEach
  void close() {
    it.close();
  }

  @Test
  void aSongThatAPersonRecognisedBecomesANoticeBehindWhichTwoStand() {
    var about = song(examined());
    assertThat(about.ground().basis()).isEqualTo(Basis.COPIED_COMPOSITION);
    assertThat(about.ground().owner()).isEqualTo("Example Songs");
    assertThat(about.ground().regime()).isEqualTo("US_512");
    assertThat(about.state()).isEqualTo(CaseState.READY);
    assertThat(codeOf(() -> it.attestation.attest(it.request(it.draft(about.id())))))
        .isEqualTo("SECOND_PERSON");

    var draft = signed(about.id());
    var document = document(draft);
    assertThat(NoticeSchema.faults(document)).isEmpty();
    assertThat(document.at("/target/segments")).isEmpty();
    assertThat(document.at("/works/0/owner").asString()).isEqualTo("Example Songs");
    assertThat(document.at("/detection/automated").asBoolean()).isFalse();
    assertThat(text(draft))
        .contains("The song that is performed in", "found by a person", "Under penalty of perjury");
    assertThat(it.notices.get(draft.id()).state()).isEqualTo(NoticeState.QUEUED);
    assertThat(it.guard.check(draft.id())).isInstanceOf(Clearance.Go.class);
  }

  @Test
  void aSongThatIsTakenBackAfterSigningIsNotSent() {
    var about = song(examined());
    var draft = signed(about.id());
    it.opening.withdraw(finding(about).id(), "another song", rolf.id().value());
    assertThat(it.guard.check(draft.id()))
        .isInstanceOfSatisfying(
            Clearance.Overtaken.class, no -> assertThat(no.code()).isEqualTo("SUPERSEDED"));
  }

  @Test
  void aSongThatIsTakenBackBeforeSigningClosesItsCaseAndMayBeFoundAgain() {
    var about = song(examined());
    assertThat(codeOf(() -> song(about.target().upload()))).isEqualTo("ALREADY_FOUND");
    it.opening.withdraw(finding(about).id(), "another song", rolf.id().value());
    assertThat(it.cases.get(about.id()).endedBecause()).contains("FINDING_WITHDRAWN");
    assertThat(it.findings.standing(about.target().upload())).isEmpty();
    assertThat(song(about.target().upload()).state()).isEqualTo(CaseState.READY);
    assertThat(it.ledgerKinds()).contains("finding.stated", "finding.withdrawn");
  }

  @Test
  void aNewExaminationKeepsWhatThePersonFound() {
    var about = song(examined());
    it.now = it.now.plusSeconds(5);
    var again = it.opening.open(assessed(about.target().upload(), Signs.NONE));
    assertThat(it.cases.get(about.id()).endedBecause()).contains("SUPERSEDED");
    assertThat(it.cases.get(again.getFirst()).ground().basis()).isEqualTo(Basis.COPIED_COMPOSITION);
  }

  @Test
  void whereThePlatformHasALicenceForSongsACoverIsNoGround() {
    it.licensedSongs = true;
    var about = song(examined());
    assertThat(about.state()).isEqualTo(CaseState.REFUSED);
    assertThat(about.ground().code()).isEqualTo("LICENSED_BY_PLATFORM");
  }

  @Test
  void halfASongAsksForTheCoOwnersConsent() {
    it.songs.put(Fixture.HARBOUR, new SongRight(new BigDecimal("50"), false));
    var asked = song(examined());
    assertThat(asked.state()).isEqualTo(CaseState.IN_REVIEW);
    assertThat(asked.ground().code()).isEqualTo("SHARED_RIGHT");
    it.songs.put(Fixture.HARBOUR, new SongRight(new BigDecimal("50"), true));
    assertThat(song(examined()).state()).isEqualTo(CaseState.READY);
  }

  @Test
  void withoutAMandateForSongsNothingFollows() {
    it.works.put(Fixture.HARBOUR, Fixture.work(Fixture.HARBOUR, "Example Records", List.of()));
    assertThat(song(examined()).ground().code()).isEqualTo("NO_MANDATE");
  }

  @Test
  void whatIsNotKnownOrNotExaminedOrNotExplainedIsRefused() {
    var upload = it.upload(examined()).orElseThrow();
    assertThat(codeOf(() -> state(upload, Finding.Kind.SONG, "no-such"))).isEqualTo("UNKNOWN");
    assertThat(codeOf(() -> state(upload, Finding.Kind.VOICE, "Nobody"))).isEqualTo("UNKNOWN");
    var fresh = it.upload(it.next(), Fixture.soundOf("fresh"));
    assertThat(codeOf(() -> state(fresh, Finding.Kind.SONG, "harbour"))).isEqualTo("NOT_EXAMINED");
    assertThat(
            codeOf(() ->
                it.opening.found(upload, Finding.Kind.SONG, "harbour", " ", rolf.id().value())))
        .isEqualTo("REQUIRED");
  }

  @Test
  void aVoiceAlikeAloneIsNoGroundAndWithoutConsentNoFact() {
    it.artists.put(ADA, artist(rights(false)));
    var first = it.upload(examined()).orElseThrow();
    assertThat(state(first, Finding.Kind.VOICE, ADA)).isEmpty();
    assertThat(traceOf(first)).contains("NO_ENROLMENT_CONSENT");

    it.artists.put(ADA, artist(rights(true)));
    var second = it.upload(examined()).orElseThrow();
    var refused = it.cases.get(state(second, Finding.Kind.VOICE, ADA).getFirst());
    assertThat(refused.ground().basis()).isEqualTo(Basis.LIKENESS);
    assertThat(refused.ground().code()).isEqualTo("VOICE_ALONE");
    assertThat(refused.state()).isEqualTo(CaseState.REFUSED);
    assertThat(traceOf(second)).contains("LIKENESS_IS_NOT_COPYRIGHT");
  }

  @Test
  void aVoiceBesideAClaimOfTheNameIsForTwoPeople() {
    it.artists.put(ADA, artist(rights(true)));
    var upload = it.upload(it.next(), Fixture.soundOf("both"));
    it.opening.open(it.claiming(upload, ADA));
    var about = it.cases.get(state(upload, Finding.Kind.VOICE, ADA).getFirst());
    assertThat(about.state()).isEqualTo(CaseState.IN_REVIEW);
    assertThat(about.ground().code()).isEqualTo("LIKENESS_NEEDS_TWO");
    // no law of likeness is taken by this platform: a person who approves is told so
    assertThat(codeOf(() -> approve(about.id()))).isEqualTo("NO_REGIME");
  }

  @Test
  void aPictureAlikeBecomesANoticeAboutThePictureAlone() {
    var about = it.cases.get(it.opening.open(pictured(upload())).getFirst());
    assertThat(about.ground().code()).isEqualTo("ARTWORK_ONLY");
    approve(about.id());
    it.attestation.heard(about.id(), it.jane.id(), 6, 0);
    var draft = it.draft(about.id());
    it.attestation.attest(it.unheard(draft));
    assertThat(NoticeSchema.faults(document(draft))).isEmpty();
    assertThat(document(draft).at("/works/0/owner").asString()).isEqualTo("Example Pictures");
    assertThat(text(draft))
        .contains("The cover picture of", "The sound of the upload is no part of this notice.");
    assertThat(it.guard.check(draft.id())).isInstanceOf(Clearance.Go.class);

    it.now = it.now.plusSeconds(5);
    it.opening.open(assessed(about.target().upload(), Signs.NONE));
    assertThat(it.guard.check(draft.id()))
        .isInstanceOfSatisfying(
            Clearance.Overtaken.class, no -> assertThat(no.code()).isEqualTo("SUPERSEDED"));
  }

  @Test
  void aMarkOfOriginBecomesANoticeUnderThePlatformsPolicyOnMarks() {
    it.artists.put(ADA, artist(marks("ADA KERN@US:97123456:9+41:2031-04-02")));
    var about = marked("IMPERSONATION");
    assertThat(about.ground().code()).isEqualTo("MARK_UNSEEN");
    approve(about.id());
    it.attestation.heard(about.id(), it.jane.id(), 6, 0);
    var draft = it.draft(about.id());
    it.attestation.attest(it.unheard(draft));
    assertThat(NoticeSchema.faults(document(draft))).isEmpty();
    assertThat(document(draft).at("/mark/number").asString()).isEqualTo("97123456");
    assertThat(text(draft))
        .contains("THE MARK", "your policy on trade marks", "a badge of origin")
        .doesNotContain("perjury");
    assertThat(it.guard.check(draft.id())).isInstanceOf(Clearance.Go.class);
  }

  @Test
  void aMarkThatLapsedIsElsewhereOrOfOtherGoodsIsNoGround() {
    for (var written :
        List.of(
            "ADA KERN@US:97123456:9+41:2020-04-02",
            "ADA KERN@EM:018123456:9",
            "ADA KERN@US:97123456:25")) {
      it.artists.put(ADA, artist(marks(written)));
      assertThat(marked("IMPERSONATION").ground().code()).isEqualTo("MARK_NOT_VALID");
    }
  }

  @Test
  void aMarkThatRefersIsNoGround() {
    it.artists.put(ADA, artist(marks("ADA KERN@US:97123456:9+41")));
    assertThat(marked("REFERENCE").ground().code()).isEqualTo("NOMINATIVE_USE");
  }

  private Case song(UUID upload) {
    return it.cases.get(
        state(it.upload(upload).orElseThrow(), Finding.Kind.SONG, "harbour").getFirst());
  }

  private List<CaseId> state(Upload upload, Finding.Kind kind, String about) {
    return it.opening.found(upload, kind, about, "I know it by heart", rolf.id().value());
  }

  private Finding finding(Case about) {
    return it.findings.standing(about.target().upload()).getFirst();
  }

  private Notice signed(CaseId about) {
    approve(about);
    it.attestation.heard(about, it.jane.id(), 6, 6);
    var draft = it.draft(about);
    it.attestation.attest(it.request(draft));
    return draft;
  }

  private void approve(CaseId about) {
    it.review.decide(about, Decision.Kind.APPROVE, "it is", rolf.id().value());
  }

  /// An upload in which nothing was found.
  private UUID examined() {
    var upload = upload();
    it.opening.open(assessed(upload, Signs.NONE));
    return upload;
  }

  private UUID upload() {
    var name = it.next();
    return it.upload(name, Fixture.soundOf(folder + name)).id().uuid();
  }

  private UUID pictured(UUID upload) {
    var picture = new Signs.Picture(Fixture.HARBOUR, "The Example");
    return assessed(
        upload,
        new Signs(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(picture)));
  }

  /// The case about the mark of an upload in whose credits it stands.
  private Case marked(String conclusion) {
    it.names.put(ADA, List.of(mandate(Mandate.Kind.TRADEMARK, ADA)));
    var identity = new Signs.Identity(conclusion, ADA, "CLAIMS_NAME: it says so");
    var opened =
        it.opening.open(
            assessed(
                upload(), new Signs(Optional.empty(), Optional.empty(), Optional.of(identity))));
    return opened.stream()
        .map(it.cases::get)
        .filter(each -> each.ground().basis() == Basis.TRADEMARK)
        .findFirst()
        .orElseThrow();
  }

  private UUID assessed(UUID upload, Signs signs) {
    var id = UuidV7.next(it.clock);
    String json = "{\"upload\":\"" + upload + "\",\"assessment\":\"" + id + "\"}";
    it.assessments.put(
        id,
        new Assessment(
            new AssessmentId(id),
            upload,
            it.upload(upload).orElseThrow().audio().orElseThrow().sha256(),
            180,
            Conclusion.CLEAR,
            List.of(),
            signs,
            json,
            CanonicalJson.sha256(json.getBytes(StandardCharsets.UTF_8)),
            "lm1-0123456789ab",
            Optional.empty(),
            it.now));
    return id;
  }

  private String traceOf(Upload upload) {
    return it.database
        .sql()
        .sql("select string_agg(trace::text, '') from routing where upload_id = ?")
        .param(upload.id().uuid())
        .query(String.class)
        .single();
  }

  private static RosterArtist artist(RosterArtist.Rights rights) {
    return new RosterArtist(
        ADA,
        List.of(),
        Optional.empty(),
        Set.of("p1:ar-ada"),
        new RosterArtist.Deliveries(Set.of(), Set.of(), Set.of(), Set.of(), List.of()),
        Set.of(),
        rights);
  }

  private static RosterArtist.Rights rights(boolean consent) {
    return new RosterArtist.Rights(
        Optional.of("kern.pdf"),
        consent ? Optional.of(LocalDate.of(2026, 1, 5)) : Optional.empty(),
        List.of(),
        Optional.empty());
  }

  private static RosterArtist.Rights marks(String written) {
    return new RosterArtist.Rights(
        Optional.empty(),
        Optional.empty(),
        List.of(RegisteredMark.parse(written)),
        Optional.of("marks.pdf"));
  }

  private static Mandate mandate(Mandate.Kind kind, String owner) {
    var terms =
        new Mandate.Terms(
            kind, Mandate.Role.AGENT, owner, Set.of("*"), Optional.empty(), Optional.empty());
    return Mandate.of(terms, Optional.of("a".repeat(64)), Set.of("jane@example.org"));
  }

  private JsonNode document(Notice notice) {
    return JsonMapper.shared()
        .readTree(new String(it.notices.document(notice.id()), StandardCharsets.UTF_8));
  }

  private String text(Notice draft) {
    return TextForm.of(it.notices.document(draft.id()), draft.documentSha256())
        .replaceAll("\\s+", " ");
  }

  private static String codeOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
    return catchThrowableOfType(Problem.class, act).code();
  }
}
