package org.antiphon.jobs;

import java.time.Duration;

/// How many hands, and how soon a dead worker is noticed.
///
/// @param threads light jobs at once; they press on the database: at most four times its
///   connections
/// @param heavyThreads heavy jobs at once
/// @param poll how often due jobs are looked for
/// @param heartbeat of a running job; one that missed four belongs to a dead worker. With hundreds
///   of workers 15 s
/// @param patience how long closing waits for running jobs before it interrupts them
public record JobsSettings(
    int threads, int heavyThreads, Duration poll, Duration heartbeat, Duration patience) {
  /// 64 light, one heavy a processor, 200 ms, heartbeats of 2 s, 10 s.
  public static JobsSettings standard() {
    return new JobsSettings(
        64,
        Runtime.getRuntime().availableProcessors(),
        Duration.ofMillis(200),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10));
  }
}
