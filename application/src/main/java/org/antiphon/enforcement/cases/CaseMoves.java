package org.antiphon.enforcement.cases;

import static java.util.Map.entry;
import static org.antiphon.enforcement.cases.CaseState.*;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// The table of moves of a case. A move that is not in it is a bug or a lost race: it throws and
/// names both states.
///
/// READY to IN_REVIEW, REFUSED to IN_REVIEW and ATTESTED to READY are a person's undo before
/// anything has left; REAPPEARED is no state: it opens a new case that names the old one.
public final class CaseMoves {
  private static final Map<CaseState, Set<CaseState>> MOVES =
      Map.ofEntries(
          entry(OPEN, EnumSet.of(REFUSED, IN_REVIEW, READY, OVERTAKEN, CLOSED)),
          entry(IN_REVIEW, EnumSet.of(REFUSED, READY, OVERTAKEN, CLOSED)),
          entry(READY, EnumSet.of(REFUSED, IN_REVIEW, ATTESTED, OPEN, OVERTAKEN, CLOSED)),
          entry(ATTESTED, EnumSet.of(NOTIFIED, READY, OVERTAKEN, RETRACTED, CLOSED)),
          entry(NOTIFIED, EnumSet.of(DOWN, CONTESTED, RESTORED, RETRACTED, CLOSED)),
          entry(DOWN, EnumSet.of(CONTESTED, RESTORED, RETRACTED, CLOSED)),
          entry(CONTESTED, EnumSet.of(DOWN, RETRACTED, RESTORED)),
          entry(REFUSED, EnumSet.of(IN_REVIEW, CLOSED)),
          entry(RESTORED, EnumSet.of(DOWN, CONTESTED, RETRACTED, CLOSED)),
          entry(OVERTAKEN, EnumSet.of(CLOSED)),
          entry(RETRACTED, EnumSet.noneOf(CaseState.class)),
          entry(CLOSED, EnumSet.noneOf(CaseState.class)));

  private CaseMoves() {}

  /// Where a case may go from here.
  public static Set<CaseState> from(CaseState state) {
    return Set.copyOf(MOVES.getOrDefault(state, Set.of()));
  }

  /// Whether the table has this move.
  public static boolean allows(CaseState from, CaseState to) {
    return MOVES.getOrDefault(from, Set.of()).contains(to);
  }

  /// Throws unless the table has this move.
  ///
  /// @throws IllegalMove naming both states
  public static void check(CaseState from, CaseState to) {
    if (!allows(from, to)) throw new IllegalMove("case", from.name(), to.name());
  }
}
