package org.antiphon.enforcement.attestation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.antiphon.accounts.Accounts;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.PersonId;
import org.antiphon.database.Database;
import org.antiphon.database.UuidV7;
import org.antiphon.enforcement.cases.Case;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.enforcement.notices.NoticeId;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.enforcement.notices.Signer;
import org.antiphon.enforcement.notices.Statement;
import org.antiphon.jobs.JobType;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.Priority;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryId;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.Subject;
import org.antiphon.problem.Refused;

/// A named person signs exactly what is sent.
///
/// First [#draft] draws each notice up for that person and answers with its hash; then [#attest]
/// takes the hashes back, asks every rule, signs the RFC 8785 statement over them with the person's
/// Ed25519 key, and in one transaction makes case ATTESTED and notice QUEUED, schedules the sending
/// and writes the ledger. What is sent later are the stored bytes, which the database keeps from
/// changing. No setting signs for a person.
public final class Attestation {
  /// A notice may be sent; delivery does it.
  public static final JobType<AttestedNotice> ATTESTED =
      new JobType<>("notice.attested", AttestedNotice.class);

  /// A notice was signed: what its public page shows can be made, before anybody asks for it.
  public static final JobType<AttestedNotice> SIGNED =
      new JobType<>("notice.signed", AttestedNotice.class).heavy();

  private static final Duration AFTER_SIGNING = Duration.ofSeconds(30);
  private static final String ROLE = "attester";
  private static final int BROKEN_BATCH = 2;
  private final Database database;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Accounts accounts;
  private final Jobs jobs;
  private final Desk desk;

  /// Wires it; thread-safe.
  public Attestation(
      Database database,
      Ledger ledger,
      InstantSource clock,
      Accounts accounts,
      Jobs jobs,
      Desk desk) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
    this.accounts = accounts;
    this.jobs = jobs;
    this.desk = desk;
  }

  /// Draws up the notice of a READY case for a person, or anew.
  public Notice draft(CaseId about, PersonId person) {
    var who = person(person);
    return desk.drafting()
        .draft(about, new Signer(person.value(), who.name(), who.email(), keyId(person)));
  }

  /// How long a signature can be undone before anything leaves.
  public Duration regret() {
    return desk.regret();
  }

  /// Names the key of a person: `ed25519:` and the first 16 digits of its SHA-256.
  public String keyId(PersonId person) {
    return "ed25519:" + CanonicalJson.sha256(accounts.publicKey(person).key()).substring(0, 16);
  }

  /// What must be opened before these drafts can be signed together.
  public Batch batch(List<NoticeId> notices) {
    return Batch.of(notices.stream().map(desk.notices()::get).map(this::entry).toList());
  }

  /// Notes that a person had a case open and for how long both sounds played, as the server saw it.
  public void heard(CaseId about, PersonId person, double querySeconds, double referenceSeconds) {
    database
        .sql()
        .sql(
            """
            insert into heard_sample values (?, ?, ?, ?, ?)
            on conflict (case_id, person) do update set
              query_seconds = heard_sample.query_seconds + excluded.query_seconds,
              reference_seconds = heard_sample.reference_seconds + excluded.reference_seconds,
              at = excluded.at
            """)
        .params(
            about.value(),
            person.value(),
            querySeconds,
            referenceSeconds,
            clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /// What a person has heard of a case so far.
  public HeardTime heardOf(CaseId about, PersonId person) {
    return database
        .sql()
        .sql(
            """
            select query_seconds, reference_seconds from heard_sample
            where case_id = ? and person = ?
            """)
        .params(about.value(), person.value())
        .query((row, _) -> new HeardTime(row.getDouble(1), row.getDouble(2)))
        .optional()
        .orElse(HeardTime.NOTHING);
  }

  /// Signs.
  ///
  /// @throws Refused with the code of the rule that says no; nothing is signed then
  public Signed attest(AttestationRequest request) {
    var person = person(request.session().person());
    var now = clock.instant();
    SigningRules.person(person, request, now);
    SigningRules.size(request);
    return database.inTransaction(() -> sign(request, person, now));
  }

  private Signed sign(AttestationRequest request, Person person, Instant now) {
    var all = lock(request, person, now);
    all.forEach(notice -> SigningRules.paused(notice, desk));
    var cases = all.stream().map(notice -> desk.cases().lock(notice.about())).toList();
    cases.forEach(about -> SigningRules.authority(about, person, desk, now));
    boolean alone = accounts.people().size() < 2; // nobody else could sign or release
    if (!alone) cases.forEach(about -> SigningRules.released(about, person, desk));
    if (all.size() > 1) batchRules(request, person, all, cases);
    else SigningRules.heard(cases.getFirst(), heardOf(all.getFirst().about(), person.id()));
    considerFairUse(request, person, cases);
    var signed = all.stream().filter(it -> !request.declined().contains(it.id())).toList();
    if (signed.isEmpty())
      throw new Refused("BATCH_REJECTED", "notices", "every notice was declined", "refuse them");
    return store(request, person, signed, now);
  }

  private List<Notice> lock(AttestationRequest request, Person person, Instant now) {
    var shown = new ArrayList<>(request.notices());
    shown.sort(Comparator.comparing(it -> it.notice().toString())); // one order: no deadlock
    var notices = new ArrayList<Notice>();
    for (var it : shown) {
      var notice = desk.notices().lock(it.notice());
      SigningRules.document(notice, it.documentSha256(), person, now);
      notices.add(notice);
    }
    return notices;
  }

  private void batchRules(
      AttestationRequest request, Person person, List<Notice> notices, List<Case> cases) {
    SigningRules.alike(notices, cases);
    var batch = Batch.of(notices.stream().map(this::entry).toList());
    var declined = new HashSet<>(request.declined());
    declined.retainAll(batch.sample());
    if (declined.size() >= BROKEN_BATCH)
      throw new Refused(
          "BATCH_REJECTED",
          "batch " + batch.root(),
          declined.size() + " samples were declined: the batch is broken",
          "review its cases one by one");
    var unseen = batch.unseen(opened(person, notices));
    if (!unseen.isEmpty()) throw SigningRules.unseen(unseen);
  }

  private Set<NoticeId> opened(Person person, List<Notice> notices) {
    var heard =
        new HashSet<>(
            database
                .sql()
                .sql(
                    """
                    select case_id from heard_sample
                    where person = ? and query_seconds >= ? and reference_seconds >= ?
                    """)
                .params(person.id().value(), HeardTime.ENOUGH, HeardTime.ENOUGH)
                .query(UUID.class)
                .list());
    var opened = new HashSet<NoticeId>();
    for (var notice : notices) if (heard.contains(notice.about().value())) opened.add(notice.id());
    return opened;
  }

  private void considerFairUse(AttestationRequest request, Person person, List<Case> cases) {
    for (var about : cases) {
      if (!about.ground().basis().isCopyright()) continue;
      var recorded = desk.review().considered(about.id());
      if (recorded.isEmpty()) {
        var given = request.fairUse().orElseThrow(() -> SigningRules.unrecorded(about));
        desk.review().consider(about.id(), given, person.id().value());
        recorded = request.fairUse();
      }
      SigningRules.fairUse(about, recorded.get());
    }
  }

  private Signed store(
      AttestationRequest request, Person person, List<Notice> notices, Instant now) {
    var id = UuidV7.next(clock);
    var batch = Batch.of(notices.stream().map(this::entry).toList());
    byte[] statement = CanonicalJson.of(statement(request, person, notices, batch));
    String sha256 = CanonicalJson.sha256(statement);
    database
        .sql()
        .sql("insert into attestation values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            id,
            person.id().value(),
            ROLE,
            statement,
            sha256,
            accounts.sign(person.id(), statement),
            keyId(person.id()),
            batch.root(),
            notices.size(),
            now.atOffset(ZoneOffset.UTC))
        .update();
    var actor = Actor.person(ROLE, person.id().toString());
    var entry =
        ledger.append(
            new Entry(
                EntryKind.ATTESTATION_SIGNED,
                actor,
                new Subject("attestation", id.toString()),
                Map.of(
                    "statementSha256", sha256,
                    "batchRoot", batch.root(),
                    "notices", notices.size(),
                    "keyId", keyId(person.id()))));
    notices.forEach(notice -> queue(notice, id, actor, entry));
    return new Signed(
        id,
        person.id().value(),
        batch.root(),
        sha256,
        notices.stream().map(Notice::id).toList(),
        now);
  }

  private void queue(Notice notice, UUID attestation, Actor actor, EntryId signed) {
    desk.notices().signed(notice.id(), attestation);
    Map<String, Object> data =
        Map.of("documentSha256", notice.documentSha256(), "attestation", attestation.toString());
    var attested =
        desk.notices()
            .move(
                notice.id(), NoticeState.ATTESTED, actor, EntryKind.NOTICE_ATTESTED, data, signed);
    desk.cases().move(notice.about(), CaseState.ATTESTED, actor, "ATTESTED", attested);
    desk.notices()
        .move(
            notice.id(),
            NoticeState.QUEUED,
            Actor.system(),
            EntryKind.NOTICE_MOVED,
            Map.of(),
            attested);
    jobs.schedule(
        ATTESTED,
        notice.id().toString(),
        new AttestedNotice(notice.id().value()),
        clock.instant().plus(desk.regret()),
        Priority.NORMAL);
    jobs.schedule(
        SIGNED,
        notice.id().toString(),
        new AttestedNotice(notice.id().value()),
        clock.instant().plus(AFTER_SIGNING), // most people hear of it an hour later, not now
        Priority.LOW);
  }

  /// What is signed, and nothing else.
  private Map<String, Object> statement(
      AttestationRequest request, Person person, List<Notice> notices, Batch batch) {
    var json = new LinkedHashMap<String, Object>();
    json.put("schema", "antiphon-attestation/1");
    json.put("batchRoot", batch.root());
    json.put(
        "notices",
        notices.stream()
            .map(notice -> Map.of("id", notice.id().toString(), "sha256", notice.documentSha256()))
            .toList());
    json.put(
        "statements",
        Statement.confirmed(notices.getFirst().basis().name()).stream()
            .map(it -> Map.of("id", it.id(), "version", it.version(), "text", it.text()))
            .toList());
    json.put(
        "person",
        Map.of(
            "id", person.id().toString(),
            "name", person.name(),
            "title", person.title(),
            "mandate", notices.getFirst().signing().mandate()));
    json.put("typedName", SigningRules.tidy(request.typedName()));
    json.put("reauthenticatedAt", request.session().authenticatedAt().toString());
    json.put(
        "samples",
        notices.size() == 1
            ? List.of()
            : batch.mustBeOpened().stream().map(NoticeId::toString).sorted().toList());
    json.put(
        "fairUse",
        notices.stream()
            .filter(notice -> notice.basis().isCopyright())
            .map(notice ->
                Map.of(
                    "notice", notice.id().toString(),
                    "conclusion",
                        desk.review().considered(notice.about()).orElseThrow().conclusion().name()))
            .toList());
    return json;
  }

  /// Takes a signature back while the notice still waits: it is CANCELLED, the case READY again,
  /// and a new round needs a new signature.
  ///
  /// @throws org.antiphon.enforcement.cases.IllegalMove once sending has begun
  public void undo(NoticeId id, PersonId person) {
    var actor = Actor.person(ROLE, person.toString());
    database.inTransaction(() -> {
      var notice = desk.notices().lock(id);
      desk.notices()
          .move(
              id,
              NoticeState.CANCELLED,
              actor,
              EntryKind.NOTICE_WITHDRAWN,
              Map.of("reason", "UNDONE"));
      desk.cases().move(notice.about(), CaseState.READY, actor, "ATTESTATION_UNDONE");
      jobs.cancel(ATTESTED, id.toString());
    });
  }

  private Batch.Entry entry(Notice notice) {
    var segments = desk.cases().segments(notice.about());
    var about = desk.cases().get(notice.about());
    return new Batch.Entry(
        notice.id(),
        notice.documentSha256(),
        segments.stream().mapToDouble(Case.Segment::score).min().orElse(0),
        segments.stream().mapToDouble(segment -> segment.upload().seconds()).sum(),
        segments.stream().mapToDouble(s -> Math.abs(s.tempoFactor() - 1)).max().orElse(0),
        segments.stream().mapToDouble(s -> Math.abs(s.pitchSemitones())).max().orElse(0),
        about.ground().code().equals("FAIR_USE_REVIEW"));
  }

  private Person person(PersonId id) {
    return accounts
        .person(id)
        .orElseThrow(
            () -> new Refused("NOT_AUTHORISED", "person " + id, "is not known", "log in again"));
  }
}
