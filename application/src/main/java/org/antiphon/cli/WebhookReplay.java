package org.antiphon.cli;

import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `webhook replay`.
@Command(
    name = "replay",
    description = "Sends again what could not be told.",
    footer = {"", "Example: ./antiphon webhook replay 01890a5d-ac96-774b-bcce-b302099a8057"})
final class WebhookReplay implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(index = "0", paramLabel = "ID", description = "`webhook list` prints them.")
  private UUID id = new UUID(0, 0);

  WebhookReplay(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() {
    var console = kit.console(options);
    try (var door = WebhookCommand.Door.open(kit, options)) {
      int again = door.webhooks().replay(id);
      console.say(again + " events are sent again by `./antiphon serve`");
      console.json(Console.object("webhook-replay/1").put("id", id.toString()).put("again", again));
    }
    return ExitCode.DONE;
  }
}
