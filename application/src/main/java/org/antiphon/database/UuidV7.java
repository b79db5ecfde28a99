package org.antiphon.database;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/// Time-ordered ids, RFC 9562 §5.7: 48 bits of milliseconds, then 12 bits of the fraction of that
/// millisecond (§6.2, method 3), then 62 random bits. Two ids of one clock are in order when they
/// were made more than a quarter of a microsecond apart.
public final class UuidV7 {
  private static final SecureRandom RANDOM = new SecureRandom();

  private UuidV7() {}

  /// A new id.
  public static UUID next(InstantSource clock) {
    var now = clock.instant();
    long millis = now.toEpochMilli();
    long nanos = Duration.between(Instant.ofEpochMilli(millis), now).toNanos();
    long fraction = nanos * 4096 / 1_000_000;
    long high = (millis << 16) | 0x7000L | fraction;
    long low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
