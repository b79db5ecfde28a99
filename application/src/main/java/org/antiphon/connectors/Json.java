package org.antiphon.connectors;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.antiphon.connector.Cursor;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads JSON from outside: bounded depth, no second document behind the first, no name twice.
final class Json {
  private static final int DEEPEST = 32;
  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNumberLength(40)
                          .maxNameLength(256)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /// The document, if these bytes are a whole one and an object.
  static Optional<JsonNode> object(byte[] bytes) {
    try {
      var node = MAPPER.readTree(bytes);
      return node != null && node.isObject() ? Optional.of(node) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /// A field that is a string with something in it.
  static Optional<String> text(JsonNode node, String name) {
    var value = node.path(name);
    return value.isString() && !value.asString().isBlank()
        ? Optional.of(value.asString())
        : Optional.empty();
  }

  /// A field that is a whole number.
  static Optional<Long> number(JsonNode node, String name) {
    var value = node.path(name);
    return value.isIntegralNumber() && value.canConvertToLong()
        ? Optional.of(value.asLong())
        : Optional.empty();
  }

  /// The cursor to the next page; empty at the end.
  ///
  /// @throws IllegalArgumentException when there is one and it cannot be used: then it is no page,
  ///   since taking it for the last one would lose all that follows
  static Optional<Cursor> next(JsonNode page) {
    var next = page.path("next");
    if (next.isMissingNode() || next.isNull()) return Optional.empty();
    if (!next.isString()) throw new IllegalArgumentException("a cursor that is no string");
    return Optional.of(new Cursor(next.asString()));
  }

  /// A field that is a time with its offset.
  static Optional<Instant> time(JsonNode node, String name) {
    return text(node, name)
        .flatMap(text -> {
          try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
          } catch (DateTimeException e) {
            return Optional.empty();
          }
        });
  }
}
