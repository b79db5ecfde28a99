package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.antiphon.bench.NetworkBench;
import org.antiphon.database.Database;
import org.antiphon.database.DatabaseSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench network`.
@Command(
    name = "network",
    description = "How long the graph's questions take, on a seeded graph of its own.",
    footer = {"", "Example: ./antiphon bench network --uploads 100000"})
final class BenchNetwork implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Option(
      names = "--uploads",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int uploads = 1_000_000;

  @Option(names = "--rounds", paramLabel = "N", defaultValue = "20", description = "Of questions.")
  private int rounds = 20;

  BenchNetwork(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    var settings = kit.settings(options);
    var scratch = Files.createTempDirectory("antiphon-bench-");
    var place = DatabaseSettings.embedded(scratch).withCache(settings.storage().cache());
    try (var database = Database.open(place)) {
      var report = new NetworkBench(database, kit.surroundings().clock()).run(uploads, rounds);
      return BenchCommand.show(kit.console(options), report);
    } finally {
      Samples.delete(scratch);
    }
  }
}
