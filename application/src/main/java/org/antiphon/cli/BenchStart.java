package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import org.antiphon.bench.StartBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench start`.
@Command(
    name = "start",
    description = "How long the program itself takes to start.",
    footer = {"", "Example: ./antiphon bench start --runs 5"})
final class BenchStart implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Of each command (default: ${DEFAULT-VALUE}).")
  private int runs = 5;

  BenchStart(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    var catalogue = Samples.folder().resolve("catalogue");
    var one = Samples.sounds(List.of(catalogue)).getFirst();
    var data = Files.createTempDirectory("antiphon-bench-");
    try {
      var bench = new StartBench(Samples.launcher(), System::nanoTime);
      return BenchCommand.show(
          kit.console(options), bench.run(catalogue, one, data, Math.clamp(runs, 1, 100)));
    } finally {
      Samples.delete(data);
    }
  }
}
