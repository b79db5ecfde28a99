package org.antiphon.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `trust remove NAME`.
@Command(
    name = "remove",
    description = "Stops believing a root of your own; what was concluded stays as it was.",
    footer = {"", "Example: ./antiphon trust remove our-label"})
final class TrustRemove implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(index = "0", paramLabel = "NAME", description = "As `trust list` shows it.")
  private String name = "";

  TrustRemove(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    var console = kit.console(options);
    var settings = kit.settings(options);
    var folder = TrustCommand.folder(settings);
    var removed = TrustCommand.change(kit, settings, name, "removed", () -> folder.remove(name));
    var json = Console.object("trust-remove/1").put("name", name);
    TrustList.certificates(json.putArray("certificates"), removed);
    console.say("%s: %d certificates are no longer believed".formatted(name, removed.size()));
    console.json(json);
    return ExitCode.DONE;
  }
}
