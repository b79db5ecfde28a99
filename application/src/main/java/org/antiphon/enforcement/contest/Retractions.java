package org.antiphon.enforcement.contest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.Role;
import org.antiphon.database.Database;
import org.antiphon.enforcement.cases.Cases;
import org.antiphon.enforcement.delivery.Delivery;
import org.antiphon.enforcement.delivery.RetractionOrder;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.enforcement.notices.NoticeId;
import org.antiphon.enforcement.notices.NoticeMoves;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.enforcement.notices.Notices;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.Priority;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Ledger;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;

/// Takes notices back at everybody who was told (R24): the platform, and whoever else is a
/// [Recipient]. Each confirms by itself, and it is done when all have.
///
/// The order and its ledger entry are one transaction with the job; delivery withdraws at the
/// platform until it confirms, and only then is the notice RETRACTED and its case with it. A notice
/// that has not left is cancelled by the same job.
public final class Retractions {
  private static final Set<Role> MAY =
      EnumSet.of(Role.REVIEWER, Role.ATTESTER, Role.APPEAL_REVIEWER, Role.LEGAL, Role.SUPERVISOR);

  private static final Set<String> DONE =
      Set.of(NoticeState.RETRACTED.name(), NoticeState.CANCELLED.name());

  private final Database database;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Jobs jobs;
  private final Notices notices;
  private final Turns turns;
  private final List<Recipient> recipients;

  /// Wires it; thread-safe.
  public Retractions(
      Database database,
      Ledger ledger,
      InstantSource clock,
      Jobs jobs,
      Notices notices,
      Turns turns) {
    this(database, ledger, clock, jobs, notices, turns, List.of());
  }

  private Retractions(
      Database database,
      Ledger ledger,
      InstantSource clock,
      Jobs jobs,
      Notices notices,
      Turns turns,
      List<Recipient> recipients) {
    this.turns = turns;
    this.recipients = recipients;
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
    this.jobs = jobs;
    this.notices = notices;
  }

  /// The same, which also tells these.
  public Retractions telling(List<Recipient> others) {
    return new Retractions(database, ledger, clock, jobs, notices, turns, List.copyOf(others));
  }

  /// Others beside the platform who were told of notices: partners, a distributor, a log.
  public interface Recipient {
    /// Tells it, in the transaction of the order; nothing where it was never told.
    void tell(NoticeId notice, Cause cause, Actor actor);

    /// What everybody behind it said; empty where nobody was told of this notice.
    List<Receipt> receipts(NoticeId notice);
  }

  /// Where one recipient stands.
  ///
  /// @param confirmed when it said that it has taken the notice back
  public record Receipt(String recipient, Optional<Instant> confirmed) {}

  /// Every recipient that was told to take a notice back; empty where none was.
  public List<Receipt> receipts(NoticeId id) {
    var entries =
        ledger.about(Notices.subject(id)).stream()
            .filter(entry -> entry.kind().equals(EntryKind.NOTICE_WITHDRAWN.wire()))
            .map(Ledger.Recorded::json)
            .toList();
    if (entries.stream().noneMatch(entry -> entry.path("data").path("ordered").asBoolean(false)))
      return List.of();
    var confirmed =
        entries.stream()
            .filter(entry -> DONE.contains(entry.path("data").path("to").asString("")))
            .map(entry -> Instant.parse(entry.path("at").asString()))
            .findFirst();
    var all = new ArrayList<Receipt>();
    all.add(new Receipt(notices.get(id).target().platform(), confirmed));
    for (var recipient : recipients) all.addAll(recipient.receipts(id));
    return all;
  }

  /// Why a notice is taken back.
  public enum Cause {
    ERROR("It was sent in error."),
    LICENSED("The use turned out to be licensed."),
    APPEAL_UPHELD("An objection to it was upheld."),
    APPEAL_OVERDUE("An objection to it was not answered in time."),
    RIGHTS_HOLDER("The rights holder asked for it.");

    private final String words;

    Cause(String words) {
      this.words = words;
    }
  }

  /// Orders the withdrawal of a notice; asked twice it is ordered once.
  ///
  /// @param reason in the person's own words; kept apart as personal data
  /// @throws Refused NOT_AUTHORISED, or NOTHING_TO_RETRACT where it is over already
  public void retract(NoticeId id, Cause cause, String reason, Person person) {
    if (person.roles().stream().noneMatch(MAY::contains))
      throw new Refused(
          "NOT_AUTHORISED", "person " + person.id(), "may only look", "ask a reviewer");
    if (reason.isBlank())
      throw new InvalidInput("REASON", "reason", "a retraction needs a reason", "say why");
    database.inTransaction(() -> {
      order(id, cause, reason, Actor.person("reviewer", person.id().toString()));
      if (cause == Cause.ERROR) turns.note(id, Turns.Kind.RETRACTED);
    });
  }

  /// As above, by whoever has decided it; in the caller's transaction.
  void order(NoticeId id, Cause cause, String reason, Actor actor) {
    var notice = notices.lock(id);
    if (NoticeMoves.from(notice.state()).isEmpty())
      throw new Refused(
          "NOTHING_TO_RETRACT", "notice " + id, "it is " + notice.state(), "nothing to do");
    if (notice.state() == NoticeState.RETRACTING) return;
    ledger.append(
        new Entry(
            EntryKind.NOTICE_WITHDRAWN,
            actor,
            Notices.subject(notice.id()),
            List.of(),
            Map.of(
                "ordered", true,
                "cause", cause.name(),
                "case", Cases.subject(notice.about()).id()),
            Map.of("reason", reason)));
    recipients.forEach(recipient -> recipient.tell(id, cause, actor));
    jobs.schedule(
        Delivery.WITHDRAW,
        notice.id().toString(),
        new RetractionOrder(notice.id().value(), json(notice, cause), text(notice, cause), 0),
        clock.instant(),
        Priority.URGENT);
  }

  private String json(Notice notice, Cause cause) {
    var json =
        Map.of(
            "schema", "antiphon-retraction/1",
            "notice", notice.id().toString(),
            "documentSha256", notice.documentSha256(),
            "externalReference", notice.key(),
            "cause", cause.name(),
            "at", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    return new String(CanonicalJson.of(json), StandardCharsets.UTF_8);
  }

  private static String text(Notice notice, Cause cause) {
    return """
    We withdraw our notice %s about upload %s. %s
    Please restore the upload and remove any mark against its uploader.
    """
        .formatted(notice.id(), notice.target().externalId(), cause.words);
  }
}
