package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.antiphon.bench.ScreeningBench;
import org.antiphon.problem.Unavailable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `bench screening [PATH…]`.
@Command(
    name = "screening",
    description = "How long a platform waits for advice, on an installation of its own.",
    footer = {"", "Example: ./antiphon bench screening ~/Music --rounds 3"})
final class BenchScreening implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "Uploads to screen (default: the samples' bystanders).")
  private List<Path> paths = List.of();

  @Option(
      names = "--catalogue",
      paramLabel = "CSV",
      description = "The catalogue (default: the samples').")
  private @Nullable Path catalogue;

  @Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "Of all files.")
  private int rounds = 5;

  @Option(
      names = "--in-flight",
      paramLabel = "N",
      description = "Uploads at once (default: one a processor).")
  private int inFlight = Runtime.getRuntime().availableProcessors();

  BenchScreening(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var given = paths.isEmpty() ? List.of(Samples.folder().resolve("bystanders")) : paths;
    var sounds = Samples.sounds(given);
    var cache = kit.settings(options).storage().cache().toString();
    var scratch = Files.createTempDirectory("antiphon-bench-");
    try {
      fill(scratch);
      var place = Map.of("data", scratch.toString(), "storage.cache", cache);
      try (var desk = kit.workshop().screening(kit.effective(options, place).settings())) {
        var report = new ScreeningBench(desk.screening()).run(sounds, rounds, inFlight);
        return BenchCommand.show(kit.console(options), report);
      }
    } finally {
      Samples.delete(scratch);
    }
  }

  /// Puts the catalogue into the empty installation, as `catalogue add` does.
  private void fill(Path scratch) {
    var csv = catalogue == null ? Samples.folder().resolve("catalogue.csv") : catalogue;
    int code =
        new Cli(aside(kit.surroundings()), kit.workshop())
            .run(
                "catalogue",
                "add",
                csv.toString(),
                "--data",
                scratch.toString(),
                "--quiet",
                "--no-progress");
    if (code != ExitCode.DONE)
      throw new Unavailable(
          "CATALOGUE", csv.toString(), "it could not be added", "add it by `catalogue add` first");
  }

  /// What the catalogue's command says is no figure: it goes beside them.
  private static Surroundings aside(Surroundings ours) {
    return new Surroundings(
        ours.home(), ours.environment(), ours.clock(), ours.in(), ours.err(), ours.err(), false);
  }
}
