package org.antiphon.enforcement.contest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.antiphon.database.Database;
import org.antiphon.enforcement.basis.Reversals;
import org.antiphon.enforcement.cases.Pauses;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.enforcement.notices.NoticeId;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.enforcement.notices.Notices;

/// Counts the notices that turned out wrong, and pauses what brings too many (R21): for each
/// platform, rule at a platform, mandate and attester, over its last 1,000 decided notices of the
/// last 30 days.
public final class Turns {
  private static final Duration WINDOW = Duration.ofDays(30);
  private final Database database;
  private final InstantSource clock;
  private final Notices notices;
  private final Pauses pauses;

  /// Wires it; thread-safe.
  public Turns(Database database, InstantSource clock, Notices notices, Pauses pauses) {
    this.database = database;
    this.clock = clock;
    this.notices = notices;
    this.pauses = pauses;
  }

  /// How a notice turned out wrong.
  public enum Kind {
    APPEAL_UPHELD,
    COUNTER_NOTICE,
    /// The platform looked, and declined with reasons.
    REJECTED,
    RETRACTED
  }

  /// What reversals of a notice count for.
  static List<Pauses.Key> keysOf(Notice notice) {
    return Pauses.keysOf(
        notice.target().platform(),
        notice.basis(),
        notice.signing().mandate(),
        notice.signing().person());
  }

  /// Why a notice must wait now; asked just before it would leave.
  public Optional<String> paused(Notice notice) {
    return pauses.of(keysOf(notice)).map(Pauses.Pause::inWords);
  }

  /// What a move of a notice says of it.
  enum Turn {
    /// It turned out wrong.
    REVERSED,
    /// What was taken for wrong was not.
    NOT_AFTER_ALL,
    NEITHER
  }

  /// A platform's rejection is substantive where it held the notice and said no after looking
  /// (DECLINED). What it refused at the door (REJECTED: a form, a key, an upload that was gone)
  /// says nothing of the claim. A platform that declined and then acts has taken its word back.
  static Turn turn(NoticeState from, NoticeState to) {
    if (to == NoticeState.DECLINED) return Turn.REVERSED;
    boolean acted = to == NoticeState.SAID_DOWN || to == NoticeState.SEEN_DOWN_ONCE;
    return from == NoticeState.DECLINED && acted ? Turn.NOT_AFTER_ALL : Turn.NEITHER;
  }

  /// Hears of a notice's move, in its transaction.
  public void moved(NoticeId id, NoticeState from, NoticeState to) {
    switch (turn(from, to)) {
      case REVERSED -> note(id, Kind.REJECTED);
      case NOT_AFTER_ALL -> forget(id, Kind.REJECTED);
      case NEITHER -> {} // as most
    }
  }

  /// Notes a reversal, and pauses what it brings over the limit. In the caller's transaction.
  public void note(NoticeId id, Kind kind) {
    database
        .sql()
        .sql("insert into reversal values (?, ?, ?) on conflict (notice_id) do nothing")
        .params(id.value(), kind.name(), utc(clock.instant()))
        .update();
    for (var key : keysOf(notices.get(id))) {
      var counted = count(key);
      if (Reversals.of(counted.reversed(), counted.decided()) == Reversals.Answer.PAUSE)
        pauses.pause(key, counted.reversed(), counted.decided());
    }
  }

  /// It did not turn out wrong after all.
  void forget(NoticeId id, Kind kind) {
    database
        .sql()
        .sql("delete from reversal where notice_id = ? and kind = ?")
        .params(id.value(), kind.name())
        .update();
  }

  /// Reversed and decided notices of a key.
  public record Counted(int reversed, int decided) {}

  /// Over its last 1,000 decided notices of the last 30 days.
  public Counted count(Pauses.Key key) {
    return database
        .sql()
        .sql(
            """
            select count(*) filter (where r.notice_id is not null) as reversed, count(*) as decided
            from (
              select id from notice
              where (state in ('VERIFIED_DOWN', 'REJECTED', 'DECLINED', 'RETRACTING', 'RETRACTED',
                  'RESTORED')
                  or exists (select from reversal where notice_id = notice.id))
                and changed_at >= :since
                and case :kind
                  when 'PLATFORM' then platform_id = :value
                  when 'RULE' then platform_id || '/' || basis = :value
                  when 'MANDATE' then :value = any(string_to_array(mandate_id, ','))
                  else drafted_for::text = :value end
              order by changed_at desc limit 1000) n
            left join reversal r on r.notice_id = n.id
            """)
        .param("since", utc(clock.instant().minus(WINDOW)))
        .param("kind", key.kind().name())
        .param("value", key.value())
        .query((row, _) -> new Counted(row.getInt("reversed"), row.getInt("decided")))
        .single();
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
