package org.antiphon.examination;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.blobs.BlobId;
import org.antiphon.blobs.Blobs;
import org.antiphon.database.Database;
import org.antiphon.database.UuidV7;
import org.antiphon.intake.FetchedUpload;
import org.antiphon.intake.Intake;
import org.antiphon.intake.Upload;
import org.antiphon.intake.UploadId;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.JobRun;
import org.antiphon.jobs.JobType;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.Priority;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.Subject;
import org.antiphon.telemetry.Fact;
import org.antiphon.telemetry.Telemetry;

/// Examines fetched uploads and keeps what was found. The assessment, its ledger entry and the job
/// that acts on it are one transaction; the same finding about the same upload is stored once,
/// however often the job runs.
public final class Examination {
  /// Scheduled in the transaction that stores an assessment.
  public static final JobType<AssessedUpload> ASSESSED =
      new JobType<>("upload.assessed", AssessedUpload.class);

  private final Database database;
  private final Ledger ledger;
  private final Jobs jobs;
  private final InstantSource clock;
  private final Means means;
  private final AssessmentTable table;
  private final SoundNames names;
  private final HeardBefore before = new HeardBefore();

  /// What an examination uses.
  ///
  /// @param keeper of the index that `examiner` looks into, so that each upload is held against the
  ///   newest catalogue
  public record Means(
      Intake intake, Blobs blobs, Examiner examiner, Listener listener, IndexKeeper keeper) {}

  /// Takes what it needs; nothing runs before [#register] and the start of the jobs.
  public Examination(
      Database database, Ledger ledger, Jobs jobs, InstantSource clock, Means means) {
    this.database = database;
    this.ledger = ledger;
    this.jobs = jobs;
    this.clock = clock;
    this.means = means;
    this.table = new AssessmentTable(database);
    this.names = new SoundNames(database, means.blobs(), means.listener().algorithm(), clock);
  }

  /// Registers the job that examines what was fetched; before the jobs are started.
  public void register() {
    jobs.register(Intake.FETCHED, this::examine);
  }

  private JobOutcome examine(FetchedUpload payload, JobRun run) throws IOException {
    Optional<Upload> upload = means.intake().upload(new UploadId(payload.upload()));
    Optional<BlobId> audio = upload.flatMap(Upload::audio);
    if (audio.isPresent()) assess(upload.get(), audio.get());
    return JobOutcome.done();
  }

  /// Examines an upload's sound now and stores the assessment.
  ///
  /// @return the assessment, the one that was there where nothing new was found
  Assessment assess(Upload upload, BlobId audio) throws IOException {
    means.keeper().catchUp();
    long catalogueVersion = means.keeper().version();
    Examined examined = heard(upload, audio, catalogueVersion);
    keepEngineAnswer(examined);
    String algorithm = means.listener().algorithm().toString();
    byte[] document =
        AssessmentDocument.write(upload, audio.sha256(), examined, algorithm, catalogueVersion);
    var id = new AssessmentId(UuidV7.next(clock));
    Assessment assessment = AssessmentDocument.read(id, clock.instant(), document);
    Telemetry.note(Fact.UPLOAD, upload.id().toString());
    Telemetry.note(Fact.AUDIO, audio.sha256());
    Telemetry.note(Fact.CONCLUSION, assessment.conclusion().name());
    return database.inTransaction(() -> store(assessment, document));
  }

  /// Hears the sound, or says again what these bytes were found to be by this catalogue: then only
  /// its own statements, whose trust may have changed, and its credits are judged.
  private Examined heard(Upload upload, BlobId audio, long catalogueVersion) throws IOException {
    var file = means.blobs().path(audio);
    var shown = new Examiner.Shown(CreditsShown.of(upload), picture(upload));
    var earlier = before.find(audio.sha256(), catalogueVersion);
    if (earlier.isPresent()) {
      var again = means.examiner().again(earlier.get(), file, shown);
      if (again.isPresent()) return again.get();
    }
    var examined =
        means.examiner().examine(file, audio.sha256(), shown, heard -> names.note(audio, heard));
    before.keep(audio.sha256(), catalogueVersion, examined);
    return examined;
  }

  private Optional<Path> picture(Upload upload) throws IOException {
    var cover = means.intake().coverOf(upload.id());
    return cover.isPresent() ? Optional.of(means.blobs().path(cover.get())) : Optional.empty();
  }

  /// What the C2PA engine said, as evidence: a blob that the document names by its hash. Not
  /// packed, since two builds of a packer need not give the same bytes.
  private void keepEngineAnswer(Examined examined) throws IOException {
    var answer = examined.provenance().flatMap(stated -> stated.report().crJson());
    if (answer.isPresent())
      means.blobs().put(new ByteArrayInputStream(answer.get().getBytes(StandardCharsets.UTF_8)));
  }

  private Assessment store(Assessment assessment, byte[] document) {
    if (!table.insert(assessment, document))
      return table.ofUpload(assessment.upload()).stream()
          .filter(earlier -> earlier.sha256().equals(assessment.sha256()))
          .findFirst()
          .orElse(assessment);
    var data = new LinkedHashMap<String, Object>();
    data.put("upload", assessment.upload().toString());
    data.put("blobSha256", assessment.blobSha256());
    data.put("conclusion", assessment.conclusion().name());
    data.put("sha256", assessment.sha256());
    data.put("algorithm", assessment.algorithm());
    ledger.append(
        new Entry(
            EntryKind.ASSESSMENT_MADE,
            Actor.system(),
            new Subject("assessment", assessment.id().toString()),
            data));
    jobs.schedule(
        ASSESSED,
        assessment.id().toString(),
        new AssessedUpload(assessment.upload(), assessment.id().value()),
        clock.instant(),
        Priority.NORMAL);
    return assessment;
  }

  /// Schedules another look at an upload, such as after the catalogue has changed.
  public void examineAgain(UploadId upload) {
    jobs.schedule(
        Intake.FETCHED,
        upload.toString(),
        new FetchedUpload(upload.uuid()),
        clock.instant(),
        Priority.NORMAL);
  }

  /// The stored assessment with this id.
  public Optional<Assessment> find(UUID id) {
    return table.find(id);
  }

  /// All assessments of an upload, newest first.
  public List<Assessment> ofUpload(UUID upload) {
    return table.ofUpload(upload);
  }

  /// The names of stored sounds.
  public SoundNames names() {
    return names;
  }

  /// How many assessments came to a conclusion.
  public long count(Conclusion conclusion) {
    return table.count(conclusion);
  }

  /// Whether the stored bytes still have the hash that ledger and evidence name.
  public static boolean isIntact(Assessment assessment) {
    byte[] bytes = assessment.json().getBytes(StandardCharsets.UTF_8);
    return CanonicalJson.sha256(bytes).equals(assessment.sha256());
  }
}
