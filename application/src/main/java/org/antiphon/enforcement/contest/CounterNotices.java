package org.antiphon.enforcement.contest;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.Role;
import org.antiphon.database.Database;
import org.antiphon.database.UuidV7;
import org.antiphon.enforcement.cases.CaseMoves;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.enforcement.cases.Cases;
import org.antiphon.enforcement.contest.Elements.Element;
import org.antiphon.enforcement.contest.Elements.Found;
import org.antiphon.enforcement.notices.NoticeId;
import org.antiphon.enforcement.notices.Notices;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Ledger;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;
import tools.jackson.databind.json.JsonMapper;

/// Counter-notices (R25): the uploader's legal answer, as the platform forwarded it. Its text is
/// read for the four elements of 17 U.S.C. 512(g)(3) and sealed; the clock of business days starts;
/// the case is CONTESTED and every new notice is barred (R18). A person with the legal role says
/// what follows: it stands, it is invalid, a suit was filed. None is ever dropped.
public final class CounterNotices {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int LONGEST = 50_000;
  private final Database database;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Cases cases;
  private final Notices notices;
  private final Turns turns;
  private final Sealed sealed;

  /// Wires it; thread-safe.
  public CounterNotices(
      Database database,
      Ledger ledger,
      InstantSource clock,
      Cases cases,
      Notices notices,
      Turns turns) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
    this.cases = cases;
    this.notices = notices;
    this.turns = turns;
    this.sealed = new Sealed(database);
  }

  /// Where one stands.
  public enum State {
    /// Recorded; nobody with the legal role has looked.
    RECEIVED,
    /// It is complete: the upload will be restored unless a suit is filed.
    STANDS,
    /// A person found that it lacks an element.
    INVALID,
    /// The rights holder went to court within the time.
    SUIT
  }

  /// As it was forwarded.
  ///
  /// @param received by the platform's agent
  /// @param zone of that agent; empty: New York
  /// @param text word for word
  public record Forwarded(Instant received, Optional<ZoneId> zone, String text) {}

  /// One counter-notice; its text is [#text].
  public record CounterNotice(
      UUID id,
      NoticeId notice,
      Instant received,
      Map<Element, Found> elements,
      BusinessDays.Window window,
      State state,
      String reason) {
    /// Days of the calendar until our own deadline; negative when it has passed.
    public long daysLeft(LocalDate today) {
      return today.until(window.actBy(), ChronoUnit.DAYS);
    }
  }

  /// Records one.
  ///
  /// @throws InvalidInput where there is no text, or it was received after now
  /// @throws Refused NOT_SENT where the notice never left
  public CounterNotice receive(NoticeId id, Forwarded forwarded, Optional<Person> by) {
    check(forwarded);
    return database.inTransaction(() -> {
      var notice = notices.lock(id);
      if (notice.platformReference().isEmpty())
        throw new Refused(
            "NOT_SENT", "notice " + id, "it is " + notice.state(), "nobody can answer it");
      var target = notice.target();
      var places = List.of(target.externalId(), "/" + target.externalId());
      var days = new BusinessDays(forwarded.zone().orElse(BusinessDays.AGENT));
      var counter =
          new CounterNotice(
              UuidV7.next(clock),
              id,
              forwarded.received(),
              Elements.of(forwarded.text(), places),
              days.windowOf(forwarded.received()),
              State.RECEIVED,
              "");
      store(counter, days, forwarded.text(), by);
      contest(counter, by);
      turns.note(id, Turns.Kind.COUNTER_NOTICE);
      return counter;
    });
  }

  private void check(Forwarded forwarded) {
    if (forwarded.text().isBlank() || forwarded.text().length() > LONGEST)
      throw new InvalidInput(
          "TEXT", "text", "a counter-notice has 1 to 50,000 characters", "give it word for word");
    if (forwarded.received().isAfter(clock.instant()))
      throw new InvalidInput(
          "RECEIVED", "received", "it was received in the future", "give the platform's date");
  }

  private void store(CounterNotice counter, BusinessDays days, String text, Optional<Person> by) {
    database
        .sql()
        .sql(
            """
            insert into counter_notice (id, notice_id, received_at, recorded_at, recorded_by, zone,
              text_sha256, elements, act_by, restore_from, restore_until, state)
            values (:id, :notice, :received, :now, :by, :zone, :sha256, :elements::jsonb, :act,
              :from, :until, 'RECEIVED')
            """)
        .param("id", counter.id())
        .param("notice", counter.notice().value())
        .param("received", utc(counter.received()))
        .param("now", utc(clock.instant()))
        .param("by", by.map(person -> person.id().value()).orElse(null))
        .param("zone", days.zone().getId())
        .param("sha256", CanonicalJson.sha256(text.getBytes(StandardCharsets.UTF_8)))
        .param("elements", MAPPER.writeValueAsString(counter.elements()))
        .param("act", counter.window().actBy())
        .param("from", counter.window().from())
        .param("until", counter.window().until())
        .update();
    sealed.put(counter.id(), text);
  }

  private void contest(CounterNotice counter, Optional<Person> by) {
    var actor =
        by.map(person -> Actor.person("legal", person.id().toString())).orElse(Actor.system());
    var entry =
        ledger.append(
            new Entry(
                EntryKind.COUNTER_NOTICE_RECEIVED,
                actor,
                Notices.subject(counter.notice()),
                Map.of("counterNotice", counter.id().toString(), "elements", named(counter))));
    ledger.append(
        new Entry(
            EntryKind.CLOCK_STARTED,
            Actor.system(),
            Notices.subject(counter.notice()),
            List.of(entry),
            Map.of(
                "clock", "17 U.S.C. 512(g)",
                "actBy", counter.window().actBy().toString(),
                "restoreFrom", counter.window().from().toString(),
                "restoreUntil", counter.window().until().toString()),
            Map.of()));
    var about = cases.lock(notices.get(counter.notice()).about());
    cases.countered(about.id(), true);
    if (CaseMoves.allows(about.state(), CaseState.CONTESTED))
      cases.move(about.id(), CaseState.CONTESTED, actor, "COUNTER_NOTICE", entry);
  }

  private static Map<String, String> named(CounterNotice counter) {
    var names = new TreeMap<String, String>();
    counter.elements().forEach((element, found) -> names.put(element.name(), found.name()));
    return names;
  }

  /// A person with the legal role says what follows.
  ///
  /// @throws Refused NOT_AUTHORISED, or DECIDED where it was decided before and not as STANDS
  public CounterNotice decide(UUID id, State state, String reason, Person person) {
    if (!person.is(Role.LEGAL))
      throw new Refused(
          "NOT_AUTHORISED", "person " + person.id(), "has no legal role", "ask one who has");
    if (reason.isBlank() || state == State.RECEIVED)
      throw new InvalidInput("REASON", "reason", "a decision needs a reason", "say why");
    return database.inTransaction(() -> {
      var now = locked(id);
      if (now.state() == State.INVALID || now.state() == State.SUIT)
        throw new Refused(
            "DECIDED", "counter-notice " + id, "it is " + now.state(), "record a new one");
      database
          .sql()
          .sql(
              """
              update counter_notice set state = ?, decided_by = ?, decided_at = ?, reason = ?
              where id = ?
              """)
          .params(state.name(), person.id().value(), utc(clock.instant()), reason, id)
          .update();
      follow(now, state, reason, Actor.person("legal", person.id().toString()));
      return locked(id);
    });
  }

  private void follow(CounterNotice counter, State state, String reason, Actor actor) {
    var entry =
        ledger.append(
            new Entry(
                EntryKind.CLOCK_MET,
                actor,
                Notices.subject(counter.notice()),
                List.of(),
                Map.of("counterNotice", counter.id().toString(), "decision", state.name()),
                Map.of("reason", reason)));
    if (state == State.STANDS) return;
    var about = cases.lock(notices.get(counter.notice()).about());
    cases.countered(about.id(), false);
    turns.forget(counter.notice(), Turns.Kind.COUNTER_NOTICE);
    if (about.state() == CaseState.CONTESTED)
      cases.move(about.id(), CaseState.DOWN, actor, "COUNTER_NOTICE_" + state, entry);
  }

  /// Those that nobody has answered for good, the most urgent first: what the legal role is alerted
  /// to.
  public List<CounterNotice> open() {
    return database
        .sql()
        .sql(
            """
            select * from counter_notice where state in ('RECEIVED', 'STANDS')
            order by act_by, received_at, id
            """)
        .query(CounterNotices::counter)
        .list();
  }

  /// Those about a notice, the oldest first.
  public List<CounterNotice> of(NoticeId notice) {
    return database
        .sql()
        .sql("select * from counter_notice where notice_id = ? order by received_at, id")
        .param(notice.value())
        .query(CounterNotices::counter)
        .list();
  }

  private CounterNotice locked(UUID id) {
    return database
        .sql()
        .sql("select * from counter_notice where id = ? for update")
        .param(id)
        .query(CounterNotices::counter)
        .optional()
        .orElseThrow(
            () -> new Refused("NOT_FOUND", "counter-notice " + id, "there is none", "list them"));
  }

  /// Word for word, for a person with the legal role; empty after erasure.
  ///
  /// @throws Refused NOT_AUTHORISED
  public Optional<String> text(UUID id, Person person) {
    if (!person.is(Role.LEGAL))
      throw new Refused(
          "NOT_AUTHORISED", "person " + person.id(), "has no legal role", "ask one who has");
    return sealed.get(id);
  }

  /// Destroys the text for good; dates and elements stay.
  public boolean erase(UUID id, String why) {
    return database.inTransaction(() -> {
      boolean was = sealed.erase(id);
      if (was)
        ledger.append(
            new Entry(
                EntryKind.ERASED,
                Actor.system(),
                Notices.subject(locked(id).notice()),
                List.of(),
                Map.of("what", "text of a counter-notice"),
                Map.of("why", why)));
      return was;
    });
  }

  private static CounterNotice counter(ResultSet row, int number) throws SQLException {
    var elements = new EnumMap<Element, Found>(Element.class);
    MAPPER
        .readTree(row.getString("elements"))
        .properties()
        .forEach(field ->
            elements.put(
                Element.valueOf(field.getKey()), Found.valueOf(field.getValue().asString())));
    return new CounterNotice(
        row.getObject("id", UUID.class),
        new NoticeId(row.getObject("notice_id", UUID.class)),
        row.getObject("received_at", OffsetDateTime.class).toInstant(),
        elements,
        new BusinessDays.Window(
            row.getObject("act_by", LocalDate.class),
            row.getObject("restore_from", LocalDate.class),
            row.getObject("restore_until", LocalDate.class)),
        State.valueOf(row.getString("state")),
        row.getString("reason"));
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
