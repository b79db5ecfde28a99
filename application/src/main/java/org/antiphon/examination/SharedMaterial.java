package org.antiphon.examination;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.database.Database;
import org.antiphon.fingerprint.Match;

/// The table `shared_span`: what recordings of the catalogue have in common. A remix or a bought
/// loop gives a perfectly significant match to the wrong work; a match that lies wholly in what two
/// recordings share proves neither. Thread-safe.
public final class SharedMaterial {
  private final Database database;

  /// Keeps it here.
  public SharedMaterial(Database database) {
    this.database = database;
  }

  /// Puts what was found of a recording among the others in the place of what was known of it.
  void replace(RecordingId id, List<Match> found) {
    database.inTransaction(() -> {
      forget(id);
      for (Match match : found) if (!match.recording().id().equals(id)) insert(id, match);
    });
  }

  /// Forgets what was known of a recording.
  void forget(RecordingId id) {
    database
        .sql()
        .sql("delete from shared_span where recording_id = :id or other_id = :id")
        .param("id", id.value())
        .update();
  }

  private void insert(RecordingId id, Match match) {
    database
        .sql()
        .sql(
            """
            insert into shared_span (recording_id, other_id, from_seconds, to_seconds,
              other_from, other_to, tempo_factor, pitch_semitones, score)
            values (:id, :other, :from, :to, :otherFrom, :otherTo, :tempo, :pitch, :score)
            """)
        .param("id", id.value())
        .param("other", match.recording().id().value())
        .param("from", match.query().from())
        .param("to", match.query().to())
        .param("otherFrom", match.reference().from())
        .param("otherTo", match.reference().to())
        .param("tempo", match.tempoFactor())
        .param("pitch", match.pitchSemitones())
        .param("score", match.score())
        .update();
  }

  /// Everything that a recording shares, in the order of its own time.
  public List<SharedSpan> of(RecordingId id) {
    return database
        .sql()
        .sql(
            """
            with span as (
              select other_id as other, from_seconds, to_seconds, other_from, other_to,
                tempo_factor, pitch_semitones, score
              from shared_span where recording_id = :id
              union all
              select recording_id, other_from, other_to, from_seconds, to_seconds,
                1 / tempo_factor, -pitch_semitones, score
              from shared_span where other_id = :id
            )
            select span.*,
              sum(to_seconds - from_seconds) over pair / greatest(mine.seconds, 0.001) as of_mine,
              sum(other_to - other_from) over pair / greatest(theirs.seconds, 0.001) as of_theirs
            from span
              join recording mine on mine.id = :id
              join recording theirs on theirs.id = span.other and theirs.removed_at is null
            window pair as (partition by span.other)
            order by from_seconds, span.other
            """)
        .param("id", id.value())
        .query(SharedMaterial::span)
        .list();
  }

  /// Stretches that others hold which are not the same performance: no ground by themselves.
  public List<Stretch> foreign(RecordingId id) {
    return of(id).stream()
        .filter(span -> span.kinship() == SharedSpan.Kinship.PART)
        .map(SharedSpan::here)
        .toList();
  }

  private static SharedSpan span(ResultSet row, int number) throws SQLException {
    boolean both =
        row.getDouble("of_mine") >= SharedSpan.FAMILY_SHARE
            && row.getDouble("of_theirs") >= SharedSpan.FAMILY_SHARE;
    return new SharedSpan(
        new RecordingId(row.getString("other")),
        new Stretch(row.getDouble("from_seconds"), row.getDouble("to_seconds")),
        new Stretch(row.getDouble("other_from"), row.getDouble("other_to")),
        row.getDouble("tempo_factor"),
        row.getDouble("pitch_semitones"),
        row.getDouble("score"),
        both ? SharedSpan.Kinship.FAMILY : SharedSpan.Kinship.PART);
  }
}
