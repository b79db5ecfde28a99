package org.antiphon.enforcement.verification;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// When the next look is due: a pure function of what happened, so that nothing about it is lost in
/// a crash and a machine that was off for a day catches up with one look instead of ten.
public final class LookSchedule {
  private final VerificationSettings settings;

  /// @param settings spans in calendar time
  public LookSchedule(VerificationSettings settings) {
    this.settings = settings;
  }

  /// What a schedule depends on.
  ///
  /// @param accepted when the platform took the notice
  /// @param event the last thing that happened: its word, a reminder of ours; the acceptance at
  ///   first
  /// @param lastLook when we last looked
  /// @param firstGone the look that said "gone" and waits for its second
  /// @param blanks looks in a row that proved nothing
  public record Times(
      Instant accepted,
      Instant event,
      Optional<Instant> lastLook,
      Optional<Instant> firstGone,
      int blanks) {}

  /// The next due moment, which may have passed; empty once the watch is over.
  public Optional<Instant> next(Times times) {
    var last = times.lastLook().orElse(Instant.MIN);
    return candidates(times).filter(last::isBefore).min(Instant::compareTo);
  }

  private Stream<Instant> candidates(Times times) {
    var planned =
        Stream.of(
                settings.looks().stream().map(span -> after(times.accepted(), span)),
                settings.looks().stream().map(span -> after(times.event(), span)),
                settings.watch().stream().map(span -> after(times.accepted(), span)))
            .flatMap(moments -> moments);
    var second = times.firstGone().map(first -> after(first, settings.apart())).stream();
    return Stream.of(planned, second, again(times)).flatMap(moments -> moments);
  }

  /// After a look that proved nothing, sooner than the plan says.
  private Stream<Instant> again(Times times) {
    if (times.blanks() == 0 || times.lastLook().isEmpty()) return Stream.empty();
    var widest = settings.looks().getLast();
    var wait = settings.blank().multipliedBy(1L << Math.min(times.blanks() - 1, 10));
    return Stream.of(after(times.lastLook().get(), wait.compareTo(widest) < 0 ? wait : widest));
  }

  /// The real moment a span of calendar time after `from`.
  Instant after(Instant from, Duration calendar) {
    return from.plus(settings.scale().onTheWire(calendar));
  }
}
