package org.antiphon.cli;

import java.util.concurrent.Callable;
import org.antiphon.catalogue.ExcludedInterval;
import org.antiphon.catalogue.Recording;
import org.antiphon.ledger.Actor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `catalogue exclude ID`.
@Command(
    name = "exclude",
    description = "Cuts a stretch that is not yours out of a recording's claim.",
    footer = {
      "",
      "Example: ./antiphon catalogue exclude QZANT2600001 --from 0 --to 7.5 --reason \"bought loop\""
    })
final class CatalogueExclude implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "ID", description = "Id of a recording.")
  private String id = "";

  @Option(names = "--from", paramLabel = "S", required = true, description = "Seconds into it.")
  private double from;

  @Option(names = "--to", paramLabel = "S", required = true, description = "Seconds into it.")
  private double to;

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
  private String reason = "";

  @Option(names = "--by", paramLabel = "NAME", description = "Who says so.")
  private String by = "";

  CatalogueExclude(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() {
    var console = kit.console(options);
    try (CatalogueDesk desk = kit.workshop().catalogue(kit.settings(options))) {
      Recording recording = CatalogueShow.find(desk.catalogue(), id);
      var interval = new ExcludedInterval(recording.id(), from, to, reason, by);
      var exclusion = desk.catalogue().exclude(interval, Actor.system());
      console.say(
          "%.3f–%.3f s of \"%s\" are no ground for a notice any more"
              .formatted(from, to, recording.title()));
      console.say("what rests on it is examined again by the server, now or when it next starts");
      console.json(Console.object("catalogue-exclude/1").put("exclusion", exclusion.toString()));
    }
    return ExitCode.DONE;
  }
}
