package org.antiphon.examination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.antiphon.audio.AudioLimits;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.CodecSettings;
import org.antiphon.blobs.BlobId;
import org.antiphon.blobs.FileBlobs;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.Change;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.config.ProvenanceSettings;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.antiphon.detection.CombParameters;
import org.antiphon.detection.Detector;
import org.antiphon.fingerprint.Identification;
import org.antiphon.fingerprint.LandmarkIndex;
import org.antiphon.fingerprint.LandmarkParameters;
import org.antiphon.fingerprint.Matcher;
import org.antiphon.fingerprint.Peaks;
import org.antiphon.intake.Intake;
import org.antiphon.intake.Upload;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.JobsSettings;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;
import org.antiphon.problem.Unreadable;
import org.antiphon.provenance.Provenance;
import org.antiphon.provenance.TrustSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// From a file to the catalogue, the index, and the assessment of an upload of it; on a real
/// database and real sound.
class ExaminationTest {
  private static final Path SAMPLES = Path.of("../samples");
  private static final Path GOD = SAMPLES.resolve("catalogue/muldjord-chaos-god.opus");
  private static final Path BYSTANDER = SAMPLES.resolve("bystanders/trudgett-story.opus");
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));

  @TempDir private Path folder;
  private Database database;
  private AudioReader reader;
  private Listener listener;
  private FileBlobs blobs;
  private Catalogue catalogue;
  private Ledger ledger;
  private LandmarkIndex index;
  private IndexKeeper keeper;

  @BeforeEach
  void open() throws IOException {
    database = TestDatabase.fresh();
    reader =
        new AudioReader(CodecSettings.in(TestDatabase.cache().resolve("javacpp")).withWorkers(1));
    listener = new Listener(reader, LandmarkParameters.current(), AudioLimits.standard());
    blobs = new FileBlobs(folder.resolve("blobs"));
    ledger = new Ledger(database, new KeyFolder(folder.resolve("keys")), CLOCK);
    catalogue = new Catalogue(database, ledger, CLOCK);
    openIndex("index");
  }

  @AfterEach
  void close() {
    index.close();
    reader.close();
    database.close();
  }

  @Test
  void anIndexThatLostEverythingIsBuiltAgainWithoutDecoding() throws IOException {
    RecordingId id = add(GOD).recording();
    String before = index.peaks(id).orElseThrow().sha256();
    index.close(); // without a commit, as after kill -9: the index forgets
    reader.close(); // and nobody could decode any more
    openIndex("index");
    assertThat(index.size()).isZero();
    assertThat(keeper.catchUp()).isEqualTo(1);
    assertThat(index.peaks(id).orElseThrow().sha256()).isEqualTo(before);
    keeper.commit();
    assertThat(index.catalogueVersion()).isEqualTo(catalogue.version());
    assertThat(keeper.catchUp()).isZero();
  }

  @Test
  void anIndexOfAnotherCatalogueBeginsAnew() throws IOException {
    add(GOD);
    index.commit(catalogue.version() + 100);
    index.close();
    openIndex("index");
    assertThat(keeper.catchUp()).isEqualTo(1);
    assertThat(index.size()).isEqualTo(1);
  }

  @Test
  void aSilentOrBrokenFileLeavesNothingBehind() throws IOException {
    Path text = Files.writeString(folder.resolve("a.mp3"), "no music");
    assertThatThrownBy(() -> add(text)).isInstanceOf(Unreadable.class);
    assertThat(catalogue.size()).isZero();
    assertThat(catalogue.version()).isZero();
  }

  @Test
  void anUploadIsAssessedOnceAndTheSameBytesComeAgain() throws IOException {
    RecordingId id = add(GOD).recording();
    try (var jobs = new Jobs(database, JobsSettings.standard(), CLOCK)) {
      var intake = new Intake(database, ledger, jobs, blobs, CLOCK);
      var examination = examination(jobs, intake);
      Upload upload = uploaded(intake, GOD);
      BlobId audio = upload.audio().orElseThrow();
      Assessment first = examination.assess(upload, audio);
      Assessment again = examination.assess(upload, audio);
      assertThat(first.conclusion()).isEqualTo(Conclusion.COPY);
      assertThat(first.matches())
          .first()
          .satisfies(copy -> {
            assertThat(copy.recording()).isEqualTo(id);
            assertThat(copy.tempoFactor()).isBetween(0.999, 1.001);
            assertThat(copy.upload().seconds()).isGreaterThan(30);
          });
      assertThat(again.id()).isEqualTo(first.id());
      assertThat(examination.find(first.id().value())).contains(first);
      assertThat(Examination.isIntact(first)).isTrue();
      assertThat(count("ledger_entry where kind = 'assessment.made'")).isEqualTo(1);
    }
  }

  @Test
  void theSameBytesAreHeardOnceUntilTheCatalogueChanges() throws IOException {
    add(GOD);
    try (var jobs = new Jobs(database, JobsSettings.standard(), CLOCK)) {
      var intake = new Intake(database, ledger, jobs, blobs, CLOCK);
      var matcher = new Matcher(index);
      var searches = new AtomicInteger();
      var examination =
          examination(
              jobs,
              intake,
              peaks -> {
                searches.incrementAndGet();
                return matcher.identify(peaks);
              });
      Upload upload = uploaded(intake, GOD);
      BlobId audio = upload.audio().orElseThrow();
      Assessment first = examination.assess(upload, audio);
      Assessment again = examination.assess(upload, audio);
      assertThat(searches).hasValue(1);
      assertThat(again.json()).isEqualTo(first.json());
      add(BYSTANDER);
      examination.assess(upload, audio);
      assertThat(searches).hasValue(2);
    }
  }

  @Test
  void aBystanderIsClearAndItsAssessmentIsCanonicalJsonWithoutDecimals() throws IOException {
    add(GOD);
    try (var jobs = new Jobs(database, JobsSettings.standard(), CLOCK)) {
      var intake = new Intake(database, ledger, jobs, blobs, CLOCK);
      Upload upload = uploaded(intake, BYSTANDER);
      Assessment assessment =
          examination(jobs, intake).assess(upload, upload.audio().orElseThrow());
      assertThat(assessment.conclusion()).isEqualTo(Conclusion.CLEAR);
      var json = JsonMapper.shared().readTree(assessment.json());
      assertThat(CanonicalJson.of(json))
          .isEqualTo(assessment.json().getBytes(StandardCharsets.UTF_8));
      assertThat(json.path("seconds").isString()).isTrue();
      assertThat(json.path("detect").path("verdict").stringValue()).isEqualTo("NO_SIGN");
      assertThat(json.path("blobSha256").stringValue()).isEqualTo(upload.audio().get().sha256());
    }
  }

  private Change add(Path file) throws IOException {
    return new ReferenceLibrary(catalogue, blobs, listener, Optional.of(keeper))
        .add(ReferenceLibrary.draftOf(file), "", Actor.system());
  }

  private Examination examination(Jobs jobs, Intake intake) {
    return examination(jobs, intake, new Matcher(index)::identify);
  }

  private Examination examination(
      Jobs jobs, Intake intake, Function<Peaks, Identification> recognition) {
    var examiner =
        new Examiner(
            listener,
            recognition,
            new Detector(CombParameters.current()),
            new Examiner.Statements(
                Provenance.open(TrustSet::official, InstantSource.system()),
                ProvenanceSettings.STANDARD),
            Claims.none());
    return new Examination(
        database,
        ledger,
        jobs,
        CLOCK,
        new Examination.Means(intake, blobs, examiner, listener, keeper));
  }

  private static Upload uploaded(Intake intake, Path file) throws IOException {
    return intake.upload(intake.additions().file(file).upload()).orElseThrow();
  }

  private void openIndex(String name) {
    index = LandmarkIndex.open(folder.resolve(name), LandmarkParameters.current());
    // No time passes for it: how slow this machine is does not decide when it commits.
    keeper = new IndexKeeper(catalogue, blobs, index, new SharedMaterial(database), () -> 0L);
  }

  private long count(String what) {
    return database.sql().sql("select count(*) from " + what).query(Long.class).single();
  }
}
