package org.antiphon.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.antiphon.problem.InvalidInput;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/// Reads `antiphon.toml` into dotted names. The parser keeps no line of a value, so the line is
/// looked up in the text: the first `key =` under its `[section]`.
final class SettingsFile {
  private final Path path;
  private final List<String> lines;

  private SettingsFile(Path path, List<String> lines) {
    this.path = path;
    this.lines = lines;
  }

  /// Every value of the file by its dotted name, in order.
  ///
  /// @throws InvalidInput where the file is no TOML
  static Map<String, Layer> read(Path path) {
    try {
      String text = Files.readString(path);
      var file = new SettingsFile(path, text.lines().toList());
      var found = new LinkedHashMap<String, Layer>();
      file.flatten("", file.parse(text), found);
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode parse(String text) {
    try {
      return new TomlMapper().readTree(text);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      throw new InvalidInput(
          "SETTINGS_SYNTAX",
          path.getFileName() + (at == null ? "" : ":" + at.getLineNr()),
          "this is no TOML: " + e.getOriginalMessage(),
          "`antiphon config init` writes a file to start from");
    }
  }

  private void flatten(String prefix, JsonNode node, Map<String, Layer> found) {
    for (var property : node.properties()) {
      String name = prefix + property.getKey();
      JsonNode value = property.getValue();
      if (value.isObject()) flatten(name + ".", value, found);
      else found.put(name, new Layer(texts(value), path.getFileName() + ":" + lineOf(name)));
    }
  }

  private static List<String> texts(JsonNode value) {
    if (!value.isArray()) return List.of(value.asString());
    var members = new ArrayList<String>();
    value.forEach(member -> members.add(member.asString()));
    return members;
  }

  private int lineOf(String name) {
    String section = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith("[")) section = line.replaceAll("[\\[\\]\"'\\s]|#.*", "") + ".";
      else if ((section + keyOf(line)).equals(name)) return i + 1;
    }
    return 1;
  }

  private static @Nullable String keyOf(String line) {
    int equals = line.indexOf('=');
    return equals < 0 ? null : line.substring(0, equals).replaceAll("[\"'\\s]", "");
  }
}
