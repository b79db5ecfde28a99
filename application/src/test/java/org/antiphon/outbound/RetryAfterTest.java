package org.antiphon.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  /// The example date of RFC 9110 §5.6.7, 37 s before it.
  private static final Instant NOW = Instant.parse("1994-11-06T08:49:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "37",
        " 37 "
      })
  void allThreeFormsOfADateAndSecondsSayTheSame(String value) {
    assertThat(RetryAfter.parse(value, NOW)).contains(Duration.ofSeconds(37));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-5", "soon", "1.5", "12 minutes", "Sun, 99 Nov 1994 08:49:37 GMT"})
  void nonsenseCountsAsNothingSaid(String value) {
    assertThat(RetryAfter.parse(value, NOW)).isEmpty();
  }

  @Test
  void zeroAndADateInThePastMeanNow() {
    assertThat(RetryAfter.parse("0", NOW)).contains(Duration.ZERO);
    assertThat(RetryAfter.parse("Sun, 06 Nov 1993 08:49:37 GMT", NOW)).contains(Duration.ZERO);
  }

  @Test
  void aWrongWeekdayDoesNotSpoilADate() {
    assertThat(RetryAfter.parse("Mon, 06 Nov 1994 08:49:37 GMT", NOW))
        .contains(Duration.ofSeconds(37));
  }

  @Test
  void yearsAwayAreToldAsTheyAre() {
    assertThat(RetryAfter.parse("315360000", NOW)).contains(Duration.ofDays(3650));
    assertThat(RetryAfter.parse("999999999999999999", NOW).orElseThrow())
        .isGreaterThan(Duration.ofDays(36_000));
  }

  @Test
  void aYearOfTwoDigitsMoreThanFiftyYearsAheadIsPast() {
    var now = Instant.parse("2026-11-22T00:00:00Z");
    assertThat(HttpDate.parse("Sunday, 06-Nov-94 08:49:37 GMT", now))
        .contains(Instant.parse("1994-11-06T08:49:37Z"));
    assertThat(HttpDate.parse("Monday, 23-Nov-26 00:00:00 GMT", now))
        .contains(Instant.parse("2026-11-23T00:00:00Z"));
  }

  @Test
  void aDateIsMeasuredAgainstTheClockOfItsServer() {
    var headers =
        Map.of(
            "date", List.of("Sun, 06 Nov 1994 08:49:27 GMT"),
            "retry-after", List.of("Sun, 06 Nov 1994 08:49:37 GMT"));
    var ours = NOW.plus(Duration.ofMinutes(10)); // our clock is ten minutes ahead
    assertThat(RetryAfter.in(headers, ours)).contains(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ratelimit | \"default\";r=0;t=30",
        "ratelimit | limit=100, remaining=0, reset=30",
      })
  void aUsedUpShareSaysWhenItComesBack(String name, String value) {
    assertThat(RetryAfter.in(Map.of(name, List.of(value)), NOW)).contains(Duration.ofSeconds(30));
  }

  @Test
  void theOlderHeadersGiveSecondsOrATime() {
    var seconds = Map.of("x-ratelimit-remaining", List.of("0"), "x-ratelimit-reset", List.of("30"));
    assertThat(RetryAfter.in(seconds, NOW)).contains(Duration.ofSeconds(30));
    var now = Instant.parse("2026-11-22T00:00:00Z");
    var time =
        Map.of(
            "x-ratelimit-remaining", List.of("0"),
            "x-ratelimit-reset", List.of(String.valueOf(now.getEpochSecond() + 30)));
    assertThat(RetryAfter.in(time, now)).contains(Duration.ofSeconds(30));
  }

  @Test
  void aShareThatIsNotUsedUpAsksForNothing() {
    assertThat(RetryAfter.in(Map.of("ratelimit", List.of("\"default\";r=7;t=30")), NOW))
        .isEqualTo(Optional.empty());
    assertThat(RetryAfter.in(Map.of(), NOW)).isEmpty();
  }
}
