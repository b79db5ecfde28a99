package org.antiphon.connector;

import java.time.Duration;
import java.util.Optional;

/// Whether a platform holds a notice.
public sealed interface Found {
  /// The answer as it came, if one came; to be kept.
  Optional<RawAnswer> raw();

  /// It does.
  record Present(PlatformState state, Optional<RawAnswer> raw) implements Found {}

  /// It says no. A platform that settles may say so too early.
  record Absent(Optional<RawAnswer> raw) implements Found {}

  /// It did not say. Ask again later.
  ///
  /// @param retryAfter as it asked
  record CannotTell(String cause, Optional<Duration> retryAfter, Optional<RawAnswer> raw)
      implements Found {}
}
