package org.antiphon.enforcement.cases;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.database.Database;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Ledger;
import org.antiphon.problem.InvalidInput;

/// Cases that a person put off: out of the queue until a date, never for good.
public final class Snoozes {
  /// Nothing is put off for longer: a snooze without an end is how cases are lost.
  public static final Duration LONGEST = Duration.ofDays(90);

  private final Database database;
  private final Ledger ledger;
  private final InstantSource clock;

  /// Wires it; thread-safe.
  public Snoozes(Database database, Ledger ledger, InstantSource clock) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
  }

  /// A case that is put off.
  public record Snooze(Instant until, String reason, UUID person) {}

  /// Puts a case off, or to another date.
  public void snooze(CaseId id, Instant until, String reason, UUID person) {
    var now = clock.instant();
    if (!until.isAfter(now) || until.isAfter(now.plus(LONGEST)))
      throw new InvalidInput(
          "OUT_OF_RANGE",
          "until",
          "it is not within the next " + LONGEST.toDays() + " days",
          "choose a day in that time");
    if (reason.isBlank())
      throw new InvalidInput("REQUIRED", "reason", "no reason was given", "say what it waits for");
    database.inTransaction(() -> {
      database
          .sql()
          .sql(
              """
              insert into case_snooze values (?, ?, ?, ?, ?)
              on conflict (case_id) do update set until = excluded.until,
                reason = excluded.reason, person = excluded.person, at = excluded.at
              """)
          .params(id.value(), CaseTable.utc(until), reason, person, CaseTable.utc(now))
          .update();
      append(id, person, Map.of("what", "snoozed", "until", until.toString()));
    });
  }

  /// Brings it back at once.
  public void wake(CaseId id, UUID person) {
    database.inTransaction(() -> {
      int gone =
          database
              .sql()
              .sql("delete from case_snooze where case_id = ?")
              .param(id.value())
              .update();
      if (gone > 0) append(id, person, Map.of("what", "woken"));
    });
  }

  private void append(CaseId id, UUID person, Map<String, Object> data) {
    ledger.append(
        new Entry(
            EntryKind.CASE_REVIEWED,
            Actor.person("reviewer", person.toString()),
            Cases.subject(id),
            List.of(),
            data,
            Map.of()));
  }

  /// Whether it is put off now.
  public Optional<Snooze> of(CaseId id) {
    return database
        .sql()
        .sql("select * from case_snooze where case_id = ? and until > ?")
        .params(id.value(), CaseTable.utc(clock.instant()))
        .query((row, _) ->
            new Snooze(
                row.getObject("until", OffsetDateTime.class).toInstant(),
                row.getString("reason"),
                row.getObject("person", UUID.class)))
        .optional();
  }
}
