package org.antiphon.config;

/// Writes the commented default file from [Keys].
public final class SettingsTemplate {
  private SettingsTemplate() {}

  /// The whole file.
  public static String text() {
    var text = new StringBuilder();
    text.append("# Settings of Antiphon. Everything here is optional; a line without # holds.\n");
    text.append("# Environment (ANTIPHON_SERVER_PORT) and flags win over this file.\n");
    String section = "";
    for (Key key : Keys.ALL) {
      int dot = key.name().lastIndexOf('.');
      String own = dot < 0 ? "" : key.name().substring(0, dot).replace("*", "example");
      if (!own.equals(section)) text.append("\n# [").append(own).append("]\n");
      section = own;
      text.append(
          "# %s = %s%s%n".formatted(key.name().substring(dot + 1), written(key), about(key)));
    }
    return text.toString().replace("\r\n", "\n");
  }

  private static String about(Key key) {
    return "  # " + key.about();
  }

  private static String written(Key key) {
    return switch (key.kind()) {
      case INTEGER, DECIMAL, YES_NO -> key.fallback();
      case LIST -> key.fallback().isEmpty() ? "[]" : "[\"" + key.fallback() + "\"]";
      case SECRET -> "\"file:/path\"";
      case TEXT, PATH, ADDRESS, DURATION, BYTES, RATE -> "\"" + key.fallback() + "\"";
    };
  }
}
