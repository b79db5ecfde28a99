package org.antiphon.config;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Values with units: `"30s"`, `"2GiB"`, `"10/s"`. Empty where a text is none of its kind.
public final class Units {
  private static final Pattern NUMBER_AND_UNIT =
      Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,6})?) ?(/?[A-Za-z]+)");

  private static final Map<String, Long> MILLISECONDS =
      Map.of(
          "ms", 1L,
          "s", 1_000L,
          "min", 60_000L,
          "m", 60_000L,
          "h", 3_600_000L,
          "d", 86_400_000L);

  private static final Map<String, Long> BYTES =
      Map.of(
          "b", 1L,
          "kb", 1_000L,
          "mb", 1_000_000L,
          "gb", 1_000_000_000L,
          "tb", 1_000_000_000_000L,
          "kib", 1L << 10,
          "mib", 1L << 20,
          "gib", 1L << 30,
          "tib", 1L << 40);

  private Units() {}

  /// `250ms`, `30s`, `5min` (or `5m`), `2h`, `7d`.
  public static Optional<Duration> duration(String text) {
    OptionalLong value = scaled(text, MILLISECONDS);
    return value.isPresent() ? Optional.of(Duration.ofMillis(value.getAsLong())) : Optional.empty();
  }

  /// `500MB`, `2GiB`; a bare number is bytes.
  public static OptionalLong bytes(String text) {
    return scaled(text.matches("[0-9]+") ? text + "b" : text, BYTES);
  }

  /// `10/s`, `30/min`, `1000/h`, per second.
  public static OptionalDouble perSecond(String text) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip());
    if (!matcher.matches() || !matcher.group(2).startsWith("/")) return OptionalDouble.empty();
    Long milliseconds = MILLISECONDS.get(matcher.group(2).substring(1).toLowerCase(Locale.ROOT));
    double count = Double.parseDouble(matcher.group(1));
    return milliseconds == null || count <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(count * 1000.0 / milliseconds);
  }

  private static OptionalLong scaled(String text, Map<String, Long> units) {
    Matcher matcher = NUMBER_AND_UNIT.matcher(text.strip());
    if (!matcher.matches()) return OptionalLong.empty();
    Long unit = units.get(matcher.group(2).toLowerCase(Locale.ROOT));
    if (unit == null) return OptionalLong.empty();
    double value = Double.parseDouble(matcher.group(1)) * unit;
    return value < 9e18 ? OptionalLong.of(Math.round(value)) : OptionalLong.empty();
  }
}
