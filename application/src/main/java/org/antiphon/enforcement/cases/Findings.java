package org.antiphon.enforcement.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.database.Database;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryId;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.Subject;
import org.antiphon.problem.Refused;

/// The findings of persons: kept for ever, taken back by a second row in the ledger. What follows
/// from them is for [Opening].
public final class Findings {
  private final Database database;
  private final Ledger ledger;
  private final InstantSource clock;

  /// Wires it; thread-safe.
  public Findings(Database database, Ledger ledger, InstantSource clock) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
  }

  /// All about one upload, oldest first, with those that were taken back.
  public List<Finding> of(UUID upload) {
    return database
        .sql()
        .sql("select * from person_finding where upload_id = ? order by id")
        .param(upload)
        .query(Findings::read)
        .list();
  }

  /// Those that stand.
  public List<Finding> standing(UUID upload) {
    return of(upload).stream().filter(found -> found.withdrawnAt().isEmpty()).toList();
  }

  /// Stores one, in the caller's transaction.
  ///
  /// @throws Refused ALREADY_FOUND where the same stands
  EntryId add(Finding found) {
    int stored =
        database
            .sql()
            .sql(
                """
                insert into person_finding (id, upload_id, kind, about, reason, person, at)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
            .params(
                found.id(),
                found.upload(),
                found.kind().name(),
                found.about(),
                found.reason(),
                found.person(),
                CaseTable.utc(found.at()))
            .update();
    if (stored == 0)
      throw new Refused(
          "ALREADY_FOUND",
          "upload " + found.upload(),
          "the same was found before, and stands",
          "look at the cases that rest on it");
    return ledger.append(
        new Entry(
            EntryKind.FINDING_STATED,
            Actor.person("reviewer", found.person().toString()),
            new Subject("upload", found.upload().toString()),
            List.of(),
            Map.of("finding", found.kind().name(), "about", found.about()),
            Map.of("reason", found.reason())));
  }

  /// Takes one back, in the caller's transaction.
  ///
  /// @throws Refused NOT_FOUND where none stands under that id
  Finding withdraw(UUID id, String reason, UUID person) {
    var found =
        database
            .sql()
            .sql(
                """
                update person_finding set withdrawn_at = ? where id = ? and withdrawn_at is null
                returning *
                """)
            .params(CaseTable.utc(clock.instant()), id)
            .query(Findings::read)
            .optional()
            .orElseThrow(() ->
                new Refused(
                    "NOT_FOUND", "finding " + id, "no such finding stands", "list the upload's"));
    ledger.append(
        new Entry(
            EntryKind.FINDING_WITHDRAWN,
            Actor.person("reviewer", person.toString()),
            new Subject("upload", found.upload().toString()),
            List.of(),
            Map.of("finding", found.kind().name(), "about", found.about()),
            Map.of("reason", reason)));
    return found;
  }

  private static Finding read(ResultSet row, int number) throws SQLException {
    return new Finding(
        row.getObject("id", UUID.class),
        row.getObject("upload_id", UUID.class),
        Finding.Kind.valueOf(row.getString("kind")),
        row.getString("about"),
        row.getString("reason"),
        row.getObject("person", UUID.class),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("withdrawn_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }
}
