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

  private List<CaseId> open(Upload upload, Assessment assessment) {
    var target = FactsGathering.target(upload, assessment);
    var gathering = new FactsGathering(sources, cases.table(), clock.instant());
    lockTarget(target);
    var routing =
        Router.route(
            gathering.facts(upload, assessment),
            gathering.standing(target, assessment),
            law,
            gathering.platform(upload),
            clock.instant().atOffset(ZoneOffset.UTC).toLocalDate());
    var id = UuidV7.next(clock);
    if (!store(id, routing, assessment)) return List.of();
    closeUnsigned(upload);
    return routing.outcomes().stream()
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

  private boolean store(UUID id, Routing routing, Assessment assessment) {
    return database
            .sql()
            .sql(
                """
                insert into routing (id, assessment_id, upload_id, at, outcomes, trace, data)
                values (?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb)
                on conflict (assessment_id) do nothing
                """)
            .params(
                id,
                assessment.id().value(),
                assessment.upload(),
                CaseTable.utc(clock.instant()),
                MAPPER.writeValueAsString(
                    routing.outcomes().stream().map(Opening::inWords).toList()),
                MAPPER.writeValueAsString(routing.trace()),
                MAPPER.writeValueAsString(routing.data()))
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

  private void closeUnsigned(Upload upload) {
    for (var old : cases.ofUpload(upload.id().uuid()))
      switch (old.state()) {
        case OPEN, IN_REVIEW, READY ->
            cases.move(old.id(), CaseState.CLOSED, Actor.system(), "SUPERSEDED");
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
