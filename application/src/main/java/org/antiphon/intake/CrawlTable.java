package org.antiphon.intake;

import java.time.Instant;
import java.util.Optional;
import org.antiphon.connector.Cursor;
import org.antiphon.database.Database;

/// The table `crawl`.
final class CrawlTable {
  private final Database database;

  CrawlTable(Database database) {
    this.database = database;
  }

  /// One row.
  ///
  /// @param watermark all that was published until then was stored
  /// @param failures answers in a row that were no page
  record Row(
      Walk walk,
      Optional<Instant> watermark,
      Optional<Instant> wholeAt,
      int wholePages,
      int failures) {
    Row with(Walk walk) {
      return new Row(walk, watermark, wholeAt, wholePages, 0);
    }

    Row failed(Walk walk) {
      return new Row(walk, watermark, wholeAt, wholePages, failures + 1);
    }
  }

  Optional<Row> read(PlatformId platform) {
    return database
        .sql()
        .sql("select * from crawl where platform_id = ?")
        .param(platform.text())
        .query((row, _) ->
            new Row(
                new Walk(
                    Walk.Kind.valueOf(row.getString("walk")),
                    Optional.ofNullable(row.getString("cursor")).map(Cursor::new),
                    row.getInt("pages"),
                    row.getInt("fresh"),
                    UploadTable.instant(row, "newest")),
                UploadTable.instant(row, "watermark"),
                UploadTable.instant(row, "whole_walk_at"),
                row.getInt("whole_walk_pages"),
                row.getInt("failures")))
        .optional();
  }

  /// Writes the row, unless a later run has written it.
  ///
  /// @return false when a later run has
  boolean write(PlatformId platform, Row row, Note note) {
    return database
            .sql()
            .sql(
                """
                update crawl set walk = :walk, cursor = :cursor, pages = :pages, fresh = :fresh,
                  newest = :newest, watermark = :watermark, whole_walk_at = :wholeAt,
                  whole_walk_pages = :wholePages, failures = :failures,
                  restarts = restarts + :restarted, last_read_at = :now, trouble = :trouble,
                  lease = :lease
                where platform_id = :platform and lease <= :lease
                """)
            .param("platform", platform.text())
            .param("walk", row.walk().kind().name())
            .param("cursor", row.walk().cursor().map(Cursor::text).orElse(null))
            .param("pages", row.walk().pages())
            .param("fresh", row.walk().fresh())
            .param("newest", UploadTable.time(row.walk().newest()))
            .param("watermark", UploadTable.time(row.watermark()))
            .param("wholeAt", UploadTable.time(row.wholeAt()))
            .param("wholePages", row.wholePages())
            .param("failures", row.failures())
            .param("restarted", note.restarted())
            .param("now", UploadTable.time(note.at()))
            .param("trouble", note.trouble().orElse(null))
            .param("lease", note.lease())
            .update()
        == 1;
  }

  /// What goes with a row.
  ///
  /// @param lease of the run that writes
  /// @param restarted 1 when a dead cursor sent us back
  record Note(Instant at, long lease, int restarted, Optional<String> trouble) {}
}
