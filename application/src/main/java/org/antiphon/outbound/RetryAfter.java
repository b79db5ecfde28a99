package org.antiphon.outbound;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// How long the other side asks us to wait, out of the headers of its answer; pure.
///
/// `Retry-After` first (RFC 9110 §10.2.3), as seconds or as a date. A date is measured against the
/// answer's own `Date`, so that a server whose clock is wrong is still understood. Nonsense counts
/// as nothing said. Without it, `RateLimit` (the draft's forms), `RateLimit-*` and `X-RateLimit-*`
/// say when a used-up share comes back. The length is not capped: years away are the caller's to
/// doubt.
public final class RetryAfter {
  /// Longer is never meant; keeps sums from overflowing.
  private static final long CENTURY = 3_155_760_000L;

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");
  private static final Pattern REMAINING =
      Pattern.compile("(?:^|[;,] *)(?:r|remaining)=([0-9]{1,18})");
  private static final Pattern RESET = Pattern.compile("(?:^|[;,] *)(?:t|reset)=([0-9]{1,18})");

  private RetryAfter() {}

  /// What the headers ask for; zero is an answer, empty is none.
  ///
  /// @param headers names in lower case
  /// @param received when they came, by our clock
  public static Optional<Duration> in(Map<String, List<String>> headers, Instant received) {
    var date = first(headers, "date").flatMap(text -> HttpDate.parse(text, received));
    return first(headers, "retry-after")
        .flatMap(text -> parse(text, date.orElse(received)))
        .or(() -> usedUp(headers, date.orElse(received)));
  }

  /// The value of one `Retry-After`.
  ///
  /// @param now by the clock of whoever wrote it
  public static Optional<Duration> parse(String value, Instant now) {
    String text = value.strip();
    if (SECONDS.matcher(text).matches()) return Optional.of(seconds(text));
    return HttpDate.parse(text, now)
        .map(until -> until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
  }

  private static Duration seconds(String digits) {
    return Duration.ofSeconds(Math.min(CENTURY, Long.parseLong(digits)));
  }

  /// When a share of which nothing remains comes back.
  private static Optional<Duration> usedUp(Map<String, List<String>> headers, Instant now) {
    var combined = first(headers, "ratelimit").orElse("");
    var remaining =
        group(REMAINING, combined)
            .or(() -> first(headers, "ratelimit-remaining"))
            .or(() -> first(headers, "x-ratelimit-remaining"));
    if (!remaining.map(String::strip).filter("0"::equals).isPresent()) return Optional.empty();
    return group(RESET, combined)
        .or(() -> first(headers, "ratelimit-reset"))
        .or(() -> first(headers, "x-ratelimit-reset"))
        .map(String::strip)
        .filter(text -> SECONDS.matcher(text).matches())
        .map(text -> fromReset(Long.parseLong(text), now));
  }

  /// Some platforms give the seconds until the reset, some the Unix time of it: a number that would
  /// be more than ten years of waiting is a time.
  private static Duration fromReset(long number, Instant now) {
    if (number < 315_576_000L) return Duration.ofSeconds(number);
    var until = Instant.ofEpochSecond(Math.min(number, now.getEpochSecond() + CENTURY));
    return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
  }

  private static Optional<String> group(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static Optional<String> first(Map<String, List<String>> headers, String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }
}
