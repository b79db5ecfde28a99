package org.antiphon.config;

import java.util.List;

/// One value as written, and where.
///
/// @param values one text, or the members of a list
/// @param origin `antiphon.toml:12`, `ANTIPHON_SERVER_PORT`, `--port`, `default`
record Layer(List<String> values, String origin) {
  Layer {
    values = List.copyOf(values);
  }

  String text() {
    return String.join(",", values);
  }
}
