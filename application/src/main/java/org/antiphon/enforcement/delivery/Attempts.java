package org.antiphon.enforcement.delivery;

import static org.antiphon.enforcement.delivery.Rows.moment;
import static org.antiphon.enforcement.delivery.Rows.utc;

import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.connector.Found;
import org.antiphon.connector.RawAnswer;
import org.antiphon.connector.Submission;
import org.antiphon.connector.Withdrawal;
import org.antiphon.database.Database;

/// The history of requests: one row each, written before the first byte leaves and ended by what
/// came of it. A row without an end is a worker that died.
public final class Attempts {
  /// Answers are kept up to this many bytes; the hash covers the whole.
  private static final int KEPT = 64 * 1024;

  private final Database database;

  /// Reads and writes the table.
  public Attempts(Database database) {
    this.database = database;
  }

  /// Why a request was made.
  public enum Kind {
    /// To send the notice.
    SUBMIT,
    /// To learn whether it had arrived.
    LOOK_UP,
    /// To ask again for what was accepted and not done.
    REMIND,
    /// To take it back.
    WITHDRAW
  }

  /// One request, for pages and bundles.
  ///
  /// @param outcome empty while it runs, or if its worker died
  /// @param status HTTP status, where there was an answer
  public record Attempt(
      UUID id,
      Kind kind,
      Instant at,
      Optional<Instant> endedAt,
      String outcome,
      Optional<Integer> status,
      Answer answer) {}

  /// What came back.
  ///
  /// @param detail what it came to, in a word
  /// @param sha256 of the whole body, where there was one
  /// @param body its first 64 KiB
  public record Answer(String detail, Optional<String> sha256, Optional<byte[]> body) {}

  /// All requests for a notice, oldest first.
  public List<Attempt> of(UUID notice) {
    return database
        .sql()
        .sql("select * from attempt where notice_id = :notice order by at, id")
        .param("notice", notice)
        .query((row, _) ->
            new Attempt(
                row.getObject("id", UUID.class),
                Kind.valueOf(row.getString("kind")),
                moment(row, "at").orElseThrow(),
                moment(row, "ended_at"),
                Optional.ofNullable(row.getString("outcome")).orElse(""),
                Optional.ofNullable(row.getObject("answer_status", Integer.class)),
                new Answer(
                    Optional.ofNullable(row.getString("detail")).orElse(""),
                    Optional.ofNullable(row.getString("answer_sha256")),
                    Optional.ofNullable(row.getBytes("answer")))))
        .list();
  }

  void begin(UUID id, Instant at, UUID notice, Kind kind) {
    database
        .sql()
        .sql("insert into attempt (id, at, notice_id, kind) values (:id, :at, :notice, :kind)")
        .param("id", id)
        .param("at", utc(at))
        .param("notice", notice)
        .param("kind", kind.name())
        .update();
  }

  /// Ends a row.
  ///
  /// @param at when the attempt began: with it only one partition is touched
  /// @param ended when it ended
  void end(UUID id, Instant at, Instant ended, Outcome outcome) {
    database
        .sql()
        .sql(
            """
            update attempt set ended_at = :ended, outcome = :outcome, detail = :detail,
              answer_status = :status, answer_sha256 = :sha256, answer = :answer
            where id = :id and at = :at
            """)
        .param("ended", utc(ended))
        .param("outcome", outcome.word())
        .param("detail", outcome.detail())
        .param("status", outcome.raw().map(RawAnswer::status).orElse(null), Types.INTEGER)
        .param(
            "sha256", outcome.raw().map(raw -> raw.digest().sha256()).orElse(null), Types.VARCHAR)
        .param("answer", outcome.raw().map(Attempts::kept).orElse(null), Types.BINARY)
        .param("id", id)
        .param("at", utc(at))
        .update();
  }

  private static byte[] kept(RawAnswer raw) {
    return raw.body().length <= KEPT ? raw.body() : Arrays.copyOf(raw.body(), KEPT);
  }

  /// What came of a request.
  ///
  /// @param word such as `Accepted`, `Unknown`
  record Outcome(String word, String detail, Optional<RawAnswer> raw) {
    static Outcome abandoned() {
      return new Outcome("Abandoned", "its worker ended before the answer", Optional.empty());
    }

    static Outcome of(Submission answer) {
      return new Outcome(answer.getClass().getSimpleName(), detail(answer), answer.raw());
    }

    static Outcome of(Found found) {
      var detail = found instanceof Found.CannotTell(var cause, _, _) ? cause : "";
      return new Outcome(found.getClass().getSimpleName(), detail, found.raw());
    }

    static Outcome of(Withdrawal answer) {
      var detail =
          switch (answer) {
            case Withdrawal.Withdrawn(var state, _) -> state.reference().id();
            case Withdrawal.Refused(var why, _) -> why.code() + ": " + why.detail();
            case Withdrawal.Throttled(var wait, _) -> wait.map(Object::toString).orElse("");
            case Withdrawal.NotSent(var cause) -> cause;
            case Withdrawal.Unknown(var cause, _) -> cause;
          };
      return new Outcome(answer.getClass().getSimpleName(), detail, answer.raw());
    }

    private static String detail(Submission answer) {
      return switch (answer) {
        case Submission.Accepted(var state, _) -> state.reference().id();
        case Submission.Duplicate(var state, _) -> state.reference().id();
        case Submission.Refused(var why, _) -> why.code() + ": " + why.detail();
        case Submission.Throttled(var wait, _) -> wait.map(Object::toString).orElse("");
        case Submission.NotSent(var cause) -> cause;
        case Submission.Unknown(var cause, _) -> cause;
      };
    }
  }
}
