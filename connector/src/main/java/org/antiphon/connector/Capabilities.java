package org.antiphon.connector;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// What a platform offers and how it wants to be treated.
///
/// @param batchSize notices in one request, at least 1
/// @param regimes legal regimes whose notices it takes, such as `US_512`
/// @param settle how long an accepted notice may stay invisible to a look-up
/// @param keyLifetime how long it remembers an idempotency key; empty = for ever
public record Capabilities(
    Set<Ability> abilities,
    int batchSize,
    Set<String> regimes,
    Duration settle,
    Optional<Duration> keyLifetime) {
  /// One thing that a platform can do.
  public enum Ability {
    /// The same key twice is one notice.
    IDEMPOTENCY_KEY,
    /// A notice can be found by our key.
    LOOK_UP,
    /// Changed notices can be listed.
    POLLING,
    /// A notice can be taken back.
    WITHDRAWAL
  }

  /// Copies the sets in and refuses a batch size below 1.
  public Capabilities {
    abilities = Set.copyOf(abilities);
    regimes = Set.copyOf(regimes);
    if (batchSize < 1) throw new IllegalArgumentException("batchSize " + batchSize + " < 1");
  }

  /// Whether the platform can do this.
  public boolean has(Ability ability) {
    return abilities.contains(ability);
  }
}
