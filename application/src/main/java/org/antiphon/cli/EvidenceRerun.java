package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.antiphon.evidence.Rerun;
import org.antiphon.problem.InvalidInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `evidence rerun BUNDLE`: examines the bundle's sound once more.
@Command(
    name = "rerun",
    description = "Examines a bundle's sound again; exit code 10 where a figure differs.",
    footer = {"", "Example: ./antiphon evidence rerun case.antiphon.zip"})
final class EvidenceRerun implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "BUNDLE", description = "A file that `evidence export` wrote.")
  private Path bundle = Path.of("");

  EvidenceRerun(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    var console = kit.console(options);
    if (!Files.isRegularFile(bundle))
      throw new InvalidInput(
          "NO_SUCH_FILE", bundle.toString(), "there is no such file", "give a bundle's path");
    try (var desk = kit.workshop().rehearing(kit.settings(options))) {
      var outcome = new Rerun(desk.rehearing()).run(bundle);
      var json = Console.object("rerun/1").put("same", outcome.same());
      json.put("compared", outcome.compared());
      json.put("recorded", outcome.recorded()).put("here", outcome.here());
      console.say(
          "%s: %d figures compared, %d differ"
              .formatted(
                  outcome.same() ? "THE SAME" : "DIFFERENT",
                  outcome.compared(),
                  outcome.differences().size()));
      if (!outcome.recorded().equals(outcome.here()))
        console.say("  recorded by %s, here is %s".formatted(outcome.recorded(), outcome.here()));
      var list = json.putArray("differences");
      for (var difference : outcome.differences()) {
        console.say(
            "  %s: recorded %s, now %s"
                .formatted(difference.where(), difference.recorded(), difference.now()));
        list.addObject()
            .put("where", difference.where())
            .put("recorded", difference.recorded())
            .put("now", difference.now());
      }
      console.json(json);
      return outcome.same() ? ExitCode.DONE : ExitCode.CHECK_FAILED;
    }
  }
}
