package org.antiphon.enforcement.verification;

import java.time.Duration;
import java.util.List;

/// When we look, and when we believe what we see. All spans are calendar time; [CalendarScale] says
/// how long they really take.
///
/// @param scale how fast the calendar runs
/// @param looks after acceptance, and again after each event: +10 min, +2 h, +24 h
/// @param watch after acceptance: days 1 to 180; the 512(g) window and the six months in which a
///   complaint stays open under DSA Art. 20 lie inside
/// @param apart two looks that say "gone" count only this far apart
/// @param blank when to look again after a look that proved nothing; doubles up to `looks`' last
/// @param reminders when a platform that does not act is asked again
public record VerificationSettings(
    CalendarScale scale,
    List<Duration> looks,
    List<Duration> watch,
    Duration apart,
    Duration blank,
    Reminders reminders) {
  /// Copies the lists and refuses a schedule without a look.
  public VerificationSettings {
    looks = List.copyOf(looks);
    watch = List.copyOf(watch);
    if (looks.isEmpty()) throw new IllegalArgumentException("no look planned");
  }

  /// When a platform is asked again, each in multiples of its reply time.
  ///
  /// @param replyTime what the platform's profile promises; 48 h where it is silent
  /// @param afterDiscrepancy how long a platform that said "removed" may go on playing before it is
  ///   asked again
  /// @param limit how many reminders one notice may have; then only a person goes on
  public record Reminders(Duration replyTime, Duration afterDiscrepancy, int limit) {}

  /// The schedule of real life at the given calendar.
  public static VerificationSettings production(CalendarScale scale) {
    return new VerificationSettings(
        scale,
        List.of(Duration.ofMinutes(10), Duration.ofHours(2), Duration.ofHours(24)),
        List.of(1, 3, 7, 14, 30, 90, 180).stream().map(Duration::ofDays).toList(),
        Duration.ofMinutes(30),
        Duration.ofMinutes(10),
        new Reminders(Duration.ofHours(48), Duration.ofHours(2), 1));
  }
}
