package org.antiphon.enforcement.cases;

import java.util.Optional;
import java.util.Set;

/// Which cases a page or a list shows.
///
/// @param states empty: all
public record CaseFilter(
    Set<CaseState> states, Optional<String> platform, Optional<String> recording) {
  /// Every case.
  public static final CaseFilter ALL = new CaseFilter(Set.of(), Optional.empty(), Optional.empty());

  public CaseFilter {
    states = Set.copyOf(states);
  }

  /// Those that stand in one of these states.
  public static CaseFilter in(CaseState... states) {
    return new CaseFilter(Set.of(states), Optional.empty(), Optional.empty());
  }
}
