package org.antiphon.enforcement.delivery;

import static org.antiphon.enforcement.delivery.Rows.moment;
import static org.antiphon.enforcement.delivery.Rows.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.connector.PlatformState;
import org.antiphon.database.Database;
import org.antiphon.enforcement.notices.NoticeState;

/// The table `sending`. Every change is made in the caller's transaction, after [#locked].
final class Sendings {
  private static final String COLUMNS =
      """
      select s.*, n.state from sending s join notice n on n.id = s.notice_id
      """;
  private final Database database;

  Sendings(Database database) {
    this.database = database;
  }

  /// One row with the platform's newest word, as it stood when it was read.
  ///
  /// @param state of the notice, as stored
  record Row(
      Sending sending, NoticeState state, Optional<Word> word, Optional<Instant> acceptedAt) {}

  /// What the platform last said of the notice.
  record Word(PlatformState.State state, long version, Instant at, String reason) {}

  /// A new row; the same notice again changes nothing.
  ///
  /// @return whether it is new
  boolean add(Letter letter, Instant queuedAt) {
    return database
            .sql()
            .sql(
                """
                insert into sending (notice_id, platform_id, upload_id, target, idempotency_key, queued_at)
                values (:notice, :platform, :upload, :target, :key, :at)
                on conflict (notice_id) do nothing
                """)
            .param("notice", letter.notice())
            .param("platform", letter.platform())
            .param("upload", letter.upload())
            .param("target", letter.target())
            .param("key", letter.key())
            .param("at", utc(queuedAt))
            .update()
        > 0;
  }

  /// The notices that a platform accepted for one of its uploads.
  List<UUID> acceptedFor(String platform, String target) {
    return database
        .sql()
        .sql(
            """
            select notice_id from sending
            where platform_id = :platform and target = :target and accepted_at is not null
            """)
        .param("platform", platform)
        .param("target", target)
        .query((row, _) -> row.getObject("notice_id", UUID.class))
        .list();
  }

  List<Delivery.Concern> concerns(int most) {
    return database
        .sql()
        .sql(
            """
            select s.notice_id, s.platform_id, n.state, s.person
            from sending s join notice n on n.id = s.notice_id
            where s.person is not null order by s.queued_at, s.notice_id limit :most
            """)
        .param("most", most)
        .query((row, _) ->
            new Delivery.Concern(
                row.getObject("notice_id", UUID.class),
                row.getString("platform_id"),
                NoticeState.valueOf(row.getString("state")),
                row.getString("person")))
        .list();
  }

  Optional<Row> find(UUID notice) {
    return database
        .sql()
        .sql(COLUMNS + "where s.notice_id = :notice")
        .param("notice", notice)
        .query(Sendings::row)
        .optional();
  }

  /// The row, held by this transaction until it ends.
  Optional<Row> locked(UUID notice) {
    return database
        .sql()
        .sql(COLUMNS + "where s.notice_id = :notice for update")
        .param("notice", notice)
        .query(Sendings::row)
        .optional();
  }

  /// The notice that a platform means by our key or by its own reference.
  Optional<UUID> meant(String platform, String key, String reference) {
    return database
        .sql()
        .sql(
            """
            select notice_id from sending
            where platform_id = :platform and (idempotency_key = :key or reference = :reference)
            order by (idempotency_key = :key) desc limit 1
            """)
        .param("platform", platform)
        .param("key", key)
        .param("reference", reference)
        .query(UUID.class)
        .optional();
  }

  /// T1: an attempt takes the notice.
  void begin(UUID notice, Sending.Holder holder) {
    database
        .sql()
        .sql(
            """
            update sending set attempt_id = :id, attempt_at = :at, lease_until = :lease,
              first_sent_at = coalesce(first_sent_at, :at), first_absent_at = null, look_ups = 0,
              person = null
            where notice_id = :notice
            """)
        .param("id", holder.id())
        .param("at", utc(holder.startedAt()))
        .param("lease", utc(holder.leaseUntil()))
        .param("notice", notice)
        .update();
  }

  /// Nobody holds it any more, and nobody knows whether it arrived.
  void leaveInDoubt(UUID notice) {
    change(
        notice,
        "attempt_id = null, lease_until = null, may_have_arrived = true, failures = failures + 1");
  }

  /// Nobody holds it any more.
  void release(UUID notice) {
    change(notice, "attempt_id = null, lease_until = null");
  }

  void countFailure(UUID notice) {
    change(notice, "failures = failures + 1");
  }

  void countBlankLookUp(UUID notice) {
    change(notice, "look_ups = look_ups + 1");
  }

  void firstAbsent(UUID notice, Instant at) {
    database
        .sql()
        .sql(
            """
            update sending set first_absent_at = coalesce(first_absent_at, :at), look_ups = 0
            where notice_id = :notice
            """)
        .param("at", utc(at))
        .param("notice", notice)
        .update();
  }

  /// Look-ups a settle time apart found nothing: it has certainly not arrived.
  void settle(UUID notice) {
    change(notice, "may_have_arrived = false, first_absent_at = null, look_ups = 0");
  }

  /// A person asked for it to be tried afresh, under the same key.
  void revive(UUID notice, Instant at) {
    database
        .sql()
        .sql(
            """
            update sending set queued_at = :at, failures = 0, look_ups = 0, person = null
            where notice_id = :notice
            """)
        .param("at", utc(at))
        .param("notice", notice)
        .update();
  }

  Optional<String> declinedBecause(UUID notice) {
    return database
        .sql()
        .sql("select word_reason from sending where notice_id = ? and word = 'DECLINED'")
        .param(notice)
        .query((row, _) -> Optional.ofNullable(row.getString("word_reason")))
        .optional()
        .flatMap(reason -> reason);
  }

  void tellPerson(UUID notice, String why) {
    database
        .sql()
        .sql("update sending set person = :why where notice_id = :notice")
        .param("why", why)
        .param("notice", notice)
        .update();
  }

  void accept(UUID notice, String reference, Instant at) {
    database
        .sql()
        .sql(
            """
            update sending set reference = :reference, accepted_at = coalesce(accepted_at, :at),
              attempt_id = null, lease_until = null, may_have_arrived = false,
              first_absent_at = null, person = null
            where notice_id = :notice
            """)
        .param("reference", reference)
        .param("at", utc(at))
        .param("notice", notice)
        .update();
  }

  /// Keeps a word of the platform if it is newer than the one we have.
  ///
  /// @return whether it was
  boolean hear(UUID notice, PlatformState word) {
    return database
            .sql()
            .sql(
                """
                update sending set word = :word, word_version = :version, word_at = :at,
                  word_reason = :reason, reference = :reference
                where notice_id = :notice and word_version < :version
                """)
            .param("word", word.state().name())
            .param("version", word.version())
            .param("at", utc(word.updatedAt()))
            .param("reason", word.reason().orElse(""))
            .param("reference", word.reference().id())
            .param("notice", notice)
            .update()
        > 0;
  }

  private void change(UUID notice, String set) {
    database
        .sql()
        .sql("update sending set " + set + " where notice_id = :notice")
        .param("notice", notice)
        .update();
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    var sending =
        new Sending(
            letter(row),
            moment(row, "queued_at").orElseThrow(),
            row.getInt("failures"),
            doubt(row),
            holder(row),
            Optional.ofNullable(row.getString("reference")));
    return new Row(
        sending,
        NoticeState.valueOf(row.getString("state")),
        word(row),
        moment(row, "accepted_at"));
  }

  private static Letter letter(ResultSet row) throws SQLException {
    return new Letter(
        row.getObject("notice_id", UUID.class),
        row.getString("platform_id"),
        row.getObject("upload_id", UUID.class),
        row.getString("target"),
        row.getString("idempotency_key"));
  }

  private static Sending.Doubt doubt(ResultSet row) throws SQLException {
    return new Sending.Doubt(
        row.getBoolean("may_have_arrived"),
        moment(row, "first_sent_at"),
        moment(row, "first_absent_at"),
        row.getInt("look_ups"));
  }

  private static Optional<Sending.Holder> holder(ResultSet row) throws SQLException {
    var id = row.getObject("attempt_id", UUID.class);
    if (id == null) return Optional.empty();
    return Optional.of(
        new Sending.Holder(
            id, moment(row, "attempt_at").orElseThrow(), moment(row, "lease_until").orElseThrow()));
  }

  private static Optional<Word> word(ResultSet row) throws SQLException {
    var state = row.getString("word");
    if (state == null) return Optional.empty();
    return Optional.of(
        new Word(
            PlatformState.State.valueOf(state),
            row.getLong("word_version"),
            moment(row, "word_at").orElseThrow(),
            row.getString("word_reason")));
  }
}
