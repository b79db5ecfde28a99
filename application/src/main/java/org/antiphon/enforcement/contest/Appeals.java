package org.antiphon.enforcement.contest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.antiphon.accounts.Accounts;
import org.antiphon.accounts.Duties;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.Role;
import org.antiphon.database.Database;
import org.antiphon.database.UuidV7;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.cases.Cases;
import org.antiphon.enforcement.contest.Appeal.Answer;
import org.antiphon.enforcement.contest.Appeal.Decision;
import org.antiphon.enforcement.contest.Appeal.Ground;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.enforcement.notices.NoticeId;
import org.antiphon.enforcement.notices.NoticeMoves;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.enforcement.notices.Notices;
import org.antiphon.enforcement.verification.CalendarScale;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.JobType;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.Priority;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Ledger;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;

/// Objections of accused creators (R26): taken under the address that a notice names, kept word for
/// word, answered within five business days by somebody who did not sign the notice. One that is
/// found right, or is not answered in time, takes the notice back at every recipient.
public final class Appeals {
  /// Business days to answer in.
  public static final int DAYS = 5;

  /// Whoever holds the address may object; more than this about one notice is noise.
  private static final int MOST = 5;

  private static final int LONGEST = 5_000;
  private static final JobType<Due> DUE = new JobType<>("appeal.due", Due.class);
  private static final Set<NoticeState> UNSENT =
      EnumSet.of(NoticeState.DRAFTED, NoticeState.CANCELLED);

  private final Database database;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Cases cases;
  private final Notices notices;
  private final Means means;
  private final AppealTable table;

  /// What follows from an answer, and when one is due.
  public record Means(
      Jobs jobs, Accounts accounts, Retractions retractions, Turns turns, CalendarScale scale) {}

  /// An objection whose time has come.
  record Due(UUID appeal) {}

  /// Wires it; thread-safe.
  public Appeals(
      Database database,
      Ledger ledger,
      InstantSource clock,
      Cases cases,
      Notices notices,
      Means means) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
    this.cases = cases;
    this.notices = notices;
    this.means = means;
    this.table = new AppealTable(database);
  }

  /// Registers the job that answers for us what we did not answer; before the jobs start.
  public void register() {
    means.jobs().register(DUE, (due, _) -> overdue(due.appeal()));
  }

  /// The notice that an address names.
  ///
  /// @throws Refused NOT_FOUND for an address that no sent notice names
  public Notice notice(String key) {
    return notices
        .byKey(key)
        .filter(notice -> !UNSENT.contains(notice.state()))
        .orElseThrow(() ->
            new Refused(
                "NOT_FOUND",
                "/appeal/" + key,
                "no notice that was sent names this address",
                "copy the whole address from the notice"));
  }

  /// Takes one.
  ///
  /// @throws InvalidInput where nothing is said, or too much
  /// @throws Refused ENOUGH where the notice has five already
  public Appeal receive(String key, Ground ground, String words, String contact) {
    check(words, contact);
    return database.inTransaction(() -> {
      var notice = notices.lock(notice(key).id());
      if (of(notice.id()).size() >= MOST)
        throw new Refused(
            "ENOUGH",
            "/appeal/" + key,
            "this notice has " + MOST + " objections already",
            "a person reads them; wait for the answer");
      return store(notice, ground, words.strip(), contact.strip());
    });
  }

  private static void check(String words, String contact) {
    if (words.isBlank() || words.length() > LONGEST)
      throw new InvalidInput(
          "WORDS",
          "words",
          "say in 1 to 5,000 characters what is wrong",
          "shorten it, or say more");
    if (contact.length() > 320)
      throw new InvalidInput("CONTACT", "contact", "it is too long", "give one e-mail address");
  }

  private Appeal store(Notice notice, Ground ground, String words, String contact) {
    var now = clock.instant();
    var appeal =
        new Appeal(
            UuidV7.next(clock),
            notice.id(),
            now,
            ground,
            words,
            contact,
            due(now),
            Optional.empty());
    table.insert(appeal);
    ledger.append(
        new Entry(
            EntryKind.APPEAL_RECEIVED,
            Actor.system(),
            Notices.subject(notice.id()),
            List.of(),
            Map.of(
                "appeal", appeal.id().toString(),
                "ground", ground.name(),
                "dueAt", appeal.dueAt().toString()),
            Map.of("words", words, "contact", contact)));
    means
        .jobs()
        .schedule(
            DUE, appeal.id().toString(), new Due(appeal.id()), appeal.dueAt(), Priority.URGENT);
    return appeal;
  }

  /// When an objection that came now would have to be answered.
  public Instant dueIfItCameNow() {
    return due(clock.instant());
  }

  /// How fast the calendar runs by which answers are due.
  public CalendarScale calendar() {
    return means.scale();
  }

  /// The end of the fifth business day.
  private Instant due(Instant now) {
    var end = new BusinessDays(ZoneOffset.UTC).endOf(now, DAYS);
    return now.plus(means.scale().onTheWire(Duration.between(now, end)));
  }

  /// Answers one.
  ///
  /// @param reasons for the creator to read
  /// @throws Refused NOT_AUTHORISED, SEPARATION_OF_DUTIES for whoever signed or released the
  ///   notice, DECIDED
  public Appeal decide(UUID id, Decision decision, String reasons, Person person) {
    if (!person.is(Role.APPEAL_REVIEWER))
      throw new Refused(
          "NOT_AUTHORISED",
          "person " + person.id(),
          "has no role of appeal reviewer",
          "ask one who has");
    if (reasons.isBlank() || reasons.length() > LONGEST || decision == Decision.OVERDUE)
      throw new InvalidInput(
          "REASONS", "reasons", "an answer has 1 to 5,000 characters of reasons", "say why");
    return database.inTransaction(() -> {
      var appeal = open(id);
      separate(notices.get(appeal.notice()), person);
      var answer =
          new Answer(decision, clock.instant(), reasons.strip(), Optional.of(person.id().value()));
      means.jobs().cancel(DUE, id.toString());
      return answered(appeal, answer, Actor.person("appeal reviewer", person.id().toString()));
    });
  }

  /// Whether nothing that this person did about the notice bars them from answering: whoever signed
  /// a notice, or released it, does not judge it (R27).
  public boolean mayAnswer(Appeal appeal, Person person) {
    return Duties.allows(
        policy(), played(notices.get(appeal.notice()), person), Duties.Part.APPEAL_REVIEWER);
  }

  private void separate(Notice notice, Person person) {
    Duties.require(policy(), person.id(), played(notice, person), Duties.Part.APPEAL_REVIEWER);
  }

  private Set<Duties.Part> played(Notice notice, Person person) {
    var played = EnumSet.noneOf(Duties.Part.class);
    boolean signed = notice.signing().person().equals(person.id().value());
    boolean released =
        cases.releasedBy(notice.about()).filter(person.id().value()::equals).isPresent();
    if (signed || released) played.add(Duties.Part.ATTESTER);
    return played;
  }

  /// An installation of one person lets that person do everything, and says so on every answer.
  private Duties.Policy policy() {
    return means.accounts().people().size() < 2 ? Duties.Policy.ONE_PERSON : Duties.Policy.SEPARATE;
  }

  private JobOutcome overdue(UUID id) {
    database.inTransaction(() -> {
      var appeal = table.lock(id);
      if (appeal.isEmpty() || appeal.get().answer().isPresent()) return;
      var answer =
          new Answer(
              Decision.OVERDUE,
              clock.instant(),
              "We did not answer in time; the notice is taken back.",
              Optional.empty());
      answered(appeal.get(), answer, Actor.system());
    });
    return JobOutcome.done();
  }

  private Appeal answered(Appeal appeal, Answer answer, Actor actor) {
    table.answer(appeal.id(), answer);
    ledger.append(
        new Entry(
            EntryKind.APPEAL_DECIDED,
            actor,
            Notices.subject(appeal.notice()),
            List.of(),
            Map.of("appeal", appeal.id().toString(), "decision", answer.decision().name()),
            Map.of("reasons", answer.reasons())));
    if (answer.decision() != Decision.REJECTED) takeBack(appeal, answer, actor);
    return table.lock(appeal.id()).orElseThrow();
  }

  private void takeBack(Appeal appeal, Answer answer, Actor actor) {
    var notice = notices.lock(appeal.notice());
    means.turns().note(notice.id(), Turns.Kind.APPEAL_UPHELD);
    if (NoticeMoves.from(notice.state()).isEmpty()) return;
    cases.willEnd(notice.about(), "APPEAL_UPHELD");
    var cause =
        answer.decision() == Decision.OVERDUE
            ? Retractions.Cause.APPEAL_OVERDUE
            : Retractions.Cause.APPEAL_UPHELD;
    means.retractions().order(notice.id(), cause, answer.reasons(), actor);
  }

  private Appeal open(UUID id) {
    var appeal =
        table
            .lock(id)
            .orElseThrow(() ->
                new Refused("NOT_FOUND", "appeal " + id, "there is none", "list the appeals"));
    if (appeal.answer().isPresent())
      throw new Refused(
          "DECIDED",
          "appeal " + id,
          "it is " + appeal.answer().get().decision(),
          "an answer is given once");
    return appeal;
  }

  /// Objections that nobody has answered, the most urgent first.
  public List<Appeal> unanswered() {
    return table.unanswered();
  }

  /// Objections to a notice, the oldest first.
  public List<Appeal> of(NoticeId notice) {
    return table.of(notice);
  }

  /// Objections to all notices of a case.
  public List<Appeal> ofCase(CaseId id) {
    return notices.ofCase(id).stream().flatMap(notice -> of(notice.id()).stream()).toList();
  }

  /// Forgets what a person wrote and where they can be reached; ground, dates and answer stay, and
  /// so do all proofs of the ledger.
  public void erase(UUID id, String why) {
    var appeal =
        database.inTransaction(() -> {
          var found = table.lock(id).orElseThrow();
          table.erase(id);
          return found;
        });
    var entries =
        ledger.about(Notices.subject(appeal.notice())).stream()
            .filter(entry ->
                entry.json().path("data").path("appeal").asString("").equals(id.toString()))
            .map(Ledger.Recorded::id)
            .toList();
    ledger.erase(entries, why);
  }
}
