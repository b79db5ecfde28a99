package org.antiphon.jobs;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a run ended, when it did not throw.
public sealed interface JobOutcome {
  /// The work is done; the job is removed.
  record Done() implements JobOutcome {}

  /// Once more at that time, as attempt 1.
  ///
  /// @param payload the new one; null keeps the old
  record Again(Instant at, @Nullable Object payload) implements JobOutcome {}

  /// It cannot be done; kept as a dead letter until a person brings it back.
  record Dead(String why) implements JobOutcome {}

  /// The work is done.
  static JobOutcome done() {
    return new Done();
  }

  /// Once more at that time with the same payload.
  static JobOutcome again(Instant at) {
    return new Again(at, null);
  }

  /// Once more at that time with another payload of the type's record.
  static JobOutcome again(Instant at, Object payload) {
    return new Again(at, payload);
  }

  /// It cannot be done.
  static JobOutcome dead(String why) {
    return new Dead(why);
  }
}
