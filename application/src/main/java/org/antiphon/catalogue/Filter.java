package org.antiphon.catalogue;

import java.util.Optional;

/// Which recordings to list. Texts match anywhere, without regard to case.
public record Filter(
    Optional<String> artist,
    Optional<Isrc> isrc,
    boolean withoutMandate,
    boolean withoutFingerprint,
    boolean excluded) {
  /// Every recording.
  public static final Filter ALL =
      new Filter(Optional.empty(), Optional.empty(), false, false, false);
}
