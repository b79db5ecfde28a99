package org.antiphon.connector;

import java.time.Duration;
import java.util.Optional;

/// What a platform said to a withdrawal.
public sealed interface Withdrawal {
  /// The answer as it came, if one came; to be kept.
  Optional<RawAnswer> raw();

  /// Confirmed: now, or already before.
  record Withdrawn(PlatformState state, Optional<RawAnswer> raw) implements Withdrawal {}

  /// It says no, for cause.
  record Refused(Rejection why, Optional<RawAnswer> raw) implements Withdrawal {}

  /// Not now.
  ///
  /// @param retryAfter as it asked
  record Throttled(Optional<Duration> retryAfter, Optional<RawAnswer> raw) implements Withdrawal {}

  /// Certain: nothing left this machine.
  record NotSent(String cause) implements Withdrawal {
    @Override
    public Optional<RawAnswer> raw() {
      return Optional.empty();
    }
  }

  /// It may have been taken back or not: ask for its state.
  record Unknown(String cause, Optional<RawAnswer> raw) implements Withdrawal {}
}
