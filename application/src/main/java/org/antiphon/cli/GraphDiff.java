package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `graph diff`: what has changed since an export.
@Command(
    name = "diff",
    description = "Holds an export (jsonl) against the graph as it is, or was; per type of edge.",
    footer = {"", "Example: ./antiphon graph diff spread.jsonl"})
final class GraphDiff implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "FILE", description = "What `graph export --format jsonl` wrote.")
  private Path file = Path.of("graph.jsonl");

  @Mixin private final GraphOptions graph = new GraphOptions();

  GraphDiff(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    try (var in = Files.newBufferedReader(file)) {
      var rows =
          graph.read(kit, options, (edges, asOf, pseudonyms) -> edges.diff(in, asOf, pseudonyms));
      var console = kit.console(options);
      var json = Console.object("graph-diff/1");
      var list = json.putArray("rows");
      for (var row : rows) {
        console.say(
            "%-12s %9d in the file %9d here %9d gone %9d new"
                .formatted(row.type(), row.inFile(), row.here(), row.onlyInFile(), row.onlyHere()));
        list.addObject()
            .put("type", row.type())
            .put("inFile", row.inFile())
            .put("here", row.here())
            .put("onlyInFile", row.onlyInFile())
            .put("onlyHere", row.onlyHere());
      }
      console.json(json);
    }
    return ExitCode.DONE;
  }
}
