package org.antiphon.enforcement.verification;

import java.time.Duration;

/// How much faster than the wire the calendar runs. Looks, watch and reminders are calendar time;
/// rates, time-outs and back-off never are. 1 in production; the demo and the bench let a day pass
/// in a minute (1,440).
///
/// @param factor calendar time over real time; positive
public record CalendarScale(double factor) {
  /// Refuses a calendar that stands still or runs backwards.
  public CalendarScale {
    if (!(factor > 0 && factor < 1e9))
      throw new IllegalArgumentException("calendar scale must be positive: " + factor);
  }

  /// Calendar time as it is.
  public static CalendarScale real() {
    return new CalendarScale(1);
  }

  /// Whether a day of the calendar is a day.
  public boolean isReal() {
    return factor == 1;
  }

  /// How long a span of calendar time really takes; at least a millisecond if it is any span.
  public Duration onTheWire(Duration calendar) {
    if (calendar.isZero()) return calendar;
    double nanos = calendar.toMillis() * 1e6 / factor;
    return Duration.ofNanos(Math.max(1_000_000, Math.round(nanos)));
  }

  /// How much calendar time a real span is.
  public Duration onTheCalendar(Duration real) {
    return Duration.ofMillis(Math.round(real.toMillis() * factor));
  }
}
