package org.antiphon.catalogue;

import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.antiphon.database.Database;

/// The table `cover`. Statements only.
final class CoverRows {
  private final Database database;

  CoverRows(Database database) {
    this.database = database;
  }

  /// Notes a recording's picture.
  ///
  /// @return false when that is its cover already
  boolean put(RecordingId recording, String picture, Instant at) {
    return database
            .sql()
            .sql(
                """
                insert into cover (recording_id, picture_sha256, changed_at)
                values (:id, :picture, :at)
                on conflict (recording_id) do update set picture_sha256 = excluded.picture_sha256,
                  recipe = null, print = null, trouble = null,
                  version = nextval('cover_version'), changed_at = excluded.changed_at
                where cover.picture_sha256 <> excluded.picture_sha256
                """)
            .param("id", recording.value())
            .param("picture", picture)
            .param("at", RecordingRows.time(at))
            .update()
        == 1;
  }

  Optional<String> of(RecordingId recording) {
    return database
        .sql()
        .sql("select picture_sha256 from cover where recording_id = ?")
        .param(recording.value())
        .query(String.class)
        .optional();
  }

  List<CoverHeld> all() {
    return database
        .sql()
        .sql(
            """
            select c.*, r.artist from cover c join recording r on r.id = c.recording_id
            where r.removed_at is null order by c.recording_id collate "C"
            """)
        .query((row, _) ->
            new CoverHeld(
                new RecordingId(row.getString("recording_id")),
                row.getString("artist"),
                row.getString("picture_sha256"),
                Optional.ofNullable(row.getString("recipe")),
                Optional.ofNullable(row.getBytes("print"))))
        .list();
  }

  void looked(
      RecordingId recording,
      String picture,
      String recipe,
      Optional<byte[]> print,
      Optional<String> trouble) {
    database
        .sql()
        .sql(
            """
            update cover set recipe = :recipe, print = :print, trouble = :trouble
            where recording_id = :id and picture_sha256 = :picture
            """)
        .param("id", recording.value())
        .param("picture", picture)
        .param("recipe", recipe)
        .param("print", print.orElse(null), Types.BINARY)
        .param("trouble", trouble.orElse(null))
        .update();
  }

  /// Differs whenever what [#all] gives may differ.
  String version() {
    return database
        .sql()
        .sql(
            """
            select (select version from catalogue_state)::text || '/'
              || (select coalesce(max(version), 0) from cover)::text
            """)
        .query(String.class)
        .single();
  }
}
