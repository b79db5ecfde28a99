package org.antiphon.enforcement.delivery;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;
import org.antiphon.database.Database;
import org.antiphon.jobs.Jobs;
import org.antiphon.ledger.Ledger;

/// What every step of sending works with.
///
/// @param random spreads waits; used by many threads, so it must be safe for them; no security
///   rests on it
public record Desk(
    Database database, Jobs jobs, Ledger ledger, InstantSource clock, RandomGenerator random) {
  /// Now, as the database can keep it.
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
