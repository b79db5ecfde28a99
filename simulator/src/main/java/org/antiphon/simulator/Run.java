package org.antiphon.simulator;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;

/// What all platforms of one run share.
///
/// @param timer for removals and webhooks; its tasks are short
/// @param calendarScale see [Scenario]
record Run(
    FaultPlan plan,
    Injections injections,
    InstantSource clock,
    ScheduledExecutorService timer,
    double calendarScale) {
  /// How long that stretch of calendar lasts on the wire.
  Duration onTheWire(Duration calendar) {
    return Duration.ofMillis(Math.round(calendar.toMillis() / calendarScale));
  }
}
