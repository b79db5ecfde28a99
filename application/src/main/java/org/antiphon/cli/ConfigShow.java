package org.antiphon.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import org.antiphon.config.EffectiveSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `config show`.
@Command(
    name = "show",
    description = "Prints each effective setting with its origin; secrets only by their place.",
    footer = {"", "Example: ./antiphon config show"})
final class ConfigShow implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  ConfigShow(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() {
    var console = kit.console(options);
    var json = Console.object("config/1");
    var settings = json.putArray("settings");
    for (EffectiveSettings.Value each : kit.effective(options, Map.of()).values()) {
      console.say("%-32s = %-36s  %s".formatted(each.key(), each.value(), each.origin()));
      settings
          .addObject()
          .put("key", each.key())
          .put("value", each.value())
          .put("origin", each.origin());
    }
    console.json(json);
    return ExitCode.DONE;
  }
}
