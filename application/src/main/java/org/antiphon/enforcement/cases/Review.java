package org.antiphon.enforcement.cases;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.antiphon.database.Database;
import org.antiphon.database.UuidV7;
import org.antiphon.enforcement.basis.LawBook;
import org.antiphon.enforcement.basis.Outcome;
import org.antiphon.enforcement.basis.Router;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryId;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Ledger;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;
import tools.jackson.databind.json.JsonMapper;

/// What persons do to cases: open one (nobody else decides it for 15 minutes), decide, take a
/// decision back while nothing has left, note something, record that fair use was considered.
public final class Review {
  /// How long an opened case is kept for the person who opened it.
  public static final Duration HOLD = Duration.ofMinutes(15);

  private static final String ROLE = "reviewer";

  /// Why a case about a label ended that a person approved.
  public static final String LABELLED = "LABELLED";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private final Database database;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Cases cases;
  private final CaseSources sources;
  private final LawBook law;

  /// Wires it; thread-safe.
  public Review(
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

  /// Keeps a case for a person, or lengthens their hold.
  ///
  /// @throws Refused CASE_HELD while somebody else has it
  public Case hold(CaseId id, UUID person) {
    return database.inTransaction(() -> {
      freeFor(id, person);
      cases.table().hold(id, person, clock.instant().plus(HOLD));
      return cases.get(id);
    });
  }

  /// Gives a case back, if this person has it.
  public void release(CaseId id, UUID person) {
    database.inTransaction(() -> {
      var held = cases.lock(id).held();
      if (held.filter(holding -> holding.person().equals(person)).isPresent())
        cases.table().hold(id, null, null);
    });
  }

  /// Decides a case that waits. An approved one goes through the remaining rules again, as of
  /// today, with the reviews answered.
  ///
  /// @throws Refused with the rule's code where they do not let it through, CASE_HELD, or
  ///   NOT_IN_REVIEW
  public Decision decide(CaseId id, Decision.Kind kind, String reason, UUID person) {
    if (reason.isBlank() && kind != Decision.Kind.APPROVE)
      throw new InvalidInput("REASON", "reason", "a decision needs a reason", "say why");
    return database.inTransaction(() -> {
      var now = freeFor(id, person);
      var decision =
          new Decision(
              UuidV7.next(clock), id, kind, reason, person, clock.instant(), Optional.empty());
      insert(decision);
      var entry =
          ledger.append(
              new Entry(
                  EntryKind.CASE_DECIDED,
                  Actor.person(ROLE, person.toString()),
                  Cases.subject(id),
                  List.of(),
                  Map.of("decision", kind.name()),
                  Map.of("reason", reason)));
      carryOut(now, decision, entry);
      cases.table().hold(id, null, null);
      return decision;
    });
  }

  private void carryOut(Case now, Decision decision, EntryId entry) {
    var actor = Actor.person(ROLE, decision.person().toString());
    switch (decision.kind()) {
      case REFUSE -> cases.move(now.id(), CaseState.REFUSED, actor, "NO_CASE", entry);
      case APPROVE -> {
        if (now.ground().outcome().equals("LABEL")) {
          label(now, actor, entry);
          return;
        }
        // The second of the two people whom a person's name asks for; the rules had no doubt.
        if (now.state() == CaseState.READY && now.ground().basis().needsTwo()) return;
        if (now.state() != CaseState.IN_REVIEW && now.state() != CaseState.OPEN)
          throw new Refused(
              "NOT_IN_REVIEW",
              "case " + now.id(),
              "it is " + now.state(),
              "approve a case that waits for a decision");
        cases.table().ground(now.id(), lawful(now));
        cases.move(now.id(), CaseState.READY, actor, "APPROVED", entry);
      }
      case CANNOT_TELL -> {
        if (now.state() == CaseState.OPEN || now.state() == CaseState.READY)
          cases.move(now.id(), CaseState.IN_REVIEW, actor, "CANNOT_TELL", entry);
      }
    }
  }

  /// A person saw the evidence and knows of no human making: our own label stands, and that is all.
  /// Machine-made sound leads to no notice by any way (R1), so the case ends here.
  private void label(Case now, Actor actor, EntryId entry) {
    if (now.state() != CaseState.IN_REVIEW)
      throw new Refused(
          "NOT_IN_REVIEW",
          "case " + now.id(),
          "it is " + now.state(),
          "approve a case that waits for a decision");
    cases.move(now.id(), CaseState.CLOSED, actor, LABELLED, entry);
  }

  /// The ground after the rules that no person may set aside: right, law, allow-list, history.
  private Case.Ground lawful(Case now) {
    var upload = sources.upload(now.target().upload()).orElseThrow();
    var assessment = sources.assessment(now.origin().assessment()).orElseThrow();
    var gathering = new FactsGathering(sources, cases.table(), law, clock.instant());
    var routing =
        Router.routeReviewed(
            gathering.facts(upload, assessment),
            gathering.reviewed(now.target(), assessment),
            law,
            gathering.platform(upload),
            clock.instant().atOffset(ZoneOffset.UTC).toLocalDate());
    var outcome =
        routing.outcomes().stream()
            .filter(it -> it.basis() == now.ground().basis())
            .filter(it -> it.recordings().containsAll(now.recordings()))
            .findFirst();
    return switch (outcome.orElse(null)) {
      case Outcome.Notice notice when !notice.regime().isEmpty() ->
          new Case.Ground(
              notice.basis(),
              now.ground().outcome(),
              now.ground().code(),
              now.ground().reason(),
              notice.owner(),
              notice.regime(),
              notice.territories());
      case Outcome other ->
          throw new Refused(
              other.code().equals("NOTICE") ? "NO_REGIME" : other.code(),
              "case " + now.id(),
              "the rules do not let it through",
              "the trace of its routing says why");
      case null ->
          throw new Refused(
              "NO_GROUND", "case " + now.id(), "nothing is left to notify", "refuse the case");
    };
  }

  /// Takes the last decision back while nothing has been signed; the case waits again.
  ///
  /// @throws Refused NOTHING_TO_UNDO
  public Case undo(CaseId id, UUID person) {
    return database.inTransaction(() -> {
      var now = freeFor(id, person);
      boolean undoable = now.state() == CaseState.READY || now.state() == CaseState.REFUSED;
      var last = decisions(id).stream().filter(it -> it.undoneAt().isEmpty()).findFirst();
      if (!undoable || last.isEmpty())
        throw new Refused(
            "NOTHING_TO_UNDO",
            "case " + id,
            "it is " + now.state() + ", and no decision can be taken back",
            "a sent notice is retracted instead");
      database
          .sql()
          .sql("update case_decision set undone_at = ? where id = ?")
          .params(CaseTable.utc(clock.instant()), last.get().id())
          .update();
      cases.move(id, CaseState.IN_REVIEW, Actor.person(ROLE, person.toString()), "DECISION_UNDONE");
      return cases.get(id);
    });
  }

  /// What was decided, newest first.
  public List<Decision> decisions(CaseId id) {
    return database
        .sql()
        .sql("select * from case_decision where case_id = ? order by id desc")
        .param(id.value())
        .query((row, _) ->
            new Decision(
                row.getObject("id", UUID.class),
                id,
                Decision.Kind.valueOf(row.getString("decision")),
                row.getString("reason"),
                row.getObject("person", UUID.class),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("undone_at", OffsetDateTime.class))
                    .map(OffsetDateTime::toInstant)))
        .list();
  }

  /// Who found that it is a ground, and did not take it back.
  public Set<UUID> approvers(CaseId id) {
    return decisions(id).stream()
        .filter(it -> it.kind() == Decision.Kind.APPROVE && it.undoneAt().isEmpty())
        .map(Decision::person)
        .collect(Collectors.toSet());
  }

  /// A person's remark beside a case.
  public record Note(UUID id, String text, UUID person, Instant at) {}

  /// Adds a remark.
  public void note(CaseId id, String text, UUID person) {
    if (text.isBlank()) throw new InvalidInput("NOTE", "text", "the note is empty", "write it");
    database.inTransaction(() -> {
      database
          .sql()
          .sql("insert into case_note values (?, ?, ?, ?, ?)")
          .params(
              UuidV7.next(clock),
              cases.lock(id).id().value(),
              text,
              person,
              CaseTable.utc(clock.instant()))
          .update();
      ledger.append(
          new Entry(
              EntryKind.CASE_REVIEWED,
              Actor.person(ROLE, person.toString()),
              Cases.subject(id),
              List.of(),
              Map.of("what", "note"),
              Map.of("text", text)));
    });
  }

  /// The remarks, oldest first.
  public List<Note> notes(CaseId id) {
    return database
        .sql()
        .sql("select * from case_note where case_id = ? order by id")
        .param(id.value())
        .query((row, _) ->
            new Note(
                row.getObject("id", UUID.class),
                row.getString("text"),
                row.getObject("person", UUID.class),
                row.getObject("at", OffsetDateTime.class).toInstant()))
        .list();
  }

  /// Records that fair use was considered.
  public void consider(CaseId id, FairUse fairUse, UUID person) {
    database.inTransaction(() -> {
      database
          .sql()
          .sql("insert into fair_use_record values (?, ?, ?, ?::jsonb, ?, ?, ?)")
          .params(
              UuidV7.next(clock),
              cases.lock(id).id().value(),
              fairUse.signs(),
              MAPPER.writeValueAsString(fairUse.factors()),
              fairUse.conclusion().name(),
              person,
              CaseTable.utc(clock.instant()))
          .update();
      ledger.append(
          new Entry(
              EntryKind.STATEMENT_AFFIRMED,
              Actor.person(ROLE, person.toString()),
              Cases.subject(id),
              List.of(),
              Map.of("statement", "fair-use", "conclusion", fairUse.conclusion().name()),
              Map.of("signs", fairUse.signs())));
    });
  }

  /// The newest consideration of fair use.
  public Optional<FairUse> considered(CaseId id) {
    return database
        .sql()
        .sql("select * from fair_use_record where case_id = ? order by id desc limit 1")
        .param(id.value())
        .query((row, _) ->
            new FairUse(
                row.getString("signs"),
                MAPPER.readValue(row.getString("factors"), FairUse.Factors.class),
                FairUse.Conclusion.valueOf(row.getString("conclusion"))))
        .optional();
  }

  private Case freeFor(CaseId id, UUID person) {
    var now = cases.lock(id);
    var other =
        now.held()
            .filter(holding -> holding.until().isAfter(clock.instant()))
            .filter(holding -> !holding.person().equals(person));
    if (other.isPresent())
      throw new Refused(
          "CASE_HELD",
          "case " + id,
          "somebody else has it open until " + other.get().until(),
          "take another, or wait");
    return now;
  }

  private void insert(Decision decision) {
    database
        .sql()
        .sql("insert into case_decision values (?, ?, ?, ?, ?, ?, null)")
        .params(
            decision.id(),
            decision.about().value(),
            decision.kind().name(),
            decision.reason(),
            decision.person(),
            CaseTable.utc(decision.at()))
        .update();
  }
}
