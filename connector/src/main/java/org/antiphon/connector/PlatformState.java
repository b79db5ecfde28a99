package org.antiphon.connector;

import java.time.Instant;
import java.util.Optional;

/// A notice as the platform holds it.
///
/// @param key ours, if the platform gives it back
/// @param version grows with each change; of two states the one with the higher version is true
/// @param updatedAt by the platform's clock
/// @param reason in its words, when it declined
public record PlatformState(
    Reference reference,
    Optional<Key> key,
    State state,
    long version,
    Instant updatedAt,
    Optional<String> reason) {
  /// Where it stands, by the platform's word alone.
  public enum State {
    /// Held, not decided.
    ACCEPTED,
    /// The platform says that it acted.
    REMOVED,
    /// The platform says no, after looking.
    DECLINED,
    /// Taken back by us.
    WITHDRAWN,
    /// A word that this connector does not know.
    OTHER
  }
}
