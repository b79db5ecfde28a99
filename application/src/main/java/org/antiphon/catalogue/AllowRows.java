package org.antiphon.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.database.Database;

/// The tables `authorisation` and `excluded_interval`: where we must stay silent.
final class AllowRows {
  private final Database database;

  AllowRows(Database database) {
    this.database = database;
  }

  void insert(Authorisation row, Instant at) {
    database
        .sql()
        .sql(
            """
            insert into authorisation (id, recording_id, who, value, territory, valid_from,
              valid_until, reason, added_at)
            values (:id, :recording, :who, :value, :territory, :from, :until, :reason, :at)
            """)
        .param("id", UUID.fromString(row.id()))
        .param("recording", row.recording().map(RecordingId::value).orElse(null))
        .param("who", row.who().name())
        .param("value", row.value())
        .param("territory", row.territory())
        .param("from", row.from().orElse(null), Types.DATE)
        .param("until", row.until().orElse(null), Types.DATE)
        .param("reason", row.reason())
        .param("at", RecordingRows.time(at))
        .update();
  }

  /// Rows for this recording and rows for all.
  List<Authorisation> of(RecordingId recording) {
    return database
        .sql()
        .sql(
            """
            select * from authorisation
            where (recording_id = :recording or recording_id is null) and withdrawn_at is null
            order by id
            """)
        .param("recording", recording.value())
        .query(AllowRows::authorisation)
        .list();
  }

  boolean withdrawAuthorisation(UUID id, Instant at) {
    return withdraw("authorisation", id, at);
  }

  boolean withdrawExclusion(UUID id, Instant at) {
    return withdraw("excluded_interval", id, at);
  }

  private boolean withdraw(String table, UUID id, Instant at) {
    return database
            .sql()
            .sql(
                "update "
                    + table
                    + " set withdrawn_at = :at where id = :id and withdrawn_at is null")
            .param("id", id)
            .param("at", RecordingRows.time(at))
            .update()
        > 0;
  }

  void insert(UUID id, ExcludedInterval interval, Instant at) {
    database
        .sql()
        .sql(
            """
            insert into excluded_interval (id, recording_id, from_seconds, to_seconds, reason,
              added_by, added_at)
            values (:id, :recording, :from, :to, :reason, :by, :at)
            """)
        .param("id", id)
        .param("recording", interval.recording().value())
        .param("from", interval.from())
        .param("to", interval.to())
        .param("reason", interval.reason())
        .param("by", interval.by())
        .param("at", RecordingRows.time(at))
        .update();
  }

  List<ExcludedInterval> followExclusions(Instant at) {
    return database
        .sql()
        .sql(
            """
            with followed as (
              update excluded_interval set followed_at = :at
              where followed_at is null and withdrawn_at is null
              returning *
            )
            select * from followed order by id
            """)
        .param("at", RecordingRows.time(at))
        .query((row, _) -> interval(row))
        .list();
  }

  private static ExcludedInterval interval(ResultSet row) throws SQLException {
    return new ExcludedInterval(
        new RecordingId(row.getString("recording_id")),
        row.getDouble("from_seconds"),
        row.getDouble("to_seconds"),
        row.getString("reason"),
        row.getString("added_by"));
  }

  List<ExcludedInterval> exclusionsOf(RecordingId recording) {
    return database
        .sql()
        .sql(
            """
            select * from excluded_interval
            where recording_id = :recording and withdrawn_at is null
            order by from_seconds, to_seconds, id
            """)
        .param("recording", recording.value())
        .query((row, _) -> interval(row))
        .list();
  }

  private static Authorisation authorisation(ResultSet row, int number) throws SQLException {
    return new Authorisation(
        row.getString("id"),
        Optional.ofNullable(row.getString("recording_id")).map(RecordingId::new),
        Authorisation.Who.valueOf(row.getString("who")),
        row.getString("value"),
        row.getString("territory"),
        Optional.ofNullable(row.getObject("valid_from", LocalDate.class)),
        Optional.ofNullable(row.getObject("valid_until", LocalDate.class)),
        row.getString("reason"));
  }
}
