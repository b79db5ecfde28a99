package org.antiphon.enforcement.attestation;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.antiphon.accounts.Accounts;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.Role;
import org.antiphon.accounts.Session;
import org.antiphon.blobs.BlobId;
import org.antiphon.blobs.FileBlobs;
import org.antiphon.catalogue.Authorisation;
import org.antiphon.catalogue.Codes;
import org.antiphon.catalogue.Isrc;
import org.antiphon.catalogue.Mandate;
import org.antiphon.catalogue.Recording;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.catalogue.RosterArtist;
import org.antiphon.catalogue.SongRight;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.antiphon.database.UuidV7;
import org.antiphon.enforcement.basis.Facts;
import org.antiphon.enforcement.basis.LawBook;
import org.antiphon.enforcement.basis.PlatformProfile;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.cases.CaseSources;
import org.antiphon.enforcement.cases.Cases;
import org.antiphon.enforcement.cases.FairUse;
import org.antiphon.enforcement.cases.Finding;
import org.antiphon.enforcement.cases.Findings;
import org.antiphon.enforcement.cases.Holds;
import org.antiphon.enforcement.cases.Opening;
import org.antiphon.enforcement.cases.Pauses;
import org.antiphon.enforcement.cases.Review;
import org.antiphon.enforcement.notices.Complainant;
import org.antiphon.enforcement.notices.Drafting;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.enforcement.notices.Notices;
import org.antiphon.enforcement.notices.Office;
import org.antiphon.examination.Assessment;
import org.antiphon.examination.AssessmentId;
import org.antiphon.examination.Conclusion;
import org.antiphon.examination.CopyFact;
import org.antiphon.examination.Signs;
import org.antiphon.examination.Stretch;
import org.antiphon.intake.Credits;
import org.antiphon.intake.PlatformId;
import org.antiphon.intake.Upload;
import org.antiphon.intake.UploadId;
import org.antiphon.intake.UploadState;
import org.antiphon.intake.Uploader;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.JobsSettings;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;

/// Enforcement on a real database with a settable clock; uploads, assessments and the catalogue are
/// maps that a test fills.
public final class Fixture implements AutoCloseable, CaseSources {
  public static final RecordingId HARBOUR = new RecordingId("harbour");
  public final Database database = TestDatabase.fresh();
  public volatile Instant now = Instant.parse("2026-11-22T10:00:00Z");

  /// Whether the clock is the machine's, and `now` is not looked at.
  public volatile boolean ticking;

  public final InstantSource clock = () -> ticking ? Instant.now() : now;
  public final Map<UUID, Upload> uploads = new HashMap<>();
  public final Map<UUID, Assessment> assessments = new HashMap<>();
  public final Map<RecordingId, Facts.Work> works = new HashMap<>();
  public final Map<String, List<Mandate>> names = new HashMap<>();
  public final Map<String, RosterArtist> artists = new HashMap<>();
  public final Map<RecordingId, SongRight> songs = new HashMap<>();
  public final Map<String, String> permitted = new HashMap<>();
  public final LawBook law = LawBook.bundled();
  public final Ledger ledger;
  public final Accounts accounts;
  public final Jobs jobs;
  public final FileBlobs blobs;
  public final Cases cases;
  public final Opening opening;
  public final Review review;
  public final Notices notices;
  public final Attestation attestation;
  public final SendGuard guard;
  public final Holds holds;
  public final Pauses pauses;
  public final Person jane;
  public final Findings findings;
  public boolean labels;
  public boolean licensedSongs;
  private int count;

  public Fixture(Path folder) throws IOException {
    var keys = new KeyFolder(folder.resolve("keys"));
    ledger = new Ledger(database, keys, clock);
    accounts = new Accounts(database, ledger, keys, clock);
    jobs = new Jobs(database, JobsSettings.standard(), clock);
    blobs = new FileBlobs(folder.resolve("blobs"));
    cases = new Cases(database, ledger, clock);
    pauses = new Pauses(database, ledger, clock);
    opening = new Opening(database, ledger, clock, cases, this, law);
    findings = new Findings(database, ledger, clock);
    review = new Review(database, ledger, clock, cases, this, law);
    notices = new Notices(database, ledger, clock);
    var complainant =
        new Complainant(
            "Jane Roe", "Example Rights", "1 Quay, 10115 Berlin", "+49 30 1", "rights@example.org");
    var office = new Office(complainant, URI.create("https://rights.example.org"), law);
    var drafting = new Drafting(notices, cases, this, blobs, office, clock);
    attestation =
        new Attestation(
            database,
            ledger,
            clock,
            accounts,
            jobs,
            new Desk(cases, review, notices, drafting, this, Desk.REGRET));
    holds = new Holds(database, ledger, clock, cases, this);
    guard = new SendGuard(clock, cases, notices, this);
    jane =
        database.inTransaction(() ->
            accounts.createPerson(
                "Jane Roe", "Head of rights", "jane@example.org", Set.of(Role.ATTESTER)));
    reset();
  }

  @Override
  public List<Pauses.Pause> pauses() {
    return pauses.open();
  }

  /// The catalogue and the clock as they were at first, for tests that share this.
  public void reset() {
    now = now.plus(Duration.ofSeconds(1));
    works.put(HARBOUR, work(HARBOUR, "Example Records", List.of()));
    database.inTransaction(
        () -> accounts.setRoles(jane.id(), Set.of(Role.ATTESTER), Actor.system()));
  }

  public static Facts.Work work(RecordingId id, String owner, List<Authorisation> allowed) {
    var terms =
        new Mandate.Terms(
            Mandate.Kind.RECORDING,
            Mandate.Role.AGENT,
            owner,
            Set.of("*"),
            Optional.empty(),
            Optional.empty());
    var recording =
        new Recording(
            id,
            "Harbour <live>",
            "The Example",
            Optional.of(new Isrc("QZANT2600001")),
            240,
            Optional.of(LocalDate.of(2024, 3, 1)),
            Codes.NONE);
    var mandate = Mandate.of(terms, Optional.of("a".repeat(64)), Set.of("jane@example.org"));
    return new Facts.Work(recording, List.of(mandate), List.of(), allowed, List.of());
  }

  /// An id of an upload that nobody had before.
  public String next() {
    return "x" + ++count;
  }

  /// An upload that plays our recording, assessed and routed.
  public CaseId copied(String externalId) {
    return copied(externalId, 150, 30);
  }

  public CaseId copied(String externalId, double seconds, double score) {
    var opened = opening.open(assessed(upload(externalId, soundOf(externalId)), seconds, score));
    return opened.getFirst();
  }

  /// A sound of its own for each name.
  public static String soundOf(String name) {
    return CanonicalJson.sha256(name.getBytes(StandardCharsets.UTF_8));
  }

  public Upload upload(String externalId, String audio) {
    var id = new UploadId(UuidV7.next(clock));
    var upload =
        new Upload(
            id,
            new PlatformId("p1"),
            externalId,
            1,
            Instant.parse("2026-11-20T10:00:00Z"),
            URI.create("https://p1.example/u/" + externalId),
            URI.create("https://p1.example/a/" + externalId),
            180,
            new Uploader("u-ada", "Ada Kern", Optional.empty(), Optional.empty()),
            Credits.of("{\"title\":\"Night Buss & <b>co</b>\",\"artists\":[\"Ada Kern\"]}"),
            Optional.of(new BlobId(audio)),
            Optional.of(now),
            UploadState.FETCHED,
            Optional.empty());
    uploads.put(id.uuid(), upload);
    return upload;
  }

  public UUID assessed(Upload upload, double seconds, double score) {
    var copy =
        new CopyFact(
            HARBOUR,
            "Harbour",
            "The Example",
            Optional.empty(),
            new Stretch(12, 12 + seconds),
            new Stretch(0, seconds * 1.03),
            1.03,
            0.5,
            score,
            Math.pow(10, -score),
            CopyFact.State.MATCH);
    var id = UuidV7.next(clock);
    String json = "{\"upload\":\"" + upload.id() + "\",\"assessment\":\"" + id + "\"}";
    assessments.put(
        id,
        new Assessment(
            new AssessmentId(id),
            upload.id().uuid(),
            upload.audio().orElseThrow().sha256(),
            180,
            Conclusion.COPY,
            List.of(copy),
            Signs.NONE,
            json,
            CanonicalJson.sha256(json.getBytes(StandardCharsets.UTF_8)),
            "lm1-0123456789ab",
            Optional.empty(),
            now));
    return id;
  }

  /// An upload that passes itself off as an artist for whose name there is a mandate, assessed.
  public UUID claiming(Upload upload, String artist) {
    var terms =
        new Mandate.Terms(
            Mandate.Kind.NAME_LIKENESS,
            Mandate.Role.AGENT,
            artist,
            Set.of("*"),
            Optional.empty(),
            Optional.empty());
    names.put(
        artist,
        List.of(Mandate.of(terms, Optional.of("b".repeat(64)), Set.of("jane@example.org"))));
    var id = UuidV7.next(clock);
    String json =
        """
        {"uploadId":"%s","impersonation":{"conclusion":"IMPERSONATION","findings":[{"artist":"%s",
        "code":"ON_PROFILE_UNDELIVERED","evidence":"it stands on their profile","strength":"STRONG"}]}}
        """
            .formatted(upload.id(), artist);
    var identity =
        new Signs.Identity("IMPERSONATION", artist, "ON_PROFILE_UNDELIVERED: on their profile");
    assessments.put(
        id,
        new Assessment(
            new AssessmentId(id),
            upload.id().uuid(),
            upload.audio().orElseThrow().sha256(),
            180,
            Conclusion.IMPERSONATION,
            List.of(),
            new Signs(Optional.empty(), Optional.empty(), Optional.of(identity)),
            json,
            CanonicalJson.sha256(json.getBytes(StandardCharsets.UTF_8)),
            "lm1-0123456789ab",
            Optional.empty(),
            now));
    return id;
  }

  public Session session() {
    return new Session(jane.id(), now, now.plus(Duration.ofHours(8)), now);
  }

  public static FairUse considered() {
    return new FairUse(
        "none found",
        new FairUse.Factors("a plain re-upload", "music", "nearly all", "replaces it"),
        FairUse.Conclusion.NOT_FAIR_USE);
  }

  public Notice draft(CaseId id) {
    return attestation.draft(id, jane.id());
  }

  /// What Jane sends to sign these; one alone she has heard, of several she has heard none.
  public AttestationRequest request(Notice... drafts) {
    if (drafts.length == 1) attestation.heard(drafts[0].about(), jane.id(), 6, 6);
    return unheard(drafts);
  }

  public AttestationRequest unheard(Notice... drafts) {
    return new AttestationRequest(
        session(),
        "Jane  Roe",
        List.of(drafts).stream()
            .map(it -> new AttestationRequest.Shown(it.id(), it.documentSha256()))
            .toList(),
        Set.of(),
        Optional.of(considered()));
  }

  /// A notice that waits to be sent.
  public Notice queued(String externalId) {
    var draft = draft(copied(externalId));
    attestation.attest(request(draft));
    return notices.get(draft.id());
  }

  public List<String> ledgerKinds() {
    return database
        .sql()
        .sql("select kind from ledger_entry order by id")
        .query((row, _) -> row.getString("kind"))
        .list();
  }

  @Override
  public Optional<Upload> upload(UUID id) {
    return Optional.ofNullable(uploads.get(id));
  }

  @Override
  public Optional<Assessment> assessment(UUID id) {
    return Optional.ofNullable(assessments.get(id));
  }

  @Override
  public Optional<Facts.Work> work(RecordingId id) {
    return Optional.ofNullable(works.get(id));
  }

  @Override
  public Optional<RosterArtist> artist(String name) {
    return Optional.ofNullable(artists.get(name));
  }

  @Override
  public List<Finding> findings(UUID upload) {
    return findings.standing(upload);
  }

  @Override
  public SongRight song(RecordingId id) {
    return songs.getOrDefault(id, SongRight.WHOLE);
  }

  @Override
  public List<Mandate> artistMandates(String artist) {
    return names.getOrDefault(artist, List.of());
  }

  @Override
  public Optional<String> permitted(Upload upload, String artist) {
    return Optional.ofNullable(permitted.get(artist));
  }

  @Override
  public Optional<String> referenceSha256(RecordingId id) {
    return Optional.of("c".repeat(64));
  }

  @Override
  public Optional<PlatformProfile> platform(String id) {
    return Optional.of(
        new PlatformProfile(
            id,
            Set.of("US_512", "EU_DSA", "PLATFORM_POLICY"),
            Set.of("US"),
            labels,
            licensedSongs));
  }

  @Override
  public void close() {
    jobs.close();
    database.close();
  }
}
