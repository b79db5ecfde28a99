package org.antiphon.network.screening;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// An answer, as it stands.
///
/// @param advice what the rules say
/// @param told what the platform was told: ALLOW in shadow mode
/// @param partial answered before all was heard
/// @param releaseAt when a HOLD ends by itself
/// @param overruled why somebody decided otherwise
/// @param millis from the request to the answer
public record Screened(
    UUID id,
    Instant at,
    String audioSha256,
    Screening.Context context,
    Evidence evidence,
    Advice advice,
    Advice told,
    boolean partial,
    List<String> reasons,
    Instant validUntil,
    Optional<Instant> releaseAt,
    Optional<String> overruled,
    int millis,
    Instant changedAt) {
  public Screened {
    reasons = List.copyOf(reasons);
  }
}
