package org.antiphon.enforcement.notices;

import static java.util.Map.entry;
import static org.antiphon.enforcement.notices.NoticeState.*;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.antiphon.enforcement.cases.IllegalMove;

/// The table of moves of a notice (enforcement.md §3); delivery and verification move by it too.
///
/// A platform's news may overtake ours (a webhook says removed while our answer is still unknown):
/// such moves pass through ACCEPTED first. DEAD goes back to QUEUED with the same key, and to
/// UNKNOWN when bytes may have left.
public final class NoticeMoves {
  private static final Map<NoticeState, Set<NoticeState>> MOVES =
      Map.ofEntries(
          entry(DRAFTED, EnumSet.of(ATTESTED, CANCELLED, OVERTAKEN)),
          entry(ATTESTED, EnumSet.of(QUEUED, CANCELLED, OVERTAKEN)),
          entry(QUEUED, EnumSet.of(SENDING, CANCELLED, OVERTAKEN, DEAD)),
          entry(SENDING, EnumSet.of(ACCEPTED, REJECTED, QUEUED, UNKNOWN, OVERTAKEN, DEAD)),
          entry(UNKNOWN, EnumSet.of(ACCEPTED, QUEUED, REJECTED, RETRACTING, DEAD)),
          entry(
              ACCEPTED,
              EnumSet.of(SAID_DOWN, SEEN_DOWN_ONCE, PARTLY_DOWN, DECLINED, RETRACTING, DEAD)),
          entry(
              SAID_DOWN,
              EnumSet.of(SEEN_DOWN_ONCE, STILL_UP, PARTLY_DOWN, DECLINED, RESTORED, RETRACTING)),
          entry(
              SEEN_DOWN_ONCE,
              EnumSet.of(VERIFIED_DOWN, STILL_UP, PARTLY_DOWN, DECLINED, RESTORED, RETRACTING)),
          entry(
              STILL_UP,
              EnumSet.of(SAID_DOWN, SEEN_DOWN_ONCE, PARTLY_DOWN, DECLINED, RETRACTING, DEAD)),
          entry(
              PARTLY_DOWN,
              EnumSet.of(SAID_DOWN, SEEN_DOWN_ONCE, STILL_UP, DECLINED, RESTORED, RETRACTING)),
          entry(VERIFIED_DOWN, EnumSet.of(RESTORED, RETRACTING)),
          entry(RESTORED, EnumSet.of(SAID_DOWN, SEEN_DOWN_ONCE, RETRACTING)),
          entry(DECLINED, EnumSet.of(SAID_DOWN, SEEN_DOWN_ONCE, RETRACTING)),
          entry(REJECTED, EnumSet.of(QUEUED, CANCELLED)),
          entry(DEAD, EnumSet.of(QUEUED, UNKNOWN, CANCELLED, RETRACTING)),
          entry(RETRACTING, EnumSet.of(RETRACTED)),
          entry(RETRACTED, EnumSet.noneOf(NoticeState.class)),
          entry(CANCELLED, EnumSet.noneOf(NoticeState.class)),
          entry(OVERTAKEN, EnumSet.noneOf(NoticeState.class)));

  private NoticeMoves() {}

  /// Where a notice may go from here.
  public static Set<NoticeState> from(NoticeState state) {
    return Set.copyOf(MOVES.getOrDefault(state, Set.of()));
  }

  /// Whether the table has this move.
  public static boolean allows(NoticeState from, NoticeState to) {
    return MOVES.getOrDefault(from, Set.of()).contains(to);
  }

  /// Throws unless the table has this move.
  ///
  /// @throws IllegalMove naming both states
  public static void check(NoticeState from, NoticeState to) {
    if (!allows(from, to)) throw new IllegalMove("notice", from.name(), to.name());
  }
}
