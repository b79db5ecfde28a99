package org.antiphon.enforcement.delivery;

import static org.antiphon.enforcement.delivery.Rows.moment;
import static org.antiphon.enforcement.delivery.Rows.utc;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.antiphon.connector.Capabilities.Ability;
import org.antiphon.connector.Changes;
import org.antiphon.connector.Connector;
import org.antiphon.connector.Cursor;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.JobRun;
import org.antiphon.jobs.JobType;
import org.antiphon.jobs.Priority;

/// Heals lost webhooks: asks each platform for notices that changed since the newest change we have
/// seen, less an overlap. The mark is the platform's own clock, so its skew does no harm; it moves
/// only when a poll came to its end, so a poll that broke off is made again.
final class Poller {
  static final JobType<Turn> POLL = new JobType<>("platform.poll", Turn.class);

  /// More pages than any honest answer has.
  private static final int MOST_PAGES = 2_000;

  private final Desk desk;
  private final Map<String, Line> lines;
  private final PlatformGate gate;
  private final DeliverySettings settings;
  private final Words words;

  Poller(
      Desk desk,
      Map<String, Line> lines,
      PlatformGate gate,
      DeliverySettings settings,
      Words words) {
    this.desk = desk;
    this.lines = lines;
    this.gate = gate;
    this.settings = settings;
    this.words = words;
  }

  /// Whose turn it is, and where it stands.
  ///
  /// @param cursor where an unfinished poll goes on; empty at its beginning
  /// @param newest newest change seen in this poll
  /// @param pages read in this poll
  record Turn(String platform, Optional<String> cursor, Optional<Instant> newest, int pages) {}

  /// One job for each platform that can be polled; those that are there stay as they are.
  void start() {
    lines.forEach((platform, line) -> {
      if (line.connection().connector().capabilities().has(Ability.POLLING))
        desk.jobs().schedule(POLL, platform, fresh(platform), desk.now(), Priority.NORMAL);
    });
  }

  private static Turn fresh(String platform) {
    return new Turn(platform, Optional.empty(), Optional.empty(), 0);
  }

  /// One page of one poll.
  JobOutcome poll(Turn turn, JobRun run) {
    var line = lines.get(turn.platform());
    if (line == null) return JobOutcome.done(); // no longer in the settings
    return switch (gate.enter(turn.platform())) {
      case PlatformGate.Entry.Closed(var until, _) -> JobOutcome.again(until);
      case PlatformGate.Entry.Open(var pass) -> {
        try (pass) {
          yield page(turn, line.connection().connector(), pass);
        }
      }
    };
  }

  private JobOutcome page(Turn turn, Connector connector, PlatformGate.Pass pass) {
    var held = pass.mayNotLeaveBefore();
    if (held.isPresent()) return JobOutcome.again(held.get());
    var since = mark(turn.platform()).minus(settings.polling().overlap());
    var changes = connector.changedSince(since, turn.cursor().map(Cursor::new));
    pass.report(Health.of(changes));
    return switch (changes) {
      // a dead cursor cannot be told from a silent platform: begin again
      case Changes.CannotTell(_, var wait) ->
          JobOutcome.again(
              settings.backOff().next(desk.now(), 3, wait.map(desk.now()::plus), desk.random()),
              fresh(turn.platform()));
      case Changes.Changed changed -> read(turn, changed);
    };
  }

  private JobOutcome read(Turn turn, Changes.Changed changed) {
    var newest = turn.newest();
    for (var state : changed.states()) {
      words.hear(turn.platform(), state);
      if (newest.isEmpty() || newest.get().isBefore(state.updatedAt()))
        newest = Optional.of(state.updatedAt());
    }
    if (changed.next().isPresent() && turn.pages() < MOST_PAGES)
      return JobOutcome.again(
          desk.now(),
          new Turn(turn.platform(), changed.next().map(Cursor::text), newest, turn.pages() + 1));
    newest.ifPresent(at -> keep(turn.platform(), at));
    return JobOutcome.again(desk.now().plus(settings.polling().every()), fresh(turn.platform()));
  }

  private Instant mark(String platform) {
    return desk.database()
        .sql()
        .sql("select seen_until from poll_mark where platform_id = :platform")
        .param("platform", platform)
        .query((row, _) -> moment(row, "seen_until").orElse(Instant.EPOCH))
        .optional()
        .orElse(Instant.EPOCH.plus(settings.polling().overlap()));
  }

  private void keep(String platform, Instant seen) {
    desk.database()
        .sql()
        .sql(
            """
            insert into poll_mark (platform_id, seen_until, polled_at) values (:platform, :seen, :now)
            on conflict (platform_id) do update set polled_at = excluded.polled_at,
              seen_until = greatest(poll_mark.seen_until, excluded.seen_until)
            """)
        .param("platform", platform)
        .param("seen", utc(seen))
        .param("now", utc(desk.now()))
        .update();
  }
}
