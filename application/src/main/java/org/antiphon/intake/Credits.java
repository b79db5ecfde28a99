package org.antiphon.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Names and identifiers shown with an upload, unchecked and untouched.
///
/// @param label the label line
/// @param isrc as written, possibly no ISRC at all
/// @param json the whole object as the platform gave it
public record Credits(
    String title,
    List<String> artists,
    Optional<String> label,
    Optional<String> isrc,
    Optional<String> upc,
    String json) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /// Copies the artists in.
  public Credits {
    artists = List.copyOf(artists);
  }

  /// Reads the object in which credits are stored; missing fields are empty.
  public static Credits of(String json) {
    var node = MAPPER.readTree(json);
    return new Credits(
        text(node, "title").orElse(""),
        node.path("artists").values().stream()
            .map(artist -> artist.isObject() ? artist.path("name") : artist)
            .filter(JsonNode::isString)
            .map(JsonNode::asString)
            .toList(),
        text(node, "label"),
        text(node, "isrc"),
        text(node, "upc"),
        json);
  }

  /// Credits known by their fields; `artists` is a list, the rest are strings.
  static Credits of(Map<String, Object> fields) {
    return of(MAPPER.writeValueAsString(fields));
  }

  /// Title and artists, a line each: where a name or a mark can stand.
  public String names() {
    return title + "\n" + String.join("\n", artists);
  }

  /// Another field of the object, if it is there and a string.
  public Optional<String> field(String name) {
    return text(MAPPER.readTree(json), name);
  }

  private static Optional<String> text(JsonNode node, String name) {
    var value = node.path(name);
    return value.isString() && !value.asString().isBlank()
        ? Optional.of(value.asString())
        : Optional.empty();
  }
}
