package org.antiphon.cli;

import java.util.UUID;
import java.util.concurrent.Callable;
import org.antiphon.ledger.Actor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `webhook remove`.
@Command(
    name = "remove",
    description = "Sends nothing to an address any more.",
    footer = {"", "Example: ./antiphon webhook remove 01890a5d-ac96-774b-bcce-b302099a8057"})
final class WebhookRemove implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(index = "0", paramLabel = "ID", description = "`webhook list` prints them.")
  private UUID id = new UUID(0, 0);

  WebhookRemove(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() {
    var console = kit.console(options);
    try (var door = WebhookCommand.Door.open(kit, options)) {
      door.webhooks().remove(id, Actor.system());
      console.say("removed " + id);
      console.json(Console.object("webhook-remove/1").put("id", id.toString()));
    }
    return ExitCode.DONE;
  }
}
