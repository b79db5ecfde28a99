package org.antiphon.enforcement.basis;

import java.util.Set;

/// What rules know of a platform.
///
/// @param regimes ids of the law book's regimes that it takes notices under
/// @param territories ISO 3166-1 codes where it acts; `*` is everywhere
/// @param labels it has a policy for labelling machine-made sound
/// @param licensedSongs it has licences for songs, so that covers are lawful there
public record PlatformProfile(
    String id,
    Set<String> regimes,
    Set<String> territories,
    boolean labels,
    boolean licensedSongs) {
  /// One that is not known to have licences for songs.
  public PlatformProfile(String id, Set<String> regimes, Set<String> territories, boolean labels) {
    this(id, regimes, territories, labels, false);
  }

  public PlatformProfile {
    regimes = Set.copyOf(regimes);
    territories = Set.copyOf(territories);
  }
}
