package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.CodecSettings;
import org.antiphon.bench.ScanBench;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `bench scan [PATH…]`.
@Command(
    name = "scan",
    description = "What an examination costs beside pure decoding of the same files.",
    footer = {"", "Example: ./antiphon bench scan ~/Music --catalogue ~/Catalogue"})
final class BenchScan implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "Sound to examine (default: the samples' bystanders).")
  private List<Path> paths = List.of();

  @Option(
      names = "--catalogue",
      paramLabel = "DIR",
      description = "A folder of music as the catalogue (default: the samples' catalogue).")
  private @Nullable Path catalogue;

  @Option(
      names = "--enough",
      paramLabel = "SECONDS",
      description = "CPU seconds of pure decoding to reach (default: ${DEFAULT-VALUE}).")
  private double enough = 10;

  BenchScan(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    var settings = kit.settings(options);
    var console = kit.console(options);
    var folder = catalogue == null ? Samples.folder().resolve("catalogue") : catalogue;
    var given = paths.isEmpty() ? List.of(Samples.folder().resolve("bystanders")) : paths;
    var sounds = Samples.sounds(given);
    var codec = CodecSettings.in(settings.storage().cache().resolve("javacpp")).withWorkers(1);
    try (var desk = kit.workshop().examiner(settings, Optional.of(folder), Optional.empty());
        var reader = new AudioReader(codec)) {
      desk.folder().orElseThrow().follow(Samples.sounds(List.of(folder)), (_, _) -> {});
      console.note("%d files, against %d recordings".formatted(sounds.size(), desk.index().size()));
      var bench = new ScanBench(desk.examiner(), reader, System::nanoTime);
      return BenchCommand.show(console, bench.run(sounds, enough));
    }
  }
}
