package org.antiphon.simulator;

import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// JSON of the wire, of scenarios and of reports.
final class Json {
  private static final JsonMapper WIRE = JsonMapper.builder().build();
  private static final JsonMapper PRINTED =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  static byte[] bytes(Object value) {
    return WIRE.writeValueAsBytes(value);
  }

  static String line(Object value) {
    return WIRE.writeValueAsString(value);
  }

  static byte[] printed(Object value) {
    return PRINTED.writeValueAsBytes(value);
  }

  /// Throws [JacksonException] for what is no JSON.
  static JsonNode read(byte[] bytes) {
    return WIRE.readTree(bytes);
  }

  /// Throws [JacksonException] for what is no JSON.
  static JsonNode read(String text) {
    return WIRE.readTree(text);
  }

  /// The value, or a missing node for what is no JSON.
  static JsonNode orMissing(String text) {
    try {
      return read(text);
    } catch (JacksonException _) {
      return MissingNode.getInstance();
    }
  }

  static JsonNode tree(Object value) {
    return WIRE.valueToTree(value);
  }

  /// The text, or "" for anything that is no text.
  static String text(JsonNode node, String field) {
    var value = node.path(field);
    return value.isString() ? value.stringValue() : "";
  }

  /// A number, also one that is written as a string.
  static OptionalDouble number(JsonNode node) {
    if (node.isNumber()) return OptionalDouble.of(node.doubleValue());
    if (!node.isString()) return OptionalDouble.empty();
    try {
      double value = Double.parseDouble(node.stringValue());
      return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    } catch (NumberFormatException _) {
      return OptionalDouble.empty();
    }
  }
}
