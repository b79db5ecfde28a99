package org.antiphon.enforcement.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Full-jitter back-off: `random(0, min(cap, base · 2^n))`, never earlier than the other side
/// asked. Full jitter, because notices that failed together must not come back together (Brooker
/// 2015, "Exponential backoff and jitter").
///
/// @param base the widest wait after the first failure; positive
/// @param cap the widest wait ever; at least `base`
public record BackOff(Duration base, Duration cap) {
  /// Refuses waits that are no waits.
  public BackOff {
    if (base.isNegative() || base.isZero() || cap.compareTo(base) < 0)
      throw new IllegalArgumentException("back-off needs 0 < base <= cap: " + base + ", " + cap);
  }

  /// The widest wait after `failures` failures.
  ///
  /// @param failures how many there were, from 1
  public Duration widest(int failures) {
    int doublings = Math.clamp(failures - 1L, 0, 40);
    long ratio = cap.dividedBy(base) + 1;
    return 1L << doublings >= ratio ? cap : min(cap, base.multipliedBy(1L << doublings));
  }

  /// When to try again.
  ///
  /// @param failures how many there were, from 1
  /// @param notBefore what the platform asked for, if anything
  public Instant next(
      Instant now, int failures, Optional<Instant> notBefore, RandomGenerator random) {
    long widest = widest(failures).toMillis();
    var drawn = now.plusMillis(random.nextLong(widest + 1));
    return notBefore.filter(drawn::isBefore).map(floor -> jittered(floor, random)).orElse(drawn);
  }

  /// Spreads those who were all asked to wait until one moment over one base interval after it.
  private Instant jittered(Instant floor, RandomGenerator random) {
    return floor.plusMillis(random.nextLong(base.toMillis() + 1));
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
