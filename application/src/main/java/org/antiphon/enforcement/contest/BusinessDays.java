package org.antiphon.enforcement.contest;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.HashSet;
import java.util.Set;

/// The days that 17 U.S.C. 512(g)(2)(C) counts. The statute defines no business day; ours: Monday
/// to Friday less the eleven holidays of 5 U.S.C. 6103(a), observed on Friday when they fall on a
/// Saturday and on Monday when they fall on a Sunday (5 U.S.C. 6103(b)). The day of receipt is not
/// counted. Closures by executive order and Inauguration Day do not count.
///
/// @param zone of the agent who receives
public record BusinessDays(ZoneId zone) {
  /// Where a designated agent sits unless the platform says otherwise.
  public static final ZoneId AGENT = ZoneId.of("America/New_York");

  /// The dates that follow from a counter-notice.
  ///
  /// @param actBy end of business day 9, after which we would be late
  /// @param from business day 10: restored not before
  /// @param until business day 14: restored not after
  public record Window(LocalDate actBy, LocalDate from, LocalDate until) {}

  /// The window of a counter-notice that was received then.
  public Window windowOf(Instant received) {
    var day = received.atZone(zone).toLocalDate();
    return new Window(after(day, 9), after(day, 10), after(day, 14));
  }

  /// The last instant of the n-th business day after this one.
  public Instant endOf(Instant from, int count) {
    return end(after(from.atZone(zone).toLocalDate(), count));
  }

  /// The last instant of a day here.
  public Instant end(LocalDate day) {
    return day.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1);
  }

  /// The n-th business day after a day, which is not counted itself.
  public static LocalDate after(LocalDate day, int count) {
    var at = day;
    for (int left = count; left > 0; ) {
      at = at.plusDays(1);
      if (isBusinessDay(at)) left--;
    }
    return at;
  }

  /// Whether offices of the United States are open.
  public static boolean isBusinessDay(LocalDate day) {
    return day.getDayOfWeek() != DayOfWeek.SATURDAY
        && day.getDayOfWeek() != DayOfWeek.SUNDAY
        && !holidays(day.getYear()).contains(day)
        && !holidays(day.getYear() + 1).contains(day); // New Year observed on 31 December
  }

  private static Set<LocalDate> holidays(int year) {
    var days = new HashSet<LocalDate>();
    days.add(observed(LocalDate.of(year, 1, 1)));
    days.add(nth(year, Month.JANUARY, DayOfWeek.MONDAY, 3));
    days.add(nth(year, Month.FEBRUARY, DayOfWeek.MONDAY, 3));
    days.add(nth(year, Month.MAY, DayOfWeek.MONDAY, -1));
    days.add(observed(LocalDate.of(year, 6, 19)));
    days.add(observed(LocalDate.of(year, 7, 4)));
    days.add(nth(year, Month.SEPTEMBER, DayOfWeek.MONDAY, 1));
    days.add(nth(year, Month.OCTOBER, DayOfWeek.MONDAY, 2));
    days.add(observed(LocalDate.of(year, 11, 11)));
    days.add(nth(year, Month.NOVEMBER, DayOfWeek.THURSDAY, 4));
    days.add(observed(LocalDate.of(year, 12, 25)));
    return days;
  }

  private static LocalDate nth(int year, Month month, DayOfWeek day, int n) {
    return LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(n, day));
  }

  private static LocalDate observed(LocalDate day) {
    return switch (day.getDayOfWeek()) {
      case SATURDAY -> day.minusDays(1);
      case SUNDAY -> day.plusDays(1);
      default -> day;
    };
  }
}
