package org.antiphon.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.antiphon.database.Database;

/// The table `roster_artist`. Statements only.
final class RosterRows {
  private final Database database;

  RosterRows(Database database) {
    this.database = database;
  }

  /// Ids of the mandates behind an artist.
  record Held(Optional<String> name, Optional<String> marks) {
    Stream<String> all() {
      return Stream.concat(name.stream(), marks.stream());
    }
  }

  record Stored(RosterArtist artist, Held mandates) {
    /// The mandate for the name that stays when the artist is described anew by the same document's
    /// name.
    Optional<String> nameKeptBy(RosterArtist.Rights anew) {
      return kept(artist.rights().nameMandate(), anew.nameMandate(), mandates.name());
    }

    /// The same of the marks.
    Optional<String> marksKeptBy(RosterArtist.Rights anew) {
      return kept(artist.rights().markMandate(), anew.markMandate(), mandates.marks());
    }

    private static Optional<String> kept(
        Optional<String> before, Optional<String> anew, Optional<String> mandate) {
      return anew.isPresent() && anew.equals(before) ? mandate : Optional.empty();
    }
  }

  void upsert(RosterArtist artist, Held mandates, Instant at) {
    var delivery = artist.deliveries();
    var rights = artist.rights();
    database
        .sql()
        .sql(
            """
            insert into roster_artist (name, aliases, isni, platform_ids, distributors, uploaders,
              label_lines, isrc_prefixes, releases, namesake_ids, name_mandate, mandate_id,
              voice_consent, marks, mark_mandate, mark_mandate_id, added_at, changed_at)
            values (:name, :aliases, :isni, :ids, :distributors, :uploaders, :labels, :prefixes,
              :releases, :namesakes, :document, :mandate, :consent, :marks, :markDocument,
              :markMandate, :at, :at)
            on conflict (name) do update set aliases = excluded.aliases, isni = excluded.isni,
              platform_ids = excluded.platform_ids, distributors = excluded.distributors,
              uploaders = excluded.uploaders, label_lines = excluded.label_lines,
              isrc_prefixes = excluded.isrc_prefixes, releases = excluded.releases,
              namesake_ids = excluded.namesake_ids, name_mandate = excluded.name_mandate,
              mandate_id = excluded.mandate_id, voice_consent = excluded.voice_consent,
              marks = excluded.marks, mark_mandate = excluded.mark_mandate,
              mark_mandate_id = excluded.mark_mandate_id, changed_at = excluded.changed_at
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
        .param("document", rights.nameMandate().orElse(null))
        .param("mandate", mandates.name().orElse(null))
        .param("consent", rights.voiceConsent().orElse(null), Types.DATE)
        .param("marks", rights.marks().stream().map(RegisteredMark::written).toArray(String[]::new))
        .param("markDocument", rights.markMandate().orElse(null))
        .param("markMandate", mandates.marks().orElse(null))
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
    var rights = artist.rights();
    fields.put("nameMandate", rights.nameMandate().orElse(""));
    rights.voiceConsent().ifPresent(day -> fields.put("voiceConsent", day.toString()));
    if (!rights.marks().isEmpty())
      fields.put("marks", rights.marks().stream().map(RegisteredMark::written).toList());
    rights.markMandate().ifPresent(document -> fields.put("markMandate", document));
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
            new RosterArtist.Rights(
                Optional.ofNullable(row.getString("name_mandate")),
                Optional.ofNullable(row.getObject("voice_consent", LocalDate.class)),
                texts(row, "marks").stream().map(RegisteredMark::parse).toList(),
                Optional.ofNullable(row.getString("mark_mandate"))));
    return new Stored(
        artist,
        new Held(
            Optional.ofNullable(row.getString("mandate_id")),
            Optional.ofNullable(row.getString("mark_mandate_id"))));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }

  private static String[] sorted(Collection<String> texts) {
    return texts.stream().sorted().toArray(String[]::new);
  }
}
