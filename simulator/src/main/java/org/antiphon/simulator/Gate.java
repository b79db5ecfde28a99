package org.antiphon.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.antiphon.simulator.Injections.Injection;
import org.jspecify.annotations.Nullable;

/// The limit of one platform: a token bucket over everything under `/v1`, and the times before
/// which it asked not to be called. Guarded by its platform's lock.
final class Gate {
  /// Requests that were under way when a 429 went out are no disobedience.
  private static final Duration GRACE = Duration.ofSeconds(1);

  /// Clocks and schedulers round; a timer that fires this much early is no disobedience either.
  private static final Duration TOLERANCE = Duration.ofMillis(50);

  private record Closed(
      Instant announced, Instant until, String operation, @Nullable Injection because) {}

  private final Scenario.Limits limits;
  private final Map<String, Closed> closed = new HashMap<>();
  private double tokens;
  private Instant refilled;
  private int early;
  private int overLimit;
  private int requests;

  Gate(Scenario.Limits limits, Instant now) {
    this.limits = limits;
    this.tokens = limits.burst();
    this.refilled = now;
  }

  /// Refuses a request that comes too early or over the rate.
  ///
  /// @param door endpoint class: a Retry-After holds for it as a whole
  /// @param operation what the request is about, to tell a repetition from another worker
  Optional<Response> refuse(String door, String operation, String request, Instant now) {
    requests++;
    var shut = closed.get(door);
    if (shut != null && now.isBefore(shut.until().minus(TOLERANCE))) {
      boolean same = shut.operation().equals(operation);
      if (same || now.isAfter(shut.announced().plus(GRACE))) {
        early++;
        if (shut.because() != null)
          shut.because().violated(request, "came " + gap(now, shut.until()) + " too early");
      }
      return Optional.of(tooMany().with("Retry-After", seconds(now, shut.until())));
    }
    refill(now);
    if (tokens >= 1) {
      tokens--;
      return Optional.empty();
    }
    overLimit++;
    closed.put(door, new Closed(now, now.plusSeconds(1), operation, null));
    return Optional.of(tooMany().with("Retry-After", "1"));
  }

  /// Closes a door until then, on account of that fault.
  void close(String door, String operation, Instant now, Instant until, Injection because) {
    closed.put(door, new Closed(now, until, operation, because));
  }

  private void refill(Instant now) {
    double seconds = Duration.between(refilled, now).toNanos() / 1e9;
    if (seconds > 0) tokens = Math.min(limits.burst(), tokens + seconds * limits.perSecond());
    refilled = now;
  }

  static Response tooMany() {
    return Problems.of(429, "rate_limited", "Too many requests");
  }

  private static String seconds(Instant now, Instant until) {
    return String.valueOf(Math.max(1, (Duration.between(now, until).toMillis() + 999) / 1000));
  }

  private static String gap(Instant now, Instant until) {
    return Duration.between(now, until).toMillis() + " ms";
  }

  /// One of the three forms of RFC 9110 section 5.6.7: IMF-fixdate, RFC 850, asctime.
  static String date(Instant at, int form) {
    String pattern =
        switch (form) {
          case 0 -> "EEE, dd MMM yyyy HH:mm:ss 'GMT'";
          case 1 -> "EEEE, dd-MMM-yy HH:mm:ss 'GMT'";
          default -> "EEE MMM ppd HH:mm:ss yyyy";
        };
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC).format(at);
  }

  int early() {
    return early;
  }

  int overLimit() {
    return overLimit;
  }

  int requests() {
    return requests;
  }
}
