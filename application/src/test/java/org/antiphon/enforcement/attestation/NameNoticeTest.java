package org.antiphon.enforcement.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.Role;
import org.antiphon.enforcement.basis.Basis;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.enforcement.cases.Decision;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.enforcement.notices.TextForm;
import org.antiphon.problem.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An upload that passes itself off as an artist: a notice under the platform's policy, which two
/// people stand behind, apart.
class NameNoticeTest {
  private static final String ARTIST = "Tessaline Orveth";

  @TempDir Path folder;
  private Fixture fixture;
  private Person rolf;
  private CaseId about;

  @BeforeEach
  void claimed() throws IOException {
    fixture = new Fixture(folder);
    rolf =
        fixture.database.inTransaction(() ->
            fixture.accounts.createPerson(
                "Rolf Ahn", "Reviewer", "rolf@example.org", Set.of(Role.REVIEWER)));
    var upload = fixture.upload("c1", Fixture.soundOf("c1"));
    about = fixture.opening.open(fixture.claiming(upload, ARTIST)).getFirst();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void theCaseRestsOnThePolicyAndNeverOnCopyright() {
    var opened = fixture.cases.get(about);
    assertThat(opened.ground().basis()).isEqualTo(Basis.IMPERSONATION);
    assertThat(opened.ground().regime()).isEqualTo("PLATFORM_POLICY");
    assertThat(opened.ground().owner()).isEqualTo(ARTIST);
    assertThat(opened.state()).isEqualTo(CaseState.READY);
  }

  @Test
  void theNoticeNamesThePersonAndWhyAndFitsItsSchemaInEveryForm() {
    var document = document(fixture.draft(about));
    assertThat(document.at("/person/name").asString()).isEqualTo(ARTIST);
    assertThat(document.path("works")).isEmpty();
    assertThat(document.path("regime").asString()).isEqualTo("PLATFORM_POLICY");
    assertThat(document.toString()).doesNotContain("perjury").doesNotContain("512");
    assertThat(NoticeSchema.faults(document)).isEmpty();
    var draft = fixture.notices.ofCase(about).getFirst();
    String text = TextForm.of(fixture.notices.document(draft.id()), draft.documentSha256());
    assertThat(text).contains("THE PERSON", ARTIST, "your policy on impersonation");
  }

  @Test
  void onePersonAloneCannotSign() {
    var draft = heard();
    assertThatThrownBy(() -> fixture.attestation.attest(fixture.request(draft)))
        .isInstanceOf(Refused.class)
        .satisfies(no -> assertThat(((Refused) no).code()).isEqualTo("SECOND_PERSON"));
    fixture.review.decide(about, Decision.Kind.APPROVE, "it is", fixture.jane.id().value());
    assertThatThrownBy(() -> fixture.attestation.attest(fixture.request(draft)))
        .satisfies(no -> assertThat(((Refused) no).code()).isEqualTo("SECOND_PERSON"));
  }

  @Test
  void afterAnotherPersonLookedItIsSignedWithoutARecordOfFairUse() {
    var draft = signed();
    assertThat(fixture.notices.get(draft.id()).state()).isEqualTo(NoticeState.QUEUED);
    assertThat(fixture.review.considered(about)).isEmpty();
    assertThat(fixture.guard.check(draft.id())).isInstanceOf(Clearance.Go.class);
  }

  @Test
  void anArtistWhoAuthorisesTheUploadMeanwhileStopsTheNotice() {
    var draft = signed();
    fixture.permitted.put(ARTIST, "distributor “Lantern” is authorised");
    assertThat(fixture.guard.check(draft.id()))
        .isEqualTo(new Clearance.Overtaken("AUTHORISED", "distributor “Lantern” is authorised"));
  }

  @Test
  void withoutTheMandateForTheNameNothingIsSent() {
    var draft = signed();
    fixture.names.put(ARTIST, List.of());
    assertThat(fixture.guard.check(draft.id()))
        .isInstanceOfSatisfying(
            Clearance.Overtaken.class, it -> assertThat(it.code()).isEqualTo("MANDATE_ENDED"));
  }

  @Test
  void aNewerExaminationWithoutTheClaimStopsTheNotice() {
    var draft = signed();
    fixture.now = fixture.now.plusSeconds(5);
    var upload = fixture.uploads.values().iterator().next();
    fixture.opening.open(fixture.assessed(upload, 150, 30));
    assertThat(fixture.guard.check(draft.id()))
        .isInstanceOfSatisfying(
            Clearance.Overtaken.class, it -> assertThat(it.code()).isEqualTo("SUPERSEDED"));
  }

  private Notice signed() {
    fixture.review.decide(about, Decision.Kind.APPROVE, "it is no cover", rolf.id().value());
    var draft = heard();
    fixture.attestation.attest(fixture.request(draft));
    return draft;
  }

  private Notice heard() {
    fixture.attestation.heard(about, fixture.jane.id(), 6, 0);
    return fixture.draft(about);
  }

  private JsonNode document(Notice notice) {
    return JsonMapper.shared()
        .readTree(new String(fixture.notices.document(notice.id()), StandardCharsets.UTF_8));
  }
}
