package org.antiphon.intake;

import java.time.Instant;
import java.util.Optional;

/// A platform and how its feed is being read, for pages.
///
/// @param labels it labels machine-made sound when asked
/// @param pages read in the walk under way
/// @param wholeWalkAt when the feed was last read to its end
/// @param restarts how often a dead cursor sent us back to the newest
/// @param trouble why the last reading gave no page
public record PlatformView(
    PlatformId id,
    String name,
    boolean simulated,
    boolean labels,
    Optional<Instant> lastReadAt,
    Optional<Instant> wholeWalkAt,
    int pages,
    long restarts,
    Optional<String> trouble) {}
