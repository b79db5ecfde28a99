package org.antiphon.config;

import java.util.List;

/// The settings that hold, with each value's origin.
public record EffectiveSettings(Settings settings, List<Value> values) {
  public EffectiveSettings {
    values = List.copyOf(values);
  }

  /// One effective value; a secret shows where it lies, never itself.
  ///
  /// @param origin `default`, `antiphon.toml:3`, `ANTIPHON_SERVER_PORT`, `command line`
  public record Value(String key, String value, String origin) {}

  /// The commented file that `config init` writes: every setting with its default.
  public static String template() {
    return SettingsTemplate.text();
  }
}
