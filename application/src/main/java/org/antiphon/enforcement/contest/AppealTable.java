package org.antiphon.enforcement.contest;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.database.Database;
import org.antiphon.enforcement.notices.NoticeId;

/// The table of objections.
final class AppealTable {
  private final Database database;

  AppealTable(Database database) {
    this.database = database;
  }

  void insert(Appeal appeal) {
    database
        .sql()
        .sql(
            """
            insert into appeal (id, notice_id, received_at, ground, words, contact, due_at)
            values (?, ?, ?, ?, ?, ?, ?)
            """)
        .params(
            appeal.id(),
            appeal.notice().value(),
            utc(appeal.at()),
            appeal.ground().name(),
            appeal.words(),
            appeal.contact(),
            utc(appeal.dueAt()))
        .update();
  }

  void answer(UUID id, Appeal.Answer answer) {
    database
        .sql()
        .sql(
            """
            update appeal set decision = :decision, decided_at = :at, decided_by = :by,
              answer = :reasons where id = :id
            """)
        .param("decision", answer.decision().name())
        .param("at", utc(answer.at()))
        .param("by", answer.by().orElse(null))
        .param("reasons", answer.reasons())
        .param("id", id)
        .update();
  }

  void erase(UUID id) {
    database
        .sql()
        .sql("update appeal set words = '', contact = '' where id = ?")
        .param(id)
        .update();
  }

  Optional<Appeal> lock(UUID id) {
    return database
        .sql()
        .sql("select * from appeal where id = ? for update")
        .param(id)
        .query(AppealTable::appeal)
        .optional();
  }

  List<Appeal> of(NoticeId notice) {
    return database
        .sql()
        .sql("select * from appeal where notice_id = ? order by received_at, id")
        .param(notice.value())
        .query(AppealTable::appeal)
        .list();
  }

  List<Appeal> unanswered() {
    return database
        .sql()
        .sql("select * from appeal where decision is null order by due_at, id")
        .query(AppealTable::appeal)
        .list();
  }

  private static Appeal appeal(ResultSet row, int number) throws SQLException {
    return new Appeal(
        row.getObject("id", UUID.class),
        new NoticeId(row.getObject("notice_id", UUID.class)),
        moment(row, "received_at").orElseThrow(),
        Appeal.Ground.valueOf(row.getString("ground")),
        row.getString("words"),
        row.getString("contact"),
        moment(row, "due_at").orElseThrow(),
        Optional.ofNullable(row.getString("decision"))
            .map(Appeal.Decision::valueOf)
            .map(decision -> answer(row, decision)));
  }

  private static Appeal.Answer answer(ResultSet row, Appeal.Decision decision) {
    try {
      return new Appeal.Answer(
          decision,
          moment(row, "decided_at").orElseThrow(),
          row.getString("answer"),
          Optional.ofNullable(row.getObject("decided_by", UUID.class)));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
