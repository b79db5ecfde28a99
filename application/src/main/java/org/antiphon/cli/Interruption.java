package org.antiphon.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Whether somebody pressed Ctrl-C. A command asks before it begins a new input; the ones under way
/// end within 5 s, or are cut off (what they wrote is rolled back).
final class Interruption {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean asked;

  /// Whether to stop.
  boolean asked() {
    return asked;
  }

  /// Asks to stop.
  void ask() {
    asked = true;
  }

  /// The command has ended.
  void end() {
    ended.countDown();
  }

  /// For the JVM's shutdown: asks, and waits for the command to end.
  void askAndWait() {
    ask();
    try {
      boolean _ = ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
