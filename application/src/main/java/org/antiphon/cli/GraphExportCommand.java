package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.network.graph.Graph;
import org.antiphon.network.graph.GraphExport.Form;
import org.antiphon.network.graph.Pseudonyms;
import org.jspecify.annotations.Nullable;
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

  @Option(names = "--as-of", paramLabel = "TIME", description = "As we knew it then (ISO 8601).")
  private @Nullable Instant asOf;

  GraphExportCommand(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    var settings = kit.settings(options);
    var clock = kit.surroundings().clock();
    try (var database = kit.workshop().database(settings);
        var file = Files.newBufferedWriter(out)) {
      var pseudonyms = new Pseudonyms(new KeyFolder(settings.data().resolve("keys")));
      long edges =
          new Graph(database, clock)
              .export()
              .write(format, asOf == null ? clock.instant() : asOf, pseudonyms::of, file);
      var console = kit.console(options);
      console.say(edges + " edges written to " + out);
      console.json(
          Console.object("graph-export/1").put("edges", edges).put("file", out.toString()));
    }
    return ExitCode.DONE;
  }
}
