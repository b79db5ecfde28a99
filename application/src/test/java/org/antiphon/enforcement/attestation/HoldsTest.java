package org.antiphon.enforcement.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.antiphon.accounts.Role;
import org.antiphon.blobs.BlobId;
import org.antiphon.catalogue.Mandate;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.catalogue.RosterArtist;
import org.antiphon.enforcement.basis.Facts;
import org.antiphon.enforcement.basis.PlatformProfile;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.cases.CaseSources;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.enforcement.cases.Opening;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.examination.Assessment;
import org.antiphon.intake.Upload;
import org.antiphon.problem.Problem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What numbers hold (R22), and who lets it go.
class HoldsTest {
  private static Fixture it;
  private static Opening watched;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    it = new Fixture(folder);
    watched = new Opening(it.database, it.ledger, it.clock, it.cases, new Watched(it), it.law);
    it.database.inTransaction(() ->
        it.accounts.createPerson("Se Cond", "Attester", "se@example.org", Set.of(Role.ATTESTER)));
  }

  @AfterAll
  static void close() {
    it.close();
  }

  /// The fixture's sources, where numbers are watched and a second attester is there.
  private record Watched(Fixture of) implements CaseSources {
    @Override
    public Watching watching() {
      return Watching.WITH_A_SECOND;
    }

    @Override
    public Optional<Upload> upload(UUID id) {
      return of.upload(id);
    }

    @Override
    public Optional<Assessment> assessment(UUID id) {
      return of.assessment(id);
    }

    @Override
    public Optional<Facts.Work> work(RecordingId id) {
      return of.work(id);
    }

    @Override
    public Optional<RosterArtist> artist(String name) {
      return of.artist(name);
    }

    @Override
    public List<Mandate> artistMandates(String artist) {
      return of.artistMandates(artist);
    }

    @Override
    public Optional<String> permitted(Upload upload, String artist) {
      return of.permitted(upload, artist);
    }

    @Override
    public Optional<String> referenceSha256(RecordingId id) {
      return of.referenceSha256(id);
    }

    @Override
    public Optional<PlatformProfile> platform(String id) {
      return of.platform(id);
    }
  }

  private static CaseId held() {
    var external = it.next();
    var upload = it.upload(external, Fixture.soundOf(external));
    return watched.open(it.assessed(upload, 150, 30)).getFirst();
  }

  @Test
  void theFirstNoticesToAPlatformAreHeldUntilASecondAttesterReleasesThem() {
    var about = held();
    assertThat(it.cases.get(about).state()).isEqualTo(CaseState.OPEN);
    assertThat(it.cases.get(about).ground().code()).isEqualTo("SPIKE");
    it.holds.release(List.of(about), UUID.randomUUID());
    assertThat(it.cases.get(about).state()).isEqualTo(CaseState.READY);
    it.attestation.heard(about, it.jane.id(), 6, 6);
    var draft = it.draft(about);
    it.attestation.attest(it.request(draft));
    assertThat(it.cases.get(about).state()).isEqualTo(CaseState.ATTESTED);
    assertThat(it.cases.get(about).ground().reason()).contains("ever went to this platform");
    assertThat(evidence(draft))
        .as("what others read tells nobody how many notices we send")
        .contains("SPIKE", "a second person looks first")
        .doesNotContain("went to this platform");
  }

  private static String evidence(Notice draft) {
    try (var in = it.blobs.open(new BlobId(draft.evidenceSha256()))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whoeverReleasedACaseDoesNotSignIt() {
    var about = held();
    it.holds.release(List.of(about), it.jane.id().value());
    it.attestation.heard(about, it.jane.id(), 6, 6);
    var draft = it.draft(about);
    refused("SEPARATION_OF_DUTIES", () -> it.attestation.attest(it.request(draft)));
  }

  @Test
  void whatIsNotHeldForItsNumbersIsNotReleased() {
    var ready = it.copied(it.next());
    refused("NOT_HELD", () -> it.holds.release(List.of(ready), UUID.randomUUID()));
    var many = Collections.nCopies(51, ready);
    refused("BATCH_TOO_LARGE", () -> it.holds.release(many, UUID.randomUUID()));
  }

  private static void refused(String code, Runnable deed) {
    assertThatThrownBy(deed::run).satisfies(e -> assertThat(((Problem) e).code()).isEqualTo(code));
  }
}
