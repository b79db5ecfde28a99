package org.antiphon.cli;

import java.util.HashMap;
import java.util.Map;
import org.antiphon.config.EffectiveSettings;
import org.antiphon.config.Settings;
import org.antiphon.config.SettingsLoader;

/// What a command works with.
///
/// @param interruption whether Ctrl-C was pressed
record Kit(Surroundings surroundings, Workshop workshop, Interruption interruption) {
  EffectiveSettings effective(CommonOptions options, Map<String, String> more) {
    var flags = new HashMap<>(options.flags());
    flags.putAll(more);
    return new SettingsLoader(surroundings.home(), surroundings.environment())
        .load(options.config(), flags);
  }

  Settings settings(CommonOptions options) {
    return effective(options, Map.of()).settings();
  }

  Console console(CommonOptions options) {
    return new Console(surroundings, options);
  }
}
