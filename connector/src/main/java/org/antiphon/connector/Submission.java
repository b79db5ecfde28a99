package org.antiphon.connector;

import java.time.Duration;
import java.util.Optional;

/// What a platform said to a notice.
public sealed interface Submission {
  /// The answer as it came, if one came; to be kept.
  Optional<RawAnswer> raw();

  /// It holds the notice now.
  record Accepted(PlatformState state, Optional<RawAnswer> raw) implements Submission {}

  /// It already held a notice with this key: the same one, nothing new.
  record Duplicate(PlatformState state, Optional<RawAnswer> raw) implements Submission {}

  /// It says no, for cause. Sending the same again brings the same answer.
  record Refused(Rejection why, Optional<RawAnswer> raw) implements Submission {}

  /// It took nothing, because of load or limits.
  ///
  /// @param retryAfter as it asked, measured from now; empty when it did not say or said nonsense
  record Throttled(Optional<Duration> retryAfter, Optional<RawAnswer> raw) implements Submission {}

  /// Certain: nothing left this machine.
  record NotSent(String cause) implements Submission {
    @Override
    public Optional<RawAnswer> raw() {
      return Optional.empty();
    }
  }

  /// It may hold the notice or not: look it up before anything else.
  record Unknown(String cause, Optional<RawAnswer> raw) implements Submission {}
}
