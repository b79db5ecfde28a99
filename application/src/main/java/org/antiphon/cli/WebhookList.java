package org.antiphon.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `webhook list`.
@Command(
    name = "list",
    description = "Lists the addresses that events go to, and what could not be told.",
    footer = {"", "Example: ./antiphon webhook list --json"})
final class WebhookList implements Callable<Integer> {
  private static final int DEAD = 20;
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  WebhookList(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() {
    var console = kit.console(options);
    try (var door = WebhookCommand.Door.open(kit, options)) {
      var endpoints = door.webhooks().endpoints();
      for (var endpoint : endpoints) {
        console.json(door.json(endpoint));
        var counts = door.webhooks().counts(endpoint.id());
        console.say(
            "%s  %s  %d taken, %d waiting, %d parked"
                .formatted(
                    endpoint.id(),
                    endpoint.url(),
                    counts.taken(),
                    counts.waiting(),
                    counts.dead()));
        for (var dead : door.webhooks().deliveries(endpoint.id(), "DEAD", DEAD))
          console.say(
              "  parked: %s %s after %d times: %s"
                  .formatted(dead.type(), dead.event(), dead.attempts(), dead.lastAnswer()));
      }
      if (endpoints.isEmpty()) console.note("no address; `./antiphon webhook add URL` adds one");
    }
    return ExitCode.DONE;
  }
}
