package org.antiphon.enforcement.delivery;

import java.time.Duration;
import org.antiphon.jobs.CircuitBreaker;

/// Every number of sending. All of it is wire time: real seconds, whatever the calendar's scale.
///
/// @param backOff waits after failures
/// @param budget when a notice is given up
/// @param exchange time limits of one request
/// @param breaker when a platform is left alone for a while
/// @param polling how changed references are asked for
/// @param slotsPerPlatform requests in flight at one platform from one process, so that a slow
///   platform never holds the slots of others; at least 1
public record DeliverySettings(
    BackOff backOff,
    Budget budget,
    Exchange exchange,
    Breaker breaker,
    Polling polling,
    int slotsPerPlatform) {
  /// Refuses a platform without a slot.
  public DeliverySettings {
    if (slotsPerPlatform < 1) throw new IllegalArgumentException("no slot: " + slotsPerPlatform);
  }

  /// When a notice becomes a dead letter, with a way back.
  ///
  /// @param attempts sendings that failed by more than the platform's wish to wait
  /// @param age since it was queued
  /// @param furthestWait the longest wait that is believed; a longer one waits this long and a
  ///   person is told
  public record Budget(int attempts, Duration age, Duration furthestWait) {}

  /// Limits of one request.
  ///
  /// @param startWithin how long after the attempt was committed its first byte may still leave; a
  ///   worker that slept longer (a paused machine) must not send, somebody else may have taken over
  /// @param whole the longest an exchange can last, connecting and reading included
  /// @param settle how long a platform may take to show what it took, where its profile is silent
  public record Exchange(Duration startWithin, Duration whole, Duration settle) {
    /// How long a SENDING notice is left to its worker; after that its outcome is unknown.
    public Duration lease() {
      return startWithin.plus(whole);
    }
  }

  /// When a platform is left alone.
  ///
  /// @param window how many answers are remembered
  /// @param failures how many of them open the breaker
  /// @param openFor how long it stays open before probes are let through
  /// @param probes good answers in a row that close it
  /// @param credentialFor how long after a 401 or 403 the credential stays unused unless a person
  ///   says earlier that it is mended
  public record Breaker(
      int window, int failures, Duration openFor, int probes, Duration credentialFor) {
    CircuitBreaker.Limits limits() {
      return new CircuitBreaker.Limits(window, failures, openFor, probes);
    }
  }

  /// How a lost webhook is healed.
  ///
  /// @param every from one poll to the next
  /// @param overlap how far before the last seen change each poll begins
  public record Polling(Duration every, Duration overlap) {}

  /// What real platforms get.
  public static DeliverySettings production() {
    return new DeliverySettings(
        new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(15)),
        new Budget(12, Duration.ofDays(7), Duration.ofHours(24)),
        new Exchange(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(60)),
        new Breaker(20, 10, Duration.ofSeconds(30), 3, Duration.ofHours(1)),
        new Polling(Duration.ofMinutes(15), Duration.ofMinutes(1)),
        16);
  }

  /// Seconds instead of minutes, for the demo, the bench and tests against simulated platforms.
  public static DeliverySettings quick() {
    return new DeliverySettings(
        new BackOff(Duration.ofMillis(200), Duration.ofSeconds(4)),
        new Budget(12, Duration.ofDays(7), Duration.ofHours(24)),
        new Exchange(Duration.ofSeconds(2), Duration.ofSeconds(8), Duration.ofSeconds(2)),
        new Breaker(20, 10, Duration.ofSeconds(2), 3, Duration.ofSeconds(10)),
        new Polling(Duration.ofSeconds(2), Duration.ofSeconds(2)),
        16);
  }
}
