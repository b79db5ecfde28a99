package org.antiphon.enforcement.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.antiphon.database.Database;
import org.antiphon.database.UuidV7;
import org.antiphon.enforcement.basis.Basis;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.Subject;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;

/// What is paused: a platform, a rule at a platform, a mandate, an attester; because too much of it
/// turned out wrong (R21), or because a person said so. New cases under it are held, nothing new is
/// signed, signed notices wait. What was sent goes on: looks and retractions pass, so that a pause
/// never delays taking something back. Only a person resumes, with a written cause.
public final class Pauses {
  private static final Pattern COMMA = Pattern.compile(",");
  private final Database database;
  private final Ledger ledger;
  private final InstantSource clock;

  /// Wires it; thread-safe.
  public Pauses(Database database, Ledger ledger, InstantSource clock) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
  }

  /// What can be paused.
  public enum Kind {
    PLATFORM,
    /// A basis at a platform: `p1/COPIED_RECORDING`.
    RULE,
    MANDATE,
    ATTESTER
  }

  /// One thing that reversals are counted for.
  public record Key(Kind kind, String value) {
    @Override
    public String toString() {
      return kind + " " + value;
    }
  }

  /// Everything under which a notice can be paused.
  ///
  /// @param mandates ids, with commas between them
  public static List<Key> keysOf(String platform, Basis basis, String mandates, UUID person) {
    var keys = new ArrayList<Key>();
    keys.add(new Key(Kind.PLATFORM, platform));
    keys.add(new Key(Kind.RULE, platform + "/" + basis));
    COMMA.splitAsStream(mandates).forEach(mandate -> keys.add(new Key(Kind.MANDATE, mandate)));
    keys.add(new Key(Kind.ATTESTER, person.toString()));
    return List.copyOf(keys);
  }

  /// Why something is paused.
  public sealed interface Why {
    /// Too many of its notices were reversed.
    ///
    /// @param reversed of `decided` notices when it began
    record Reversals(int reversed, int decided) implements Why {}

    /// A person keeps it back.
    record Person(UUID person, String reason) implements Why {}
  }

  /// A pause.
  public record Pause(UUID id, Key key, Why why, Instant at) {
    /// As a rule's reason says it.
    public String inWords() {
      return switch (why) {
        case Why.Reversals(int reversed, int decided) ->
            "%s is paused: %d of %d notices were reversed".formatted(key, reversed, decided);
        case Why.Person(_, var reason) -> "%s is paused by a person: %s".formatted(key, reason);
      };
    }

    /// The code of the hold that it brings.
    public String code() {
      return switch (why) {
        case Why.Reversals _ -> BY_REVERSALS;
        case Why.Person _ -> BY_PERSON;
      };
    }

    /// Whether a person began it.
    public boolean isByPerson() {
      return why instanceof Why.Person;
    }
  }

  static final String BY_REVERSALS = "PAUSED_BY_REVERSALS";
  static final String BY_PERSON = "PAUSED_BY_PERSON";

  /// The first of these that is paused now.
  public Optional<Pause> of(List<Key> keys) {
    return open().stream().filter(pause -> keys.contains(pause.key())).findFirst();
  }

  /// Everything that is paused now, the oldest first.
  public List<Pause> open() {
    return database
        .sql()
        .sql("select * from enforcement_pause where resumed_at is null order by paused_at, id")
        .query(Pauses::pause)
        .list();
  }

  /// A person keeps a key back. Where a person does already, the reason is the newer one.
  public void pause(Key key, String reason, UUID person) {
    if (reason.isBlank())
      throw new InvalidInput("REQUIRED", "reason", "no reason was given", "say why it is paused");
    if (key.value().isBlank())
      throw new InvalidInput("REQUIRED", "value", "nothing is named", "say what is paused");
    database.inTransaction(() -> {
      var id =
          database
              .sql()
              .sql(
                  """
                  insert into enforcement_pause
                    (id, kind, value, reversed, decided, paused_at, paused_by, reason)
                  values (?, ?, ?, 0, 0, ?, ?, ?)
                  on conflict (kind, value, (paused_by is null)) where resumed_at is null
                  do update set paused_by = excluded.paused_by, reason = excluded.reason
                  returning id
                  """)
              .params(
                  UuidV7.next(clock),
                  key.kind().name(),
                  key.value(),
                  CaseTable.utc(clock.instant()),
                  person,
                  reason)
              .query(UUID.class)
              .single();
      ledger.append(
          new Entry(
              EntryKind.ENFORCEMENT_PAUSED,
              Actor.person("reviewer", person.toString()),
              new Subject("pause", id.toString()),
              List.of(),
              named(key),
              Map.of("reason", reason)));
    });
  }

  private static Map<String, Object> named(Key key) {
    return Map.of(
        "kind", key.kind().name(), "value", key.kind() == Kind.ATTESTER ? "" : key.value());
  }

  /// Pauses a key for its reversals; again changes nothing. In the caller's transaction.
  public void pause(Key key, int reversed, int decided) {
    var id = UuidV7.next(clock);
    int rows =
        database
            .sql()
            .sql(
                """
                insert into enforcement_pause (id, kind, value, reversed, decided, paused_at)
                values (?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
            .params(
                id,
                key.kind().name(),
                key.value(),
                reversed,
                decided,
                CaseTable.utc(clock.instant()))
            .update();
    if (rows == 1)
      ledger.append(
          new Entry(
              EntryKind.ENFORCEMENT_PAUSED,
              Actor.system(),
              new Subject("pause", id.toString()),
              Map.of(
                  "kind",
                  key.kind().name(),
                  "value",
                  key.kind() == Kind.ATTESTER ? "" : key.value(),
                  "reversed",
                  reversed,
                  "decided",
                  decided)));
  }

  /// Pauses that have ended, the newest first.
  public List<Ended> ended(int most) {
    return database
        .sql()
        .sql(
            """
            select * from enforcement_pause where resumed_at is not null
            order by resumed_at desc, id limit ?
            """)
        .param(most)
        .query((row, number) ->
            new Ended(
                pause(row, number),
                row.getObject("resumed_at", OffsetDateTime.class).toInstant(),
                row.getObject("resumed_by", UUID.class),
                row.getString("cause")))
        .list();
  }

  /// A pause that a person ended.
  public record Ended(Pause pause, Instant at, UUID by, String cause) {}

  /// Ends a pause. Who may is the caller's to check.
  ///
  /// @throws Refused NOT_PAUSED
  public Pause resume(UUID id, UUID person, String cause) {
    if (cause.isBlank())
      throw new InvalidInput("CAUSE", "cause", "a resumption needs a written cause", "say why");
    return database.inTransaction(() -> {
      var pause = get(id);
      database
          .sql()
          .sql(
              """
              update enforcement_pause set resumed_at = ?, resumed_by = ?, cause = ?
              where id = ? and resumed_at is null
              """)
          .params(CaseTable.utc(clock.instant()), person, cause, id)
          .update();
      ledger.append(
          new Entry(
              EntryKind.ENFORCEMENT_RESUMED,
              Actor.person("supervisor", person.toString()),
              new Subject("pause", id.toString()),
              List.of(),
              Map.of(),
              Map.of("cause", cause)));
      return pause;
    });
  }

  /// An open pause.
  ///
  /// @throws Refused NOT_PAUSED
  public Pause get(UUID id) {
    return open().stream()
        .filter(pause -> pause.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new Refused("NOT_PAUSED", "pause " + id, "nothing is paused by it", "list the pauses"));
  }

  private static Why why(ResultSet row) throws SQLException {
    var person = row.getObject("paused_by", UUID.class);
    return person == null
        ? new Why.Reversals(row.getInt("reversed"), row.getInt("decided"))
        : new Why.Person(person, row.getString("reason"));
  }

  private static Pause pause(ResultSet row, int number) throws SQLException {
    return new Pause(
        row.getObject("id", UUID.class),
        new Key(Kind.valueOf(row.getString("kind")), row.getString("value")),
        why(row),
        row.getObject("paused_at", OffsetDateTime.class).toInstant());
  }
}
