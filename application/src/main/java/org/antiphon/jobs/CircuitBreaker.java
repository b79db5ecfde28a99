package org.antiphon.jobs;

import java.time.Duration;
import java.time.Instant;

/// The rule of the breaker, as values: closed while enough of the last answers are good; open for a
/// while at too many failures; half-open, when a few probes decide. Immutable; each answer gives
/// the next value. An open breaker parks work, it does not burn its attempts.
///
/// @param state where it stands
/// @param answers the remembered answers, newest in the lowest bit; 1 = failure
/// @param count how many are remembered
/// @param good good probes in a row while half-open
/// @param openUntil when probes may begin; meaningful while OPEN
public record CircuitBreaker(State state, long answers, int count, int good, Instant openUntil) {
  /// Where a breaker stands.
  public enum State {
    /// Everything passes.
    CLOSED,
    /// Nothing passes.
    OPEN,
    /// A few probes pass.
    HALF_OPEN
  }

  /// When the other side is left alone.
  ///
  /// @param window how many answers are remembered, at most 64
  /// @param failures how many of them open the breaker
  /// @param openFor how long it stays open before probes are let through
  /// @param probes good answers in a row that close it
  public record Limits(int window, int failures, Duration openFor, int probes) {}

  /// A breaker that has seen nothing.
  public static CircuitBreaker closed() {
    return new CircuitBreaker(State.CLOSED, 0, 0, 0, Instant.EPOCH);
  }

  /// What it is at `now`: an open one whose time is over is half-open.
  public CircuitBreaker at(Instant now) {
    return state == State.OPEN && !now.isBefore(openUntil)
        ? new CircuitBreaker(State.HALF_OPEN, 0, 0, 0, openUntil)
        : this;
  }

  /// After a good answer; any answer that shows the other side at work is good, a refusal too.
  public CircuitBreaker afterGood(Limits limits, Instant now) {
    var here = at(now);
    return switch (here.state) {
      case OPEN -> here; // a straggler from before it opened
      case CLOSED -> here.remembering(0, limits.window());
      case HALF_OPEN ->
          here.good + 1 >= limits.probes()
              ? closed()
              : new CircuitBreaker(State.HALF_OPEN, 0, 0, here.good + 1, openUntil);
    };
  }

  /// After a failure: no answer, or an answer that says "broken".
  public CircuitBreaker afterFailure(Limits limits, Instant now) {
    var here = at(now);
    return switch (here.state) {
      case OPEN -> here;
      case HALF_OPEN -> opened(now.plus(limits.openFor()));
      case CLOSED -> {
        var next = here.remembering(1, limits.window());
        yield Long.bitCount(next.answers) >= limits.failures()
            ? opened(now.plus(limits.openFor()))
            : next;
      }
    };
  }

  private CircuitBreaker remembering(int failure, int window) {
    long mask = window >= Long.SIZE ? -1L : (1L << window) - 1;
    long next = (answers << 1 | failure) & mask;
    return new CircuitBreaker(State.CLOSED, next, Math.min(count + 1, window), 0, openUntil);
  }

  private static CircuitBreaker opened(Instant until) {
    return new CircuitBreaker(State.OPEN, 0, 0, 0, until);
  }
}
