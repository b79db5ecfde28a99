package org.antiphon.enforcement.basis;

import java.util.Set;

/// What rules know of a platform.
///
/// @param regimes ids of the law book's regimes that it takes notices under
/// @param territories ISO 3166-1 codes where it acts; `*` is everywhere
/// @param labels it has a policy for labelling machine-made sound
public record PlatformProfile(
    String id, Set<String> regimes, Set<String> territories, boolean labels) {
  public PlatformProfile {
    regimes = Set.copyOf(regimes);
    territories = Set.copyOf(territories);
  }
}
