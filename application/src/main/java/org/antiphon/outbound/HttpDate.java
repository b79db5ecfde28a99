package org.antiphon.outbound;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The three historic forms of a date in HTTP (RFC 9110 §5.6.7): IMF-fixdate, RFC 850 with two
/// digits for the year, asctime. The name of the weekday is skipped: senders get it wrong, and it
/// says nothing.
public final class HttpDate {
  private static final Pattern WEEKDAY = Pattern.compile("^[A-Za-z]+,? +");
  private static final DateTimeFormatter IMF = form("d MMM uuuu HH:mm:ss 'GMT'");
  private static final DateTimeFormatter ASCTIME = form("MMM d HH:mm:ss uuuu");
  private static final DateTimeFormatter RFC_850 = form("d-MMM-uuuu HH:mm:ss 'GMT'");
  private static final Pattern SHORT_YEAR =
      Pattern.compile("([0-9]{1,2}-[A-Za-z]{3}-)([0-9]{2})( .*)");

  private HttpDate() {}

  private static DateTimeFormatter form(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }

  /// Reads a date; empty when it is none.
  ///
  /// @param now decides the century of a year of two digits: one that would lie more than 50 years
  ///   ahead lies in the past
  public static Optional<Instant> parse(String text, Instant now) {
    String date = WEEKDAY.matcher(text.strip()).replaceFirst("").replaceAll(" +", " ");
    var shortYear = SHORT_YEAR.matcher(date);
    if (shortYear.matches())
      return parse(
          shortYear.group(1) + fullYear(shortYear.group(2), now) + shortYear.group(3), RFC_850);
    return parse(date, IMF).or(() -> parse(date, ASCTIME));
  }

  private static int fullYear(String digits, Instant now) {
    int year = now.atOffset(ZoneOffset.UTC).getYear();
    int guess = year - year % 100 + Integer.parseInt(digits);
    return guess > year + 50 ? guess - 100 : guess;
  }

  private static Optional<Instant> parse(String date, DateTimeFormatter form) {
    try {
      return Optional.of(LocalDateTime.parse(date, form).toInstant(ZoneOffset.UTC));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
