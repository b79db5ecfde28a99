package org.antiphon.enforcement.cases;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.database.Database;
import org.antiphon.database.UuidV7;
import org.antiphon.enforcement.basis.LawBook;
import org.antiphon.enforcement.basis.Outcome;
import org.antiphon.enforcement.basis.Router;
import org.antiphon.enforcement.basis.Routing;
import org.antiphon.examination.Assessment;
import org.antiphon.examination.CopyFact;
import org.antiphon.intake.Upload;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Ledger;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;
import org.antiphon.telemetry.Fact;
import org.antiphon.telemetry.Telemetry;
import tools.jackson.databind.json.JsonMapper;

/// Opens cases: gathers the facts about an assessed upload, asks the rules, and stores routing,
/// cases and ledger entries in one transaction. An assessment is routed once: a second call finds
/// the first one's row and changes nothing. A newer assessment of the same upload closes its cases
/// that nobody has signed yet.
public final class Opening {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private final Database database;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Cases cases;
  private final CaseSources sources;
  private final LawBook law;
  private final Findings findings;

  /// Wires it; thread-safe.
  public Opening(
      Database database,
      Ledger ledger,
      InstantSource clock,
      Cases cases,
      CaseSources sources,
      LawBook law) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
    this.cases = cases;
    this.sources = sources;
    this.law = law;
    this.findings = new Findings(database, ledger, clock);
  }

  /// Routes one stored assessment.
  ///
  /// @return the cases that were opened; empty where nothing follows, or it was routed before
  public List<CaseId> open(UUID assessmentId) {
    var assessment =
        sources.assessment(assessmentId).orElseThrow(() -> missing("assessment " + assessmentId));
    var upload =
        sources
            .upload(assessment.upload())
            .orElseThrow(() -> missing("upload " + assessment.upload()));
    return database.inTransaction(() -> open(upload, assessment));
  }

  /// Stores what a person found about an examined upload, and asks the rules about that alone.
  ///
  /// @param about an artist of the roster, or the id of a recording of the catalogue
  /// @return the cases that were opened; a refused one says why it can be no ground
  /// @throws Refused NOT_EXAMINED, ALREADY_FOUND
  /// @throws InvalidInput where the artist or the recording is not known, or the reason is empty
  public List<CaseId> found(
      Upload upload, Finding.Kind kind, String about, String reason, UUID person) {
    if (reason.isBlank())
      throw new InvalidInput("REQUIRED", "reason", "no reason", "say what you heard");
    known(kind, about);
    return database.inTransaction(() -> {
      var assessment =
          cases
              .routedAssessment(upload.id().uuid())
              .flatMap(sources::assessment)
              .orElseThrow(() ->
                  new Refused(
                      "NOT_EXAMINED",
                      "upload " + upload.id(),
                      "it was not examined yet",
                      "wait until it is"));
      var found =
          new Finding(
              UuidV7.next(clock),
              upload.id().uuid(),
              kind,
              about,
              reason.strip(),
              person,
              clock.instant(),
              Optional.empty());
      findings.add(found);
      return open(upload, assessment, Optional.of(found));
    });
  }

  private void known(Finding.Kind kind, String about) {
    boolean known =
        switch (kind) {
          case VOICE -> sources.artist(about).isPresent();
          case SONG -> sources.work(new RecordingId(about)).isPresent();
        };
    if (!known)
      throw new InvalidInput(
          "UNKNOWN",
          "about",
          "\"" + about + "\" is not known",
          kind == Finding.Kind.VOICE
              ? "write the name as it stands in the roster"
              : "write the id of a recording of the catalogue");
  }

  /// Takes a finding back: what nobody has signed yet is closed. What was signed is stopped before
  /// it is sent; what was sent is for a person to retract.
  ///
  /// @throws Refused NOT_FOUND
  public Finding withdraw(UUID finding, String reason, UUID person) {
    if (reason.isBlank()) throw new InvalidInput("REQUIRED", "reason", "no reason", "say why");
    return database.inTransaction(() -> {
      var found = findings.withdraw(finding, reason.strip(), person);
      for (var each : cases.ofUpload(found.upload()))
        if (each.ground().basis() == found.kind().basis()
            && (found.kind() == Finding.Kind.VOICE
                || each.recordings().contains(new RecordingId(found.about()))))
          closeUnsigned(each, "FINDING_WITHDRAWN");
      return found;
    });
  }

  private List<CaseId> open(Upload upload, Assessment assessment) {
    return open(upload, assessment, Optional.empty());
  }

  /// @param finding the rules are asked for its sake, and what else they say stands already
  private List<CaseId> open(Upload upload, Assessment assessment, Optional<Finding> finding) {
    var target = FactsGathering.target(upload, assessment);
    var gathering = new FactsGathering(sources, cases.table(), law, clock.instant());
    lockTarget(target);
    var routing =
        Router.route(
            gathering.facts(upload, assessment),
            gathering.standing(target, assessment),
            law,
            gathering.platform(upload),
            clock.instant().atOffset(ZoneOffset.UTC).toLocalDate());
    var id = UuidV7.next(clock);
    if (!store(id, routing, assessment, finding.map(Finding::id))) return List.of();
    if (finding.isEmpty())
      for (var old : cases.ofUpload(upload.id().uuid())) closeUnsigned(old, "SUPERSEDED");
    return routing.outcomes().stream()
        .filter(outcome -> finding.map(found -> follows(outcome, found)).orElse(true))
        .map(outcome ->
            open(
                outcome,
                target,
                new Case.Origin(id, assessment.id().value(), strength(outcome, assessment)),
                assessment))
        .toList();
  }

  /// Two assessments of one target must not both find its history empty.
  private void lockTarget(Case.Target target) {
    database
        .sql()
        .sql("select pg_advisory_xact_lock(hashtextextended(?, 7))")
        .param(target.platform() + "/" + target.externalId())
        .query((_, _) -> 0)
        .list();
  }

  private static boolean follows(Outcome outcome, Finding found) {
    return outcome.basis() == found.kind().basis()
        && (found.kind() == Finding.Kind.VOICE
            || outcome.recordings().contains(new RecordingId(found.about())));
  }

  private boolean store(UUID id, Routing routing, Assessment assessment, Optional<UUID> finding) {
    return database
            .sql()
            .sql(
                """
                insert into routing
                  (id, assessment_id, upload_id, at, outcomes, trace, data, finding_id)
                values (?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, nullif(?, '')::uuid)
                on conflict do nothing
                """)
            .params(
                id,
                assessment.id().value(),
                assessment.upload(),
                CaseTable.utc(clock.instant()),
                MAPPER.writeValueAsString(
                    routing.outcomes().stream().map(Opening::inWords).toList()),
                MAPPER.writeValueAsString(routing.trace()),
                MAPPER.writeValueAsString(routing.data()),
                finding.map(UUID::toString).orElse(""))
            .update()
        == 1;
  }

  private static Map<String, Object> inWords(Outcome outcome) {
    return Map.of(
        "outcome", kind(outcome),
        "basis", outcome.basis().name(),
        "code", outcome.code(),
        "recordings", outcome.recordings().stream().map(RecordingId::value).toList());
  }

  private void closeUnsigned(Case old, String because) {
    switch (old.state()) {
      case OPEN, IN_REVIEW, READY ->
          cases.move(old.id(), CaseState.CLOSED, Actor.system(), because);
      default -> {}
    }
  }

  private CaseId open(
      Outcome outcome, Case.Target target, Case.Origin origin, Assessment assessment) {
    var now = clock.instant();
    var id = new CaseId(UuidV7.next(clock));
    var ground = ground(outcome);
    var linked = cases.table().reappearanceOf(target, outcome.basis());
    var it =
        new Case(
            id,
            CaseState.OPEN,
            ground,
            target,
            origin,
            outcome.recordings(),
            Optional.empty(),
            linked,
            Optional.empty(),
            now,
            now);
    Telemetry.note(Fact.CASE, id.toString());
    Telemetry.note(Fact.UPLOAD, target.upload().toString());
    cases.table().insert(it, segments(outcome, assessment));
    var opened =
        ledger.append(
            new Entry(
                EntryKind.CASE_OPENED, Actor.system(), Cases.subject(id), record(it, assessment)));
    var to = firstState(outcome);
    if (to != CaseState.OPEN) cases.move(id, to, Actor.system(), ground.code(), opened);
    return id;
  }

  private static Map<String, Object> record(Case it, Assessment assessment) {
    var data = new LinkedHashMap<String, Object>();
    data.put("basis", it.ground().basis().name());
    data.put("outcome", it.ground().outcome());
    data.put("code", it.ground().code());
    data.put("platform", it.target().platform());
    data.put("target", it.target().externalId());
    data.put("upload", it.target().upload().toString());
    data.put("recordings", it.recordings().stream().map(RecordingId::value).toList());
    data.put("routing", it.origin().routing().toString());
    data.put("assessmentSha256", assessment.sha256());
    it.linkedTo().ifPresent(linked -> data.put("reappearanceOf", linked.toString()));
    return data;
  }

  private static CaseState firstState(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Notice _ -> CaseState.READY;
      case Outcome.Review _, Outcome.Label _ -> CaseState.IN_REVIEW;
      case Outcome.Refuse _ -> CaseState.REFUSED;
      case Outcome.Hold _ -> CaseState.OPEN;
    };
  }

  private static Case.Ground ground(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Notice n -> ground(n, n.code(), "nothing stands in the way");
      case Outcome.Hold h -> ground(h, h.held(), h.code(), h.reason());
      case Outcome.Review r -> ground(r, r.code(), r.reason());
      case Outcome.Refuse r -> ground(r, r.code(), r.reason());
      case Outcome.Label l -> ground(l, l.code(), "machine-made and not labelled");
    };
  }

  private static Case.Ground ground(Outcome outcome, String code, String reason) {
    return outcome instanceof Outcome.Notice notice
        ? ground(outcome, notice, code, reason)
        : new Case.Ground(outcome.basis(), kind(outcome), code, reason, "", "", Set.of());
  }

  private static Case.Ground ground(
      Outcome outcome, Outcome.Notice notice, String code, String reason) {
    return new Case.Ground(
        outcome.basis(),
        kind(outcome),
        code,
        reason,
        notice.owner(),
        notice.regime(),
        notice.territories());
  }

  private static String kind(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Notice _ -> "NOTICE";
      case Outcome.Label _ -> "LABEL";
      case Outcome.Review _ -> "REVIEW";
      case Outcome.Refuse _ -> "REFUSE";
      case Outcome.Hold _ -> "HOLD";
    };
  }

  private static List<Case.Segment> segments(Outcome outcome, Assessment assessment) {
    boolean accepted =
        assessment.matches().stream()
            .anyMatch(copy -> outcome.recordings().contains(copy.recording()));
    return (accepted ? assessment.matches() : assessment.copies())
        .stream()
            .filter(copy -> outcome.recordings().contains(copy.recording()))
            .map(Opening::segment)
            .toList();
  }

  private static Case.Segment segment(CopyFact copy) {
    return new Case.Segment(
        copy.recording(),
        copy.upload(),
        copy.reference(),
        copy.tempoFactor(),
        copy.pitchSemitones(),
        copy.score(),
        copy.expectedFalseMatches());
  }

  private static double strength(Outcome outcome, Assessment assessment) {
    return segments(outcome, assessment).stream().mapToDouble(Case.Segment::score).max().orElse(0);
  }

  private static InvalidInput missing(String what) {
    return new InvalidInput("NOT_STORED", what, "it is not stored", "examine the upload first");
  }
}
