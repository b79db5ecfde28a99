package org.antiphon.examination.opinion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antiphon.config.SecondOpinionSettings.Fields;
import org.antiphon.ledger.CanonicalJson;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a service's answer: hostile until proven plain. In: the bytes; out: what was said, or
/// nothing where they say nothing that could be shown. Pure.
final class Answer {
  /// No plain answer is longer.
  static final int MOST_BYTES = 1 << 16;

  private static final int MOST_ARTIFACTS = 32;
  private static final int LONGEST = 200;

  private Answer() {}

  static Optional<Opinion.Said> read(byte[] bytes, Fields fields) {
    try {
      return read(JsonMapper.shared().readTree(bytes), bytes, fields);
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static Optional<Opinion.Said> read(JsonNode json, byte[] bytes, Fields fields) {
    var probability = json.path(fields.probability());
    if (!probability.isNumber()) return Optional.empty();
    double value = probability.asDouble();
    if (!(value >= 0 && value <= 1)) return Optional.empty();
    return Optional.of(
        new Opinion.Said(
            Math.round(value * 1000) / 1000.0,
            artifacts(json.path(fields.artifacts())),
            bytes,
            CanonicalJson.sha256(bytes)));
  }

  /// Texts, or objects of which the name is shown.
  private static List<String> artifacts(JsonNode list) {
    var shown = new ArrayList<String>();
    for (var each : list) {
      var name = each.isObject() ? each.path("name") : each;
      if (name.isString() && shown.size() < MOST_ARTIFACTS) shown.add(plain(name.asString()));
    }
    return shown;
  }

  private static String plain(String text) {
    var kept = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
        .forEach(kept::appendCodePoint);
    return kept.toString().strip();
  }
}
