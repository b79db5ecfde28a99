package org.antiphon.enforcement.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until it is set.
public final class SettableClock implements InstantSource {
  private final AtomicReference<Instant> now;

  public SettableClock(Instant start) {
    this.now = new AtomicReference<>(start);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /// Never backwards.
  public void advanceTo(Instant at) {
    now.updateAndGet(old -> at.isAfter(old) ? at : old);
  }

  public void advance(Duration by) {
    now.updateAndGet(old -> old.plus(by));
  }
}
