package org.antiphon.cli;

import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.antiphon.catalogue.Authorisation;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.catalogue.Territories;
import org.antiphon.ledger.Actor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `catalogue allow NAME`: a row of the allow-list.
@Command(
    name = "allow",
    description = "Says who may use your recordings; nothing is sent against them.",
    footer = {
      "",
      "Example: ./antiphon catalogue allow \"Kern Records\" --as label_line --reason ours"
    })
final class CatalogueAllow implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "NAME", description = "Id or name, as the platform shows it.")
  private String name = "";

  @Option(
      names = "--as",
      paramLabel = "KIND",
      required = true,
      description = "uploader, distributor, label_line or account.")
  private Authorisation.Who who = Authorisation.Who.UPLOADER;

  @Option(names = "--recording", paramLabel = "ID", description = "Only this (default: all).")
  private @Nullable String recording;

  @Option(names = "--territory", paramLabel = "CODE", description = "Where (default: *).")
  private String territory = Territories.WORLD;

  @Option(names = "--from", paramLabel = "DATE", description = "First day.")
  private @Nullable LocalDate from;

  @Option(names = "--until", paramLabel = "DATE", description = "Last day.")
  private @Nullable LocalDate until;

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
  private String reason = "";

  CatalogueAllow(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() {
    var console = kit.console(options);
    try (CatalogueDesk desk = kit.workshop().catalogue(kit.settings(options))) {
      var wanted =
          new Authorisation(
              "",
              Optional.ofNullable(recording).map(RecordingId::new),
              who,
              name,
              Territories.parse(territory),
              Optional.ofNullable(from),
              Optional.ofNullable(until),
              reason);
      var row = desk.catalogue().authorise(wanted, Actor.system());
      console.say("\"%s\" is on the allow-list, row %s".formatted(name, row.id()));
      console.json(Console.object("catalogue-allow/1").put("authorisation", row.id()));
    }
    return ExitCode.DONE;
  }
}
