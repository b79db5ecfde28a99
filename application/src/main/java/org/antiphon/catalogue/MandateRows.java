package org.antiphon.catalogue;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antiphon.database.Database;

/// The tables `mandate` and `mandate_recording`.
final class MandateRows {
  private final Database database;

  MandateRows(Database database) {
    this.database = database;
  }

  /// Mandates whose last day lies in a span, the first to end first.
  List<Mandate.Ending> ending(LocalDate from, LocalDate until) {
    return database
        .sql()
        .sql(
            """
            select owner, valid_until from mandate where valid_until between :from and :until
            order by valid_until, owner
            """)
        .param("from", from)
        .param("until", until)
        .query((row, _) ->
            new Mandate.Ending(
                row.getString("owner"), row.getObject("valid_until", LocalDate.class)))
        .list();
  }

  /// Stores a mandate once.
  ///
  /// @return whether it is new
  boolean insert(Mandate mandate, Instant at) {
    return database
            .sql()
            .sql(
                """
                insert into mandate (id, kind, role, owner, territories, valid_from, valid_until,
                  document_sha256, attesters, added_at)
                values (:id, :kind, :role, :owner, :territories, :from, :until, :document,
                  :attesters, :at)
                on conflict do nothing
                """)
            .param("id", mandate.id())
            .param("kind", mandate.kind().name())
            .param("role", mandate.role().name())
            .param("owner", mandate.owner())
            .param("territories", sorted(mandate.territories()))
            .param("from", mandate.from().orElse(null), Types.DATE)
            .param("until", mandate.until().orElse(null), Types.DATE)
            .param("document", mandate.documentSha256().orElse(null))
            .param("attesters", sorted(mandate.attesters()))
            .param("at", RecordingRows.time(at))
            .update()
        > 0;
  }

  /// Puts a recording under a mandate.
  ///
  /// @return whether it was not yet
  boolean link(RecordingId recording, String mandate, Instant at) {
    return database
            .sql()
            .sql(
                """
                insert into mandate_recording (recording_id, mandate_id, added_at)
                values (:recording, :mandate, :at) on conflict do nothing
                """)
            .param("recording", recording.value())
            .param("mandate", mandate)
            .param("at", RecordingRows.time(at))
            .update()
        > 0;
  }

  boolean links(RecordingId recording, String mandate) {
    return database
        .sql()
        .sql(
            """
            select exists (select 1 from mandate_recording
              where recording_id = :recording and mandate_id = :mandate)
            """)
        .param("recording", recording.value())
        .param("mandate", mandate)
        .query(Boolean.class)
        .single();
  }

  List<Mandate> of(RecordingId recording) {
    return database
        .sql()
        .sql(
            """
            select m.* from mandate m join mandate_recording l on l.mandate_id = m.id
            where l.recording_id = :recording order by m.id
            """)
        .param("recording", recording.value())
        .query(MandateRows::mandate)
        .list();
  }

  Optional<Mandate> find(String id) {
    return database
        .sql()
        .sql("select * from mandate where id = :id")
        .param("id", id)
        .query(MandateRows::mandate)
        .optional();
  }

  private static Mandate mandate(ResultSet row, int number) throws SQLException {
    return new Mandate(
        row.getString("id"),
        Mandate.Kind.valueOf(row.getString("kind")),
        Mandate.Role.valueOf(row.getString("role")),
        row.getString("owner"),
        texts(row.getArray("territories")),
        Optional.ofNullable(row.getObject("valid_from", LocalDate.class)),
        Optional.ofNullable(row.getObject("valid_until", LocalDate.class)),
        Optional.ofNullable(row.getString("document_sha256")),
        texts(row.getArray("attesters")));
  }

  private static Set<String> texts(Array array) throws SQLException {
    return Set.of((String[]) array.getArray());
  }

  private static String[] sorted(Set<String> texts) {
    return texts.stream().sorted().toArray(String[]::new);
  }
}
