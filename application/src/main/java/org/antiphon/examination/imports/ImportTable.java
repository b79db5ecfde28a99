package org.antiphon.examination.imports;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.catalogue.Change;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.database.Database;
import org.antiphon.problem.Problem;

/// Imports and their rows in the database.
final class ImportTable {
  private final Database database;

  ImportTable(Database database) {
    this.database = database;
  }

  void insert(UUID id, UUID person, String artist, Instant now) {
    database
        .sql()
        .sql(
            """
            insert into catalogue_import (id, person_id, artist, state, opened_at)
            values (?, ?, ?, 'OPEN', ?)
            """)
        .params(id, person, artist, utc(now))
        .update();
  }

  Optional<Import> find(UUID id) {
    return database
        .sql()
        .sql("select * from catalogue_import where id = ?")
        .param(id)
        .query((row, _) -> read(row))
        .optional();
  }

  /// Locks it until the transaction ends.
  void lock(UUID id) {
    database
        .sql()
        .sql("select id from catalogue_import where id = ? for update")
        .param(id)
        .query(UUID.class)
        .optional();
  }

  List<Import> page(Optional<UUID> after, int limit) {
    return database
        .sql()
        .sql(
            """
            select * from catalogue_import where :after::uuid is null or id < :after
            order by id desc limit :limit
            """)
        .param("after", after.orElse(null))
        .param("limit", limit)
        .query((row, _) -> read(row))
        .list();
  }

  private Import read(ResultSet row) throws SQLException {
    var id = row.getObject("id", UUID.class);
    return new Import(
        id,
        row.getObject("person_id", UUID.class),
        row.getString("artist"),
        Import.State.valueOf(row.getString("state")),
        new Import.Times(
            row.getObject("opened_at", OffsetDateTime.class).toInstant(),
            moment(row, "started_at"),
            moment(row, "ended_at"),
            moment(row, "undone_at")),
        row.getInt("faults"),
        row.getInt("total"),
        counts(id));
  }

  private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private Map<String, Long> counts(UUID id) {
    var counts = new LinkedHashMap<String, Long>();
    database
        .sql()
        .sql(
            """
            select case when undo = 'TAKEN_BACK' then undo else state end as what, count(*) as n
            from catalogue_import_item where import_id = ? group by 1 order by 1
            """)
        .param(id)
        .query((row, _) -> counts.put(row.getString("what"), row.getLong("n")))
        .list();
    return counts;
  }

  void start(UUID id, boolean skip, int faults, int total, Instant now) {
    database
        .sql()
        .sql(
            """
            update catalogue_import set state = 'RUNNING', skip_faults = ?, faults = ?, total = ?,
              started_at = ? where id = ?
            """)
        .params(skip, faults, total, utc(now), id)
        .update();
  }

  void end(UUID id, Import.State state, Instant now) {
    database
        .sql()
        .sql("update catalogue_import set state = ?, ended_at = ? where id = ?")
        .params(state.name(), utc(now), id)
        .update();
  }

  void undone(UUID id, UUID person, Instant now) {
    database
        .sql()
        .sql(
            "update catalogue_import set state = 'UNDONE', undone_at = ?, undone_by = ? where id ="
                + " ?")
        .params(utc(now), person, id)
        .update();
  }

  /// The first row that nobody has finished; rows are added in their order. One that was noted and
  /// not ended is where somebody was stopped.
  int next(UUID id) {
    return database
        .sql()
        .sql(
            """
            select coalesce(max(n) filter (where state <> 'ADDING'), -1) + 1
            from catalogue_import_item where import_id = ?
            """)
        .param(id)
        .query(Integer.class)
        .single();
  }

  /// Whether the row's recording was in the catalogue before the row was added.
  boolean wasHere(UUID id, int n) {
    return database
        .sql()
        .sql("select was_here from catalogue_import_item where import_id = ? and n = ?")
        .params(id, n)
        .query(Boolean.class)
        .single();
  }

  void adding(UUID id, int n, String from, String title, boolean wasHere) {
    database
        .sql()
        .sql(
            """
            insert into catalogue_import_item (import_id, n, source, title, state, was_here)
            values (?, ?, ?, ?, 'ADDING', ?) on conflict do nothing
            """)
        .params(id, n, from, title, wasHere)
        .update();
  }

  void added(UUID id, int n, Change change, String title) {
    database
        .sql()
        .sql(
            """
            update catalogue_import_item set state = ?, recording_id = ?, version = ?, title = ?
            where import_id = ? and n = ?
            """)
        .params(change.kind().name(), change.recording().value(), change.version(), title, id, n)
        .update();
  }

  void failed(UUID id, int n, Problem problem, String what, String hint) {
    database
        .sql()
        .sql(
            """
            update catalogue_import_item set state = 'FAILED', fault_code = ?, fault = ?, hint = ?
            where import_id = ? and n = ?
            """)
        .params(problem.code(), what, hint, id, n)
        .update();
  }

  void undo(UUID id, int n, boolean takenBack, String why) {
    database
        .sql()
        .sql(
            "update catalogue_import_item set undo = ?, undo_why = ? where import_id = ? and n = ?")
        .params(takenBack ? "TAKEN_BACK" : "STAYS", why, id, n)
        .update();
  }

  /// A recording that an import added, and the catalogue's version that held it then.
  record Added(int n, RecordingId recording, long version, boolean isNew) {}

  /// What an import added or changed, the last first.
  List<Added> added(UUID id) {
    return database
        .sql()
        .sql(
            """
            select n, recording_id, version, state = 'NEW' as is_new from catalogue_import_item
            where import_id = ? and state in ('NEW', 'REPLACED') order by n desc
            """)
        .param(id)
        .query((row, _) ->
            new Added(
                row.getInt("n"),
                new RecordingId(row.getString("recording_id")),
                row.getLong("version"),
                row.getBoolean("is_new")))
        .list();
  }

  List<Import.Item> items(UUID id, int after, int limit) {
    return database
        .sql()
        .sql(
            """
            select * from catalogue_import_item where import_id = ? and n > ? order by n limit ?
            """)
        .params(id, after, limit)
        .query(ImportTable::item)
        .list();
  }

  /// Rows that a person should look at: what failed, and what was not taken back.
  List<Import.Item> troubled(UUID id, int limit) {
    return database
        .sql()
        .sql(
            """
            select * from catalogue_import_item
            where import_id = ? and (state = 'FAILED' or undo = 'STAYS') order by n limit ?
            """)
        .params(id, limit)
        .query(ImportTable::item)
        .list();
  }

  private static Import.Item item(ResultSet row, int number) throws SQLException {
    return new Import.Item(
        row.getInt("n"),
        row.getString("source"),
        row.getString("state"),
        Optional.ofNullable(row.getString("recording_id")),
        row.getString("title"),
        row.getString("fault_code"),
        row.getString("fault"),
        row.getString("hint"),
        row.getString("undo"),
        row.getString("undo_why"));
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
