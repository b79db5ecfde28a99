package org.antiphon.config;

import java.util.Locale;
import java.util.regex.Pattern;

/// One setting: its name (`*` stands for a platform's id), what it takes, its default, what it
/// does.
///
/// @param fallback as it would be written; empty: none
record Key(String name, Kind kind, String fallback, String about) {
  /// What a setting takes, with the words that a fault uses.
  enum Kind {
    TEXT("a text"),
    PATH("a path"),
    ADDRESS("an address such as \"https://example.org/api\""),
    DURATION("a time such as \"30s\", \"5min\", \"2h\", \"7d\""),
    BYTES("a size such as \"500MB\", \"2GiB\""),
    RATE("a rate such as \"10/s\", \"30/min\""),
    INTEGER("a whole number, 0 or more"),
    DECIMAL("a number above 0"),
    YES_NO("true or false"),
    SECRET("\"file:/path\" or \"env:NAME\""),
    LIST("a list such as [\"US\", \"DE\"]");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String inWords() {
      return words;
    }
  }

  boolean names(String full) {
    return Pattern.matches(name.replace(".", "\\.").replace("*", "[a-z0-9][a-z0-9-]*"), full);
  }

  /// `server.port` is `ANTIPHON_SERVER_PORT`.
  String variable() {
    return variable(name);
  }

  static String variable(String full) {
    return "ANTIPHON_" + full.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
