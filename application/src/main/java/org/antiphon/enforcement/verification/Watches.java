package org.antiphon.enforcement.verification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.connector.RawAnswer;
import org.antiphon.database.Database;
import org.antiphon.enforcement.notices.NoticeState;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// The tables `watch` and `look`.
final class Watches {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private final Database database;

  Watches(Database database) {
    this.database = database;
  }

  /// One notice under watch.
  ///
  /// @param state of the notice when this was read
  record Watch(
      UUID notice,
      NoticeState state,
      LookSchedule.Times times,
      int reminders,
      Optional<Instant> discrepancy,
      boolean ended) {}

  void begin(UUID notice, Instant accepted) {
    database
        .sql()
        .sql(
            """
            insert into watch (notice_id, accepted_at, event_at) values (:notice, :at, :at)
            on conflict (notice_id) do nothing
            """)
        .param("notice", notice)
        .param("at", utc(accepted))
        .update();
  }

  /// The row, held by this transaction until it ends.
  Optional<Watch> locked(UUID notice) {
    return database
        .sql()
        .sql(
            """
            select w.*, n.state from watch w join notice n on n.id = w.notice_id
            where w.notice_id = :notice for update
            """)
        .param("notice", notice)
        .query(Watches::watch)
        .optional();
  }

  void event(UUID notice, Instant at) {
    database
        .sql()
        .sql("update watch set event_at = greatest(event_at, :at) where notice_id = :notice")
        .param("at", utc(at))
        .param("notice", notice)
        .update();
  }

  void end(UUID notice, Instant at) {
    database
        .sql()
        .sql("update watch set ended_at = :at where notice_id = :notice and ended_at is null")
        .param("at", utc(at))
        .param("notice", notice)
        .update();
  }

  void reminded(UUID notice) {
    database
        .sql()
        .sql("update watch set reminders = reminders + 1 where notice_id = :notice")
        .param("notice", notice)
        .update();
  }

  /// Keeps what a look saw, and what it meant.
  void looked(UUID notice, Instant at, Seen seen, LookRules.Judgement judgement) {
    boolean blank = seen == Seen.NO_EVIDENCE;
    database
        .sql()
        .sql(
            """
            update watch set last_look_at = :at, first_gone_at = :gone,
              blanks = case when :blank then blanks + 1 else 0 end,
              verified_at = case when :verified then coalesce(verified_at, :at) else verified_at end,
              discrepancy_at =
                case when :lie then coalesce(discrepancy_at, :at) else discrepancy_at end
            where notice_id = :notice
            """)
        .param("at", utc(at))
        .param("gone", utc(judgement.firstGone()), Types.TIMESTAMP_WITH_TIMEZONE)
        .param("blank", blank)
        .param("verified", judgement.next() == NoticeState.VERIFIED_DOWN)
        .param("lie", judgement.discrepancy())
        .param("notice", notice)
        .update();
  }

  void keep(UUID id, UUID notice, Instant at, Observation observation) {
    database
        .sql()
        .sql(
            """
            insert into look (id, at, notice_id, seen, detail, evidence)
            values (:id, :at, :notice, :seen, :detail, :evidence::jsonb)
            """)
        .param("id", id)
        .param("at", utc(at))
        .param("notice", notice)
        .param("seen", observation.seen().name())
        .param("detail", observation.detail())
        .param("evidence", evidence(observation.answers()))
        .update();
  }

  List<Verification.Look> looks(UUID notice) {
    return database
        .sql()
        .sql("select * from look where notice_id = :notice order by at, id")
        .param("notice", notice)
        .query((row, _) ->
            new Verification.Look(
                moment(row, "at").orElseThrow(),
                Seen.valueOf(row.getString("seen")),
                row.getString("detail"),
                row.getString("evidence")))
        .list();
  }

  private static String evidence(List<RawAnswer> answers) {
    return MAPPER.writeValueAsString(
        answers.stream()
            .map(answer ->
                Map.of(
                    "status", answer.status(),
                    "at", answer.at().toString(),
                    "type", answer.mediaType(),
                    "bytes", answer.digest().length(),
                    "sha256", answer.digest().sha256()))
            .toList());
  }

  private static Watch watch(ResultSet row, int number) throws SQLException {
    return new Watch(
        row.getObject("notice_id", UUID.class),
        NoticeState.valueOf(row.getString("state")),
        new LookSchedule.Times(
            moment(row, "accepted_at").orElseThrow(),
            moment(row, "event_at").orElseThrow(),
            moment(row, "last_look_at"),
            moment(row, "first_gone_at"),
            row.getInt("blanks")),
        row.getInt("reminders"),
        moment(row, "discrepancy_at"),
        moment(row, "ended_at").isPresent());
  }

  private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable OffsetDateTime utc(Optional<Instant> at) {
    return at.map(Watches::utc).orElse(null);
  }
}
