package org.antiphon.cli;

import java.nio.charset.StandardCharsets;
import java.util.Scanner;
import java.util.concurrent.Callable;
import org.antiphon.catalogue.Recording;
import org.antiphon.ledger.Actor;
import org.antiphon.problem.Refused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `catalogue remove ID`.
@Command(
    name = "remove",
    description = "Takes a recording out; closed cases keep what they say of it.",
    footer = {"", "Example: ./antiphon catalogue remove QZANT2600001 --yes"})
final class CatalogueRemove implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "ID", description = "Id of a recording.")
  private String id = "";

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Option(names = "--dry-run", description = "Say what would happen, and change nothing.")
  private boolean dryRun;

  CatalogueRemove(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() {
    var console = kit.console(options);
    try (CatalogueDesk desk = kit.workshop().catalogue(kit.settings(options))) {
      Recording recording = CatalogueShow.find(desk.catalogue(), id);
      if (dryRun) {
        console.say("would be removed: " + name(recording) + "; nothing was changed");
        return ExitCode.DONE;
      }
      if (!yes && !agreed(console, recording)) return ExitCode.DONE;
      desk.catalogue().remove(recording.id(), Actor.system());
      desk.library().settle();
      console.say("removed " + name(recording) + "; it is no longer looked for");
      console.json(Console.object("catalogue-remove/1").put("removed", id));
    }
    return ExitCode.DONE;
  }

  private boolean agreed(Console console, Recording recording) {
    if (!console.terminal())
      throw new Refused(
          "NOT_CONFIRMED", id, "nobody is there to be asked", "add --yes if you mean it");
    kit.surroundings().err().print("Remove " + name(recording) + "? [y/N] ");
    kit.surroundings().err().flush();
    var answers = new Scanner(kit.surroundings().in(), StandardCharsets.UTF_8);
    return answers.hasNextLine() && answers.nextLine().strip().equalsIgnoreCase("y");
  }

  private static String name(Recording recording) {
    return "\"" + recording.title() + "\" (" + recording.id() + ")";
  }
}
