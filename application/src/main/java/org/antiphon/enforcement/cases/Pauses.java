package org.antiphon.enforcement.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.database.Database;
import org.antiphon.database.UuidV7;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.Subject;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;

/// What is paused because too much of it turned out wrong (R21): a platform, a rule at a platform,
/// a mandate, an attester. New cases under it are held, signed notices wait; only a person resumes,
/// with a written cause.
public final class Pauses {
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

  /// A pause.
  ///
  /// @param reversed of `decided` notices when it began
  public record Pause(UUID id, Key key, int reversed, int decided, Instant at) {
    /// As a rule's reason says it.
    public String inWords() {
      return "%s is paused: %d of %d notices were reversed".formatted(key, reversed, decided);
    }
  }

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

  /// Pauses a key; again changes nothing. In the caller's transaction.
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

  private static Pause pause(ResultSet row, int number) throws SQLException {
    return new Pause(
        row.getObject("id", UUID.class),
        new Key(Kind.valueOf(row.getString("kind")), row.getString("value")),
        row.getInt("reversed"),
        row.getInt("decided"),
        row.getObject("paused_at", OffsetDateTime.class).toInstant());
  }
}
