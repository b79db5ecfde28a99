package org.antiphon.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.antiphon.database.Database;
import org.jspecify.annotations.Nullable;

/// The table `recording`, and the version that every change of the catalogue moves on.
final class RecordingRows {
  private final Database database;

  RecordingRows(Database database) {
    this.database = database;
  }

  /// A row of the table.
  ///
  /// @param live false: it was removed
  record Stored(Recording recording, Optional<Sound> sound, long version, boolean live) {}

  /// Moves the version on; holds its lock until the transaction ends, so versions are in the order
  /// of commits.
  long nextVersion() {
    return database
        .sql()
        .sql("update catalogue_state set version = version + 1 returning version")
        .query(Long.class)
        .single();
  }

  SongRight song(RecordingId id) {
    return database
        .sql()
        .sql("select percent, consent from song_right where recording_id = ?")
        .param(id.value())
        .query((row, _) -> new SongRight(row.getBigDecimal(1), row.getBoolean(2)))
        .optional()
        .orElse(SongRight.WHOLE);
  }

  void song(RecordingId id, SongRight right, Instant at) {
    database
        .sql()
        .sql(
            """
            insert into song_right values (?, ?, ?, ?) on conflict (recording_id) do update
              set percent = excluded.percent, consent = excluded.consent,
                changed_at = excluded.changed_at
            """)
        .params(id.value(), right.percent(), right.consent(), time(at))
        .update();
  }

  long version() {
    return database.sql().sql("select version from catalogue_state").query(Long.class).single();
  }

  Optional<Stored> byId(RecordingId id) {
    return database
        .sql()
        .sql("select * from recording where id = :id")
        .param("id", id.value())
        .query(RecordingRows::stored)
        .optional();
  }

  Optional<Stored> byIsrc(Isrc isrc) {
    return database
        .sql()
        .sql("select * from recording where isrc = :isrc and removed_at is null")
        .param("isrc", isrc.code())
        .query(RecordingRows::stored)
        .optional();
  }

  Optional<Stored> byFile(String audioSha256) {
    return database
        .sql()
        .sql(
            """
            select * from recording where audio_sha256 = :audio and removed_at is null
            order by added_at, id limit 1
            """)
        .param("audio", audioSha256)
        .query(RecordingRows::stored)
        .optional();
  }

  /// The oldest recording with the same file, the same packets or the same samples.
  Optional<Stored> bySound(Sound sound) {
    return database
        .sql()
        .sql(
            """
            select * from recording
            where removed_at is null
              and (audio_sha256 = :audio or packets_sha256 = :packets or pcm_sha256 = :pcm)
            order by added_at, id limit 1
            """)
        .param("audio", sound.audioSha256())
        .param("packets", sound.packetsSha256().orElse(null))
        .param("pcm", sound.pcmSha256().orElse(null))
        .query(RecordingRows::stored)
        .optional();
  }

  /// Moves a recording's version on: what rests on it is another catalogue's finding from now on.
  void touch(RecordingId id, long version, Instant at) {
    database
        .sql()
        .sql("update recording set version = :version, changed_at = :at where id = :id")
        .param("version", version)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("id", id.value())
        .update();
  }

  void insert(Recording recording, Optional<Sound> sound, long version, Instant at) {
    write(
        """
        insert into recording (id, title, artist, isrc, iswc, upc, label_line, released, seconds,
          audio_sha256, packets_sha256, pcm_sha256, peaks_sha256, algorithm,
          version, added_at, changed_at)
        values (:id, :title, :artist, :isrc, :iswc, :upc, :labelLine, :released, :seconds,
          :audio, :packets, :pcm, :peaks, :algorithm, :version, :at, :at)
        on conflict (id) do update set title = :title, artist = :artist, isrc = :isrc,
          iswc = :iswc, upc = :upc, label_line = :labelLine, released = :released,
          seconds = :seconds, audio_sha256 = :audio, packets_sha256 = :packets,
          pcm_sha256 = :pcm, peaks_sha256 = :peaks, algorithm = :algorithm,
          version = :version, changed_at = :at, removed_at = null
        """,
        recording,
        sound,
        version,
        at);
  }

  private void write(
      String statement, Recording recording, Optional<Sound> sound, long version, Instant at) {
    database
        .sql()
        .sql(statement)
        .param("id", recording.id().value())
        .param("title", recording.title())
        .param("artist", recording.artist())
        .param("isrc", recording.isrc().map(Isrc::code).orElse(null))
        .param("iswc", recording.codes().iswc().orElse(null))
        .param("upc", recording.codes().upc().orElse(null))
        .param("labelLine", recording.codes().labelLine().orElse(null))
        .param("released", recording.released().orElse(null), java.sql.Types.DATE)
        .param("seconds", recording.seconds())
        .param("audio", sound.map(Sound::audioSha256).orElse(null))
        .param("packets", sound.flatMap(Sound::packetsSha256).orElse(null))
        .param("pcm", sound.flatMap(Sound::pcmSha256).orElse(null))
        .param("peaks", sound.map(Sound::peaksSha256).orElse(null))
        .param("algorithm", sound.map(Sound::algorithm).orElse(null))
        .param("version", version)
        .param("at", time(at))
        .update();
  }

  void remove(RecordingId id, long version, Instant at) {
    database
        .sql()
        .sql(
            """
            update recording set removed_at = :at, changed_at = :at, version = :version
            where id = :id and removed_at is null
            """)
        .param("id", id.value())
        .param("version", version)
        .param("at", time(at))
        .update();
  }

  /// Rows in the order of their ids, from after `after`.
  List<Recording> page(Filter filter, String after, int limit) {
    return database
        .sql()
        .sql(
            """
            select * from recording r
            where removed_at is null and id collate "C" > :after
              and (:artist::text is null or position(lower(:artist) in lower(artist)) > 0)
              and (:isrc::text is null or isrc = :isrc)
              and (not :withoutMandate
                or not exists (select 1 from mandate_recording m where m.recording_id = r.id))
              and (not :withoutFingerprint or peaks_sha256 is null)
              and (not :excluded or exists (select 1 from excluded_interval e
                where e.recording_id = r.id and e.withdrawn_at is null))
            order by id collate "C" limit :limit
            """)
        .param("after", after)
        .param("artist", filter.artist().orElse(null))
        .param("isrc", filter.isrc().map(Isrc::code).orElse(null))
        .param("withoutMandate", filter.withoutMandate())
        .param("withoutFingerprint", filter.withoutFingerprint())
        .param("excluded", filter.excluded())
        .param("limit", limit)
        .query((row, _) -> stored(row, 0).recording())
        .list();
  }

  long count() {
    return database
        .sql()
        .sql("select count(*) from recording where removed_at is null")
        .query(Long.class)
        .single();
  }

  /// Rows changed after `version`, oldest change first.
  List<Stored> changedSince(long version, int limit) {
    return database
        .sql()
        .sql(
            """
            select * from recording where version > :version
              and version <= (select coalesce(max(version), 0) from (
                select version from recording where version > :version
                order by version limit :limit) upto)
            order by version, id
            """)
        .param("version", version)
        .param("limit", limit)
        .query(RecordingRows::stored)
        .list();
  }

  private static Stored stored(ResultSet row, int number) throws SQLException {
    var recording =
        new Recording(
            new RecordingId(row.getString("id")),
            row.getString("title"),
            row.getString("artist"),
            text(row, "isrc").map(Isrc::new),
            row.getDouble("seconds"),
            Optional.ofNullable(row.getObject("released", LocalDate.class)),
            new Codes(text(row, "iswc"), text(row, "upc"), text(row, "label_line")));
    return new Stored(
        recording,
        sound(row, recording.seconds()),
        row.getLong("version"),
        row.getObject("removed_at") == null);
  }

  private static Optional<Sound> sound(ResultSet row, double seconds) throws SQLException {
    @Nullable String audio = row.getString("audio_sha256");
    if (audio == null) return Optional.empty();
    return Optional.of(
        new Sound(
            audio,
            text(row, "packets_sha256"),
            text(row, "pcm_sha256"),
            seconds,
            row.getString("peaks_sha256"),
            row.getString("algorithm")));
  }

  private static Optional<String> text(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
