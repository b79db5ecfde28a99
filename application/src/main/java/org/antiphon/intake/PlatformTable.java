package org.antiphon.intake;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.antiphon.config.PlatformSettings;
import org.antiphon.database.Database;

/// The table `platform`, as the settings say.
final class PlatformTable {
  private final Database database;
  private final InstantSource clock;

  PlatformTable(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// Notes a platform with a feed.
  void note(PlatformSettings settings) {
    database
        .sql()
        .sql(
            """
            insert into platform (id, name, connector, url, simulated, labels, known_since)
            values (:id, :name, :connector, :url, :simulated, :labels, :now)
            on conflict (id) do update set name = excluded.name, connector = excluded.connector,
              url = excluded.url, simulated = excluded.simulated, labels = excluded.labels
            """)
        .param("id", settings.id())
        .param("name", settings.name())
        .param("connector", settings.connector())
        .param("url", settings.url().toString())
        .param("simulated", settings.simulated())
        .param("labels", settings.labels())
        .param("now", UploadTable.time(clock.instant()))
        .update();
    database
        .sql()
        .sql(
            """
            insert into crawl (platform_id, walk) values (?, 'FULL')
            on conflict (platform_id) do nothing
            """)
        .param(settings.id())
        .update();
  }

  /// Notes a place without a feed; a platform of the settings stays as it is.
  void noteByHand(PlatformId id, String name) {
    database
        .sql()
        .sql(
            """
            insert into platform (id, name, connector, simulated, known_since)
            values (:id, :name, 'none', false, :now)
            on conflict (id) do nothing
            """)
        .param("id", id.text())
        .param("name", name)
        .param("now", UploadTable.time(clock.instant()))
        .update();
  }

  List<PlatformView> list() {
    return database
        .sql()
        .sql(
            """
            select platform.*, crawl.last_read_at, crawl.whole_walk_at,
              coalesce(crawl.pages, 0) as pages, coalesce(crawl.restarts, 0) as restarts,
              crawl.trouble
            from platform left join crawl on crawl.platform_id = platform.id
            order by platform.id
            """)
        .query((row, _) ->
            new PlatformView(
                new PlatformId(row.getString("id")),
                row.getString("name"),
                row.getBoolean("simulated"),
                row.getBoolean("labels"),
                UploadTable.instant(row, "last_read_at"),
                UploadTable.instant(row, "whole_walk_at"),
                row.getInt("pages"),
                row.getLong("restarts"),
                Optional.ofNullable(row.getString("trouble"))))
        .list();
  }
}
