package org.antiphon.cli;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.antiphon.ledger.Actor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `webhook add`.
@Command(
    name = "add",
    description =
        "Sends events to an address from now on; prints the secret that signs them, once.",
    footer = {"", "Example: ./antiphon webhook add https://example.org/hooks --event upload.down"})
final class WebhookAdd implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(index = "0", paramLabel = "URL", description = "An https address.")
  private String url = "";

  @Option(
      names = "--event",
      paramLabel = "TYPE",
      description = "Only these, such as case.opened; may be repeated. Default: all.")
  private List<String> events = List.of();

  @Option(
      names = "--secret",
      paramLabel = "file:/PATH",
      description = "Where the secret lies. Default: one is made.")
  private String secret = "";

  @Option(names = "--simulated", description = "A pretend server on this machine; http is taken.")
  private boolean simulated;

  WebhookAdd(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() {
    var console = kit.console(options);
    try (var door = WebhookCommand.Door.open(kit, options)) {
      var made = door.webhooks().add(url, secret, simulated, Set.copyOf(events), Actor.system());
      console.say(made.endpoint().id() + "  " + made.endpoint().url());
      made.secret().ifPresent(it -> console.say("secret, shown this once: " + it));
      console.json(door.json(made.endpoint()).put("secretOnce", made.secret().orElse(null)));
    }
    return ExitCode.DONE;
  }
}
