package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.antiphon.eval.ProvenanceEvaluation;
import org.antiphon.provenance.Provenance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `eval provenance`: files whose state is known.
@Command(
    name = "provenance",
    description = "Compares the state of signed files with what another run of the engine said.",
    footer = {"", "Example: ./antiphon eval provenance --manifest manifest.tsv --json"})
final class EvalProvenance implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Option(
      names = "--manifest",
      paramLabel = "TSV",
      required = true,
      description = "Columns path, anchors, state_with_anchors and engine_error.")
  private Path manifest = Path.of("");

  EvalProvenance(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    var console = kit.console(options);
    var clock = kit.surroundings().clock();
    var table =
        new ProvenanceEvaluation(trust -> Provenance.open(() -> trust, clock)).run(manifest);
    for (var row : table.rows())
      if (row.state() != row.expected())
        console.say("%-44s %s, expected %s".formatted(row.path(), row.state(), row.expected()));
    int equal = table.rows().size() - table.laxer().size() - table.stricter().size();
    console.say(
        "%d files: %d as expected, %d laxer, %d stricter"
            .formatted(table.rows().size(), equal, table.laxer().size(), table.stricter().size()));
    console.json(table.json());
    return ExitCode.DONE;
  }
}
