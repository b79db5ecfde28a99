package org.antiphon.outbound;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.concurrent.Cancellable;

/// Cancels calls whose whole time is over. The client's own time-outs count between two bytes, so a
/// drip of a byte a second would never end.
final class Deadlines implements AutoCloseable {
  private final ScheduledThreadPoolExecutor timer;

  Deadlines() {
    timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("outbound-deadlines").factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  Deadline over(Cancellable call, Duration total) {
    var expired = new AtomicBoolean();
    var task =
        timer.schedule(
            () -> {
              expired.set(true);
              // closing a TLS socket may write, and so block
              Thread.ofVirtual().start(call::cancel);
            },
            total.toMillis(),
            TimeUnit.MILLISECONDS);
    return new Deadline(expired, task);
  }

  /// One call's time.
  record Deadline(AtomicBoolean expired, ScheduledFuture<?> task) implements AutoCloseable {
    boolean isOver() {
      return expired.get();
    }

    @Override
    public void close() {
      task.cancel(false);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
