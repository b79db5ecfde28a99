package org.antiphon.evidence;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.antiphon.accounts.Accounts;
import org.antiphon.accounts.Role;
import org.antiphon.accounts.Session;
import org.antiphon.audio.AudioLimits;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.AudioWriter;
import org.antiphon.audio.CodecPool;
import org.antiphon.audio.CodecSettings;
import org.antiphon.blobs.FileBlobs;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.Draft;
import org.antiphon.catalogue.Mandate;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.catalogue.RosterArtist;
import org.antiphon.config.ProvenanceSettings;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.antiphon.detection.CombParameters;
import org.antiphon.detection.Detector;
import org.antiphon.enforcement.attestation.Attestation;
import org.antiphon.enforcement.attestation.AttestationRequest;
import org.antiphon.enforcement.attestation.Desk;
import org.antiphon.enforcement.attestation.Fixture;
import org.antiphon.enforcement.basis.Facts;
import org.antiphon.enforcement.basis.LawBook;
import org.antiphon.enforcement.basis.PlatformProfile;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.cases.CaseSources;
import org.antiphon.enforcement.cases.Cases;
import org.antiphon.enforcement.cases.Opening;
import org.antiphon.enforcement.cases.Review;
import org.antiphon.enforcement.notices.Complainant;
import org.antiphon.enforcement.notices.Drafting;
import org.antiphon.enforcement.notices.Notices;
import org.antiphon.enforcement.notices.Office;
import org.antiphon.examination.Assessment;
import org.antiphon.examination.Claims;
import org.antiphon.examination.Examination;
import org.antiphon.examination.Examiner;
import org.antiphon.examination.IndexKeeper;
import org.antiphon.examination.Listener;
import org.antiphon.examination.ReferenceLibrary;
import org.antiphon.examination.Rehearing;
import org.antiphon.examination.SharedMaterial;
import org.antiphon.fingerprint.LandmarkIndex;
import org.antiphon.fingerprint.LandmarkParameters;
import org.antiphon.fingerprint.Matcher;
import org.antiphon.intake.Intake;
import org.antiphon.intake.Upload;
import org.antiphon.intake.UploadId;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.JobsSettings;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.Sequencer;
import org.antiphon.provenance.Provenance;
import org.antiphon.provenance.TrustSet;
import org.antiphon.telemetry.Telemetry;

/// One upload of a sample, examined, opened as a case, signed: real rooms on a real database, and
/// real sound.
public final class Stage implements AutoCloseable, CaseSources {
  static final Path SAMPLES = Path.of("../samples");
  private final Telemetry telemetry;
  public final Database database = TestDatabase.fresh();
  private Instant now = Instant.parse("2026-11-22T10:00:00Z");
  final InstantSource clock = () -> now = now.plusMillis(1);
  final KeyFolder keys;
  public final Ledger ledger;
  final FileBlobs blobs;
  final Catalogue catalogue;
  public final Jobs jobs;
  final Intake intake;
  final CodecPool pool;
  final Sounds sounds;
  public final Notices notices;
  public final CaseId about;
  final Evidence evidence;
  private final Examination examination;
  private final LandmarkIndex index;
  private final Sequencer sequencer;

  public Stage(Path folder) throws IOException {
    this(folder, Telemetry.off());
  }

  public Stage(Path folder, Telemetry telemetry) throws IOException {
    this.telemetry = telemetry;
    keys = new KeyFolder(folder.resolve("keys"));
    ledger =
        new Ledger(
            database,
            keys,
            clock,
            () -> Telemetry.trace().map(now -> new Ledger.Trace(now.trace(), now.span())));
    blobs = new FileBlobs(folder.resolve("blobs"));
    catalogue = new Catalogue(database, ledger, clock);
    jobs = new Jobs(database, JobsSettings.standard(), clock, telemetry);
    intake = new Intake(database, ledger, jobs, blobs, clock);
    pool = new CodecPool(CodecSettings.in(TestDatabase.cache().resolve("javacpp")).withWorkers(1));
    var reader = new AudioReader(pool);
    var listener = new Listener(reader, LandmarkParameters.current(), AudioLimits.standard());
    var detector = new Detector(CombParameters.current());
    var statements =
        new Examiner.Statements(
            Provenance.open(TrustSet::official, clock), ProvenanceSettings.STANDARD);
    sounds =
        new Sounds(
            reader,
            new AudioWriter(pool),
            new Rehearing(
                recognition ->
                    new Examiner(listener, recognition, detector, statements, Claims.none()),
                LandmarkParameters.current()));
    index = LandmarkIndex.open(folder.resolve("index"), LandmarkParameters.current());
    var keeper = new IndexKeeper(catalogue, blobs, index, new SharedMaterial(database));
    var matcher = new Matcher(index);
    examination =
        new Examination(
            database,
            ledger,
            jobs,
            clock,
            new Examination.Means(
                intake,
                blobs,
                new Examiner(listener, matcher::identify, detector, statements, Claims.none()),
                listener,
                keeper));
    var library = new ReferenceLibrary(catalogue, blobs, listener, Optional.of(keeper));
    for (var name : List.of("cho-torus-one", "muldjord-chaos-god"))
      library.add(
          mandated(SAMPLES.resolve("catalogue/" + name + ".opus"), folder), "", Actor.system());
    notices = new Notices(database, ledger, clock);
    var cases = new Cases(database, ledger, clock);
    sequencer = new Sequencer(database, keys, folder.resolve("heads.txt"), clock);
    about = signed(cases);
    evidence =
        new Evidence(
            new Evidence.Rooms(
                database,
                new Evidence.Records(ledger, new Accounts(database, ledger, keys, clock), keys),
                cases,
                notices,
                new Evidence.Facts(this, catalogue, blobs)),
            sounds,
            this::sequence);
  }

  private static Draft mandated(Path file, Path folder) throws IOException {
    var paper = Files.writeString(folder.resolve("mandate.txt"), "We let Example Rights act.");
    var terms =
        new Mandate.Terms(
            Mandate.Kind.RECORDING,
            Mandate.Role.AGENT,
            "Example Records",
            Set.of("*"),
            Optional.empty(),
            Optional.empty());
    var mandate = Mandate.of(terms, Optional.of("a".repeat(64)), Set.of("jane@example.org"));
    return ReferenceLibrary.draftOf(file).under(Optional.of(mandate), Optional.of(paper));
  }

  private CaseId signed(Cases cases) throws IOException {
    var law = LawBook.bundled();
    var opening = new Opening(database, ledger, clock, cases, this, law);
    examination.register();
    jobs.register(
        Examination.ASSESSED,
        (assessed, _) -> {
          opening.open(assessed.assessment());
          return JobOutcome.done();
        });
    jobs.register(Attestation.ATTESTED, (_, _) -> JobOutcome.done());
    var upload =
        telemetry.unit(
            "intake.fetch",
            Optional.empty(),
            () -> intake.additions().file(SAMPLES.resolve("catalogue/muldjord-chaos-god.opus")));
    jobs.start();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !cases.ofUpload(upload.upload().uuid()).isEmpty());
    var id = cases.ofUpload(upload.upload().uuid()).getFirst().id();
    var accounts = new Accounts(database, ledger, keys, clock);
    var jane =
        database.inTransaction(() ->
            accounts.createPerson(
                "Jane Roe", "Head of rights", "jane@example.org", Set.of(Role.ATTESTER)));
    var complainant =
        new Complainant("Jane Roe", "Example Rights", "1 Quay", "+49 30 1", "r@example.org");
    var office = new Office(complainant, URI.create("https://rights.example.org"), law);
    var review = new Review(database, ledger, clock, cases, this, law);
    var drafting = new Drafting(notices, cases, this, blobs, office, clock);
    var attestation =
        new Attestation(
            database,
            ledger,
            clock,
            accounts,
            jobs,
            new Desk(cases, review, notices, drafting, this));
    attestation.heard(id, jane.id(), 6, 6);
    var draft = attestation.draft(id, jane.id());
    var request =
        new AttestationRequest(
            new Session(jane.id(), now, now.plus(Duration.ofHours(8)), now),
            "Jane Roe",
            List.of(new AttestationRequest.Shown(draft.id(), draft.documentSha256())),
            Set.of(),
            Optional.of(Fixture.considered()));
    telemetry.unit("attestation.sign", Optional.empty(), () -> attestation.attest(request));
    return id;
  }

  private void sequence() {
    try {
      sequencer.sequence();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The case's bundle.
  Path export(Path folder, Evidence.Copy copy) {
    try {
      var file = Files.createTempFile(folder, "bundle", ".zip");
      evidence.export(about, copy, Actor.system(), file);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Upload> upload(UUID id) {
    return intake.upload(new UploadId(id));
  }

  @Override
  public Optional<Assessment> assessment(UUID id) {
    return examination.find(id);
  }

  @Override
  public Optional<Facts.Work> work(RecordingId id) {
    return catalogue
        .find(id)
        .map(recording ->
            new Facts.Work(
                recording,
                catalogue.mandatesFor(id),
                catalogue.exclusionsOf(id),
                catalogue.authorisationsFor(id),
                List.of()));
  }

  @Override
  public Optional<RosterArtist> artist(String name) {
    return Optional.empty();
  }

  @Override
  public List<Mandate> artistMandates(String artist) {
    return List.of();
  }

  @Override
  public Optional<String> permitted(Upload upload, String artist) {
    return Optional.empty();
  }

  @Override
  public Optional<String> referenceSha256(RecordingId id) {
    return catalogue.referenceBlob(id);
  }

  @Override
  public Optional<PlatformProfile> platform(String id) {
    return Optional.of(new PlatformProfile(id, Set.of("US_512"), Set.of("US"), false));
  }

  @Override
  public void close() {
    jobs.close();
    sequencer.close();
    pool.close();
    index.close();
    database.close();
  }
}
