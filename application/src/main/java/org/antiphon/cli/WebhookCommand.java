package org.antiphon.cli;

import org.antiphon.database.Database;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.JobsSettings;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;
import org.antiphon.notification.Webhooks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/// `webhook …`.
@Command(
    name = "webhook",
    description = "Whom events are sent to, and what came of it.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: ./antiphon webhook list"})
final class WebhookCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This help.")
  boolean help;

  /// The room's door, read from the database while a server may run; `serve` does the sending.
  record Door(Database database, Webhooks webhooks) implements AutoCloseable {
    static Door open(Kit kit, CommonOptions options) {
      var settings = kit.settings(options);
      var clock = kit.surroundings().clock();
      var database = kit.workshop().database(settings);
      var keys = new KeyFolder(settings.data().resolve("keys"));
      var ledger = new Ledger(database, keys, clock);
      var jobs = new Jobs(database, JobsSettings.standard(), clock); // never started
      return new Door(
          database, new Webhooks(database, ledger, jobs, settings.data().resolve("keys"), clock));
    }

    ObjectNode json(Webhooks.Endpoint endpoint) {
      var counts = webhooks.counts(endpoint.id());
      var json = Console.object("webhook/1");
      json.put("id", endpoint.id().toString()).put("url", endpoint.url());
      endpoint.events().stream().sorted().forEach(json.putArray("events")::add);
      return json.put("waiting", counts.waiting())
          .put("taken", counts.taken())
          .put("dead", counts.dead());
    }

    @Override
    public void close() {
      database.close();
    }
  }
}
