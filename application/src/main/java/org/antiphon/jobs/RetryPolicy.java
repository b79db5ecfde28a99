package org.antiphon.jobs;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// When a job that threw is tried again: full jitter, `random(0, min(cap, base · 2^n))`, so that
/// jobs which failed together do not come back together.
///
/// @param attempts after so many failed runs it becomes a dead letter
public record RetryPolicy(Duration base, Duration cap, int attempts) {
  /// 1 s, doubling to 15 minutes, 12 attempts.
  public static RetryPolicy standard() {
    return new RetryPolicy(Duration.ofSeconds(1), Duration.ofMinutes(15), 12);
  }

  /// The delay after the `failures`-th failed run, from 1.
  Duration delay(int failures, RandomGenerator random) {
    int doublings = Math.min(failures - 1, 40);
    double most = Math.min((double) cap.toMillis(), base.toMillis() * Math.pow(2, doublings));
    return Duration.ofMillis(Math.round(random.nextDouble() * most));
  }
}
