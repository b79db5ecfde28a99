package org.antiphon.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antiphon.database.Database;

/// The table `roster_artist`. Statements only.
final class RosterRows {
  private final Database database;

  RosterRows(Database database) {
    this.database = database;
  }

  record Stored(RosterArtist artist, Optional<String> mandate) {
    /// The mandate that stays when the artist is described anew by the same document's name.
    Optional<String> keptBy(RosterArtist anew) {
      return anew.nameMandate().isPresent() && anew.nameMandate().equals(artist.nameMandate())
          ? mandate
          : Optional.empty();
    }
  }

  void upsert(RosterArtist artist, Optional<String> mandate, Instant at) {
    var delivery = artist.deliveries();
    database
        .sql()
        .sql(
            """
            insert into roster_artist (name, aliases, isni, platform_ids, distributors, uploaders,
              label_lines, isrc_prefixes, releases, namesake_ids, name_mandate, mandate_id, added_at,
              changed_at)
            values (:name, :aliases, :isni, :ids, :distributors, :uploaders, :labels, :prefixes,
              :releases, :namesakes, :document, :mandate, :at, :at)
            on conflict (name) do update set aliases = excluded.aliases, isni = excluded.isni,
              platform_ids = excluded.platform_ids, distributors = excluded.distributors,
              uploaders = excluded.uploaders, label_lines = excluded.label_lines,
              isrc_prefixes = excluded.isrc_prefixes, releases = excluded.releases,
              namesake_ids = excluded.namesake_ids, name_mandate = excluded.name_mandate,
              mandate_id = excluded.mandate_id, changed_at = excluded.changed_at
            """)
        .param("name", artist.name())
        .param("aliases", artist.aliases().toArray(String[]::new))
        .param("isni", artist.isni().map(Isni::code).orElse(null))
        .param("ids", sorted(artist.platformIds()))
        .param("distributors", sorted(delivery.distributors()))
        .param("uploaders", sorted(delivery.uploaders()))
        .param("labels", sorted(delivery.labelLines()))
        .param("prefixes", sorted(delivery.isrcPrefixes()))
        .param("releases", releases(artist).toArray(String[]::new))
        .param("namesakes", sorted(artist.namesakes()))
        .param("document", artist.nameMandate().orElse(null))
        .param("mandate", mandate.orElse(null))
        .param("at", RecordingRows.time(at))
        .update();
  }

  Optional<Stored> find(String name) {
    return database
        .sql()
        .sql("select * from roster_artist where name = ?")
        .param(name)
        .query(RosterRows::read)
        .optional();
  }

  List<RosterArtist> all() {
    return page("", Integer.MAX_VALUE);
  }

  List<RosterArtist> page(String after, int limit) {
    return database
        .sql()
        .sql("select * from roster_artist where name > ? order by name limit ?")
        .params(after, limit)
        .query((row, number) -> read(row, number).artist())
        .list();
  }

  long version() {
    return database.sql().sql("select version from roster_state").query(Long.class).single();
  }

  void nextVersion() {
    database.sql().sql("update roster_state set version = version + 1").update();
  }

  /// Everything that describes an artist, for its hash in the ledger.
  static Map<String, Object> fields(RosterArtist artist) {
    var delivery = artist.deliveries();
    var fields = new LinkedHashMap<String, Object>();
    fields.put("artist", artist.name());
    fields.put("aliases", artist.aliases());
    fields.put("isni", artist.isni().map(Isni::code).orElse(""));
    fields.put("platformIds", List.of(sorted(artist.platformIds())));
    fields.put("distributors", List.of(sorted(delivery.distributors())));
    fields.put("uploaders", List.of(sorted(delivery.uploaders())));
    fields.put("labelLines", List.of(sorted(delivery.labelLines())));
    fields.put("isrcPrefixes", List.of(sorted(delivery.isrcPrefixes())));
    fields.put("releases", releases(artist));
    fields.put("namesakeIds", List.of(sorted(artist.namesakes())));
    fields.put("nameMandate", artist.nameMandate().orElse(""));
    return fields;
  }

  private static List<String> releases(RosterArtist artist) {
    return artist.deliveries().releases().stream().map(RosterArtist.Release::written).toList();
  }

  private static Stored read(ResultSet row, int number) throws SQLException {
    var artist =
        new RosterArtist(
            row.getString("name"),
            texts(row, "aliases"),
            Optional.ofNullable(row.getString("isni")).map(Isni::new),
            Set.copyOf(texts(row, "platform_ids")),
            new RosterArtist.Deliveries(
                Set.copyOf(texts(row, "distributors")),
                Set.copyOf(texts(row, "uploaders")),
                Set.copyOf(texts(row, "label_lines")),
                Set.copyOf(texts(row, "isrc_prefixes")),
                texts(row, "releases").stream().map(RosterArtist.Release::parse).toList()),
            Set.copyOf(texts(row, "namesake_ids")),
            Optional.ofNullable(row.getString("name_mandate")));
    return new Stored(artist, Optional.ofNullable(row.getString("mandate_id")));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  private static String[] sorted(Collection<String> texts) {
    return texts.stream().sorted().toArray(String[]::new);
  }
}
