package org.antiphon.enforcement.verification;

import java.time.Instant;
import java.util.Optional;
import org.antiphon.enforcement.notices.NoticeState;

/// What a look means for a notice, as a pure function.
///
/// Nothing is believed down on one look: VERIFIED_DOWN needs two that saw it gone, half an hour of
/// calendar time apart, with none in between that heard it. What a platform says moves nothing
/// here; if it said "removed" and the sound plays, that is a discrepancy, and a person can see it.
public final class LookRules {
  private final LookSchedule schedule;
  private final VerificationSettings settings;

  /// Rules with their spans.
  public LookRules(VerificationSettings settings) {
    this.settings = settings;
    this.schedule = new LookSchedule(settings);
  }

  /// What follows from a look.
  ///
  /// @param next the notice's state, the old one if nothing moves
  /// @param firstGone the look that waits for its second
  /// @param discrepancy whether the platform's word was found false
  public record Judgement(NoticeState next, Optional<Instant> firstGone, boolean discrepancy) {}

  /// Judges one look.
  ///
  /// @param state where the notice stood
  /// @param firstGone the look that waits for its second, if any
  /// @param seen what this look saw
  /// @param at when it looked
  public Judgement after(NoticeState state, Optional<Instant> firstGone, Seen seen, Instant at) {
    return switch (seen) {
      case NO_EVIDENCE -> new Judgement(state, firstGone, false);
      case GONE, REPLACED -> gone(state, firstGone, at);
      case UP -> up(state);
      case PARTLY -> partly(state, firstGone);
    };
  }

  private Judgement gone(NoticeState state, Optional<Instant> firstGone, Instant at) {
    return switch (state) {
      case ACCEPTED, SAID_DOWN, STILL_UP, PARTLY_DOWN, DECLINED, RESTORED ->
          new Judgement(NoticeState.SEEN_DOWN_ONCE, Optional.of(at), false);
      case SEEN_DOWN_ONCE -> {
        var first = firstGone.orElse(at);
        boolean apart = !at.isBefore(schedule.after(first, settings.apart()));
        var next = apart ? NoticeState.VERIFIED_DOWN : state;
        yield new Judgement(next, apart ? Optional.empty() : Optional.of(first), false);
      }
      default -> new Judgement(state, firstGone, false);
    };
  }

  private static Judgement up(NoticeState state) {
    return switch (state) {
      case SAID_DOWN -> new Judgement(NoticeState.STILL_UP, Optional.empty(), true);
      case SEEN_DOWN_ONCE, PARTLY_DOWN ->
          new Judgement(NoticeState.STILL_UP, Optional.empty(), false);
      case VERIFIED_DOWN -> new Judgement(NoticeState.RESTORED, Optional.empty(), false);
      default -> new Judgement(state, Optional.empty(), false);
    };
  }

  private static Judgement partly(NoticeState state, Optional<Instant> firstGone) {
    return switch (state) {
      case ACCEPTED, SAID_DOWN, SEEN_DOWN_ONCE, STILL_UP ->
          new Judgement(NoticeState.PARTLY_DOWN, Optional.empty(), false);
      default -> new Judgement(state, firstGone, false);
    };
  }

  /// Whether looks at a notice in this state still serve something.
  static boolean isWatched(NoticeState state) {
    return switch (state) {
      case ACCEPTED,
          SAID_DOWN,
          SEEN_DOWN_ONCE,
          STILL_UP,
          PARTLY_DOWN,
          VERIFIED_DOWN,
          DECLINED,
          RESTORED ->
          true;
      default -> false;
    };
  }
}
