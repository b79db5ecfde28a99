package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.antiphon.network.graph.GraphExport.Form;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `graph export`.
@Command(
    name = "export",
    description = "Writes every edge; accounts by pseudonyms that need this installation's key.",
    footer = {"", "Example: ./antiphon graph export --format jsonl --out spread.jsonl"})
final class GraphExportCommand implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "JSONL",
      description = "jsonl, graphml or cypher (default: jsonl).")
  private Form format = Form.JSONL;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where to.")
  private Path out = Path.of("graph.jsonl");

  @Mixin private final GraphOptions graph = new GraphOptions();

  GraphExportCommand(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    try (var file = Files.newBufferedWriter(out)) {
      long count =
          graph.read(
              kit,
              options,
              (edges, asOf, pseudonyms) -> edges.write(format, asOf, pseudonyms, file));
      var console = kit.console(options);
      console.say(count + " edges written to " + out);
      console.json(
          Console.object("graph-export/1").put("edges", count).put("file", out.toString()));
    }
    return ExitCode.DONE;
  }
}
