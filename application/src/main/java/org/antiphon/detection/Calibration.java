package org.antiphon.detection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Counts behind a probability: of files of known origin, how many fell into each bracket of
/// strength. Written by `eval detect`, versioned, and bound to the parameters under which it
/// counted: with others it refuses to score.
final class Calibration {
  private static final String SHIPPED = "/org/antiphon/detection/calibration.json";
  private static final double PRIOR = 0.5;

  /// 2.5 and 97.5 % of the standard normal distribution.
  private static final double SPREAD = 1.96;

  private final Map<Bracket, Counts> counts = new HashMap<>();
  private final int decoders;
  private final int humans;
  private final String text;

  private record Counts(int decoders, int humans) {}

  private Calibration(String text, String parametersSha256) {
    JsonNode json = JsonMapper.shared().readTree(text);
    var counted = json.path("parametersSha256").asString("");
    if (!counted.equals(parametersSha256))
      throw new IllegalStateException(
          "the calibration was counted under parameters "
              + counted
              + " and these are "
              + parametersSha256
              + ": count again with eval detect --calibrate FILE");
    int allDecoders = 0;
    int allHumans = 0;
    for (var bracket : Bracket.values()) {
      var row = json.path("brackets").path(bracket.name());
      if (row.isMissingNode())
        throw new IllegalStateException("the calibration has no bracket " + bracket);
      var one = new Counts(row.path("decoders").asInt(), row.path("humans").asInt());
      counts.put(bracket, one);
      allDecoders += one.decoders();
      allHumans += one.humans();
    }
    this.text = text;
    decoders = allDecoders;
    humans = allHumans;
  }

  /// The one that ships.
  ///
  /// @throws IllegalStateException where it was counted under other parameters
  static Calibration shipped(CombParameters parameters) {
    try (var in = Objects.requireNonNull(Calibration.class.getResourceAsStream(SHIPPED), SHIPPED)) {
      return of(new String(in.readAllBytes(), StandardCharsets.UTF_8), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(SHIPPED, e);
    }
  }

  static Calibration of(String json, CombParameters parameters) {
    return new Calibration(json, parameters.sha256());
  }

  /// As it was read.
  String text() {
    return text;
  }

  /// Human files that were counted.
  int humans() {
    return humans;
  }

  /// Human files of this bracket.
  int humans(Bracket bracket) {
    return Objects.requireNonNull(counts.get(bracket)).humans();
  }

  /// From the counts of the bracket: likelihood ratio with 1/2 added to each, an even prior, and
  /// the same with the ends of Jeffreys' intervals (by their normal approximation on the logit).
  Detection.Probability probability(Bracket bracket) {
    var row = isFaint(bracket) ? faint() : Objects.requireNonNull(counts.get(bracket));
    double ratio = share(row.decoders(), decoders) / share(row.humans(), humans);
    double spread = SPREAD * Math.sqrt(1 / (row.decoders() + 0.5) + 1 / (row.humans() + 0.5));
    return new Detection.Probability(
        posterior(ratio),
        posterior(ratio * Math.exp(-spread)),
        posterior(ratio * Math.exp(spread)));
  }

  /// No trace and one too faint to be spoken of are one bracket here: which of the two a sound
  /// falls into depends on its length, and the counts are of whole tracks and of excerpts.
  private Counts faint() {
    var none = Objects.requireNonNull(counts.get(Bracket.NONE));
    var trace = Objects.requireNonNull(counts.get(Bracket.TRACE));
    return new Counts(none.decoders() + trace.decoders(), none.humans() + trace.humans());
  }

  private static boolean isFaint(Bracket bracket) {
    return bracket == Bracket.NONE || bracket == Bracket.TRACE;
  }

  private static double share(int some, int all) {
    return (some + 0.5) / (all + 1);
  }

  private static double posterior(double ratio) {
    return ratio * PRIOR / (ratio * PRIOR + 1 - PRIOR);
  }
}
