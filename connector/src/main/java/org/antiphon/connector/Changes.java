package org.antiphon.connector;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Notices that changed, a page of them.
public sealed interface Changes {
  /// One page.
  ///
  /// @param next where to go on; empty at the end
  record Changed(List<PlatformState> states, Optional<Cursor> next) implements Changes {
    /// Copies the states in.
    public Changed {
      states = List.copyOf(states);
    }
  }

  /// It did not say. Ask again later.
  ///
  /// @param retryAfter as it asked
  record CannotTell(String cause, Optional<Duration> retryAfter) implements Changes {}
}
