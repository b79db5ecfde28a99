package org.antiphon.network.graph;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.database.Database;

/// Writes edges, and takes them back: never a change in place, so that what was known at any time
/// can still be asked.
final class Edges {
  private final Database database;
  private final Families families;

  Edges(Database database, Families families) {
    this.database = database;
    this.families = families;
  }

  /// One writer at a time until this transaction ends: families are merged and split whole.
  void lock() {
    database
        .sql()
        .sql("select 1 from (select pg_advisory_xact_lock(7041776, 1)) locked")
        .query(Integer.class)
        .single();
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  void carries(Carried edge, Instant since, Instant at) {
    database
        .sql()
        .sql(
            """
            insert into graph_carries (upload_id, recording_id, upload_seconds, upload_from,
              upload_to, recording_from, recording_to, tempo, pitch, score, expected_false_matches,
              assessment_id, valid_from, recorded_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            edge.upload(),
            edge.recording(),
            edge.uploadSeconds(),
            edge.uploadFrom(),
            edge.uploadTo(),
            edge.recordingFrom(),
            edge.recordingTo(),
            edge.tempo(),
            edge.pitch(),
            edge.score(),
            edge.expected(),
            edge.assessment(),
            time(since),
            time(at))
        .update();
  }

  /// Ties two uploads.
  ///
  /// @return whether it is new
  boolean same(
      UUID one,
      UUID other,
      String by,
      Optional<Carried.Shared> where,
      String evidence,
      Instant at) {
    boolean inOrder = UploadOrder.OLDEST_FIRST.compare(one, other) < 0;
    var a = inOrder ? one : other;
    var b = inOrder ? other : one;
    var shared = inOrder ? where : where.map(Carried.Shared::turned);
    boolean fresh =
        database
                .sql()
                .sql(
                    """
                    insert into graph_same_audio (a, b, by, a_from, a_to, b_from, b_to, tempo, pitch,
                      evidence, valid_from, recorded_at)
                    values (:a, :b, :by, :aFrom, :aTo, :bFrom, :bTo, :tempo, :pitch, :evidence,
                      :at, :at)
                    on conflict (a, b, by) where retracted_at is null do nothing
                    """)
                .param("a", a)
                .param("b", b)
                .param("by", by)
                .param("aFrom", shared.map(Carried.Shared::aFrom).orElse(null))
                .param("aTo", shared.map(Carried.Shared::aTo).orElse(null))
                .param("bFrom", shared.map(Carried.Shared::bFrom).orElse(null))
                .param("bTo", shared.map(Carried.Shared::bTo).orElse(null))
                .param("tempo", shared.map(Carried.Shared::tempo).orElse(null))
                .param("pitch", shared.map(Carried.Shared::pitch).orElse(null))
                .param("evidence", evidence)
                .param("at", time(at))
                .update()
            > 0;
    if (fresh) families.joined(a, b, by + " " + evidence, at);
    return fresh;
  }

  /// Takes back one edge between two uploads.
  void retractSame(UUID a, UUID b, String by, String because, Instant at) {
    boolean done =
        database
                .sql()
                .sql(
                    """
                    update graph_same_audio set retracted_at = ?, retracted_by = ?
                    where a = ? and b = ? and by = ? and retracted_at is null
                    """)
                .params(time(at), because, a, b, by)
                .update()
            > 0;
    if (done) families.parted(a, because, at);
  }

  /// Takes back all that was said of an upload's sound.
  ///
  /// @return the uploads that were the same sound by an edge of their own
  List<UUID> retractAll(UUID upload, String because, Instant at) {
    retractCarries(upload, because, at);
    var others =
        database
            .sql()
            .sql(
                """
                update graph_same_audio set retracted_at = :at, retracted_by = :because
                where (a = :upload or b = :upload) and retracted_at is null
                returning case when a = :upload then b else a end
                """)
            .param("at", time(at))
            .param("because", because)
            .param("upload", upload)
            .query((row, _) -> row.getObject(1, UUID.class))
            .list();
    if (!others.isEmpty()) families.parted(upload, because, at);
    return others.stream().distinct().sorted(UploadOrder.OLDEST_FIRST).toList();
  }

  void retractCarries(UUID upload, String because, Instant at) {
    database
        .sql()
        .sql(
            """
            update graph_carries set retracted_at = ?, retracted_by = ?
            where upload_id = ? and retracted_at is null
            """)
        .params(time(at), because, upload)
        .update();
  }

  void via(UUID upload, String distributor, String source, Instant at) {
    database
        .sql()
        .sql(
            """
            insert into graph_via values (?, ?, ?, ?) on conflict (upload_id) do update
            set distributor = excluded.distributor, source = excluded.source
            """)
        .params(upload, distributor, source, time(at))
        .update();
  }

  void restsOn(Node derived, Node reason, Optional<UUID> entry, Instant at) {
    database
        .sql()
        .sql(
            """
            insert into graph_rests_on values (:kind, :key, :onKind, :onKey, :entry, :at)
            on conflict do nothing
            """)
        .param("kind", derived.kind())
        .param("key", derived.key())
        .param("onKind", reason.kind())
        .param("onKey", reason.key())
        .param("entry", entry.orElse(null))
        .param("at", time(at))
        .update();
  }

  /// Live edges of an upload to recordings.
  List<Carried> carriedBy(UUID upload) {
    return carried("upload_id = ?", upload, 1_000);
  }

  /// Live edges of a recording to its uploads, oldest first.
  List<Carried> carrying(String recording, int most) {
    return carried("recording_id = ?", recording, most);
  }

  private List<Carried> carried(String which, Object key, int most) {
    return database
        .sql()
        .sql(
            "select * from graph_carries where retracted_at is null and "
                + which
                + " order by upload_id, id limit "
                + most)
        .param(key)
        .query((row, _) ->
            new Carried(
                row.getObject("upload_id", UUID.class),
                row.getString("recording_id"),
                row.getDouble("upload_seconds"),
                row.getDouble("upload_from"),
                row.getDouble("upload_to"),
                row.getDouble("recording_from"),
                row.getDouble("recording_to"),
                row.getDouble("tempo"),
                row.getDouble("pitch"),
                row.getDouble("score"),
                row.getDouble("expected_false_matches"),
                row.getObject("assessment_id", UUID.class)))
        .list();
  }
}
