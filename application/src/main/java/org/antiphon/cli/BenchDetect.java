package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.CodecSettings;
import org.antiphon.bench.DetectBench;
import org.antiphon.detection.CombParameters;
import org.antiphon.detection.Detector;
import org.antiphon.detection.FileDetector;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `bench detect [PATH…]`.
@Command(
    name = "detect",
    description = "What the detector costs, decoding left out, beside pure decoding.",
    footer = {"", "Example: ./antiphon bench detect ~/Music"})
final class BenchDetect implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "Sound to listen to (default: the samples' bystanders).")
  private List<Path> paths = List.of();

  @Option(
      names = "--passes",
      paramLabel = "N",
      description = "Passes after the cold one (default: ${DEFAULT-VALUE}).")
  private int passes = 3;

  BenchDetect(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    var settings = kit.settings(options);
    var console = kit.console(options);
    var given = paths.isEmpty() ? List.of(Samples.folder().resolve("bystanders")) : paths;
    var codec = CodecSettings.in(settings.storage().cache().resolve("javacpp")).withWorkers(1);
    try (var reader = new AudioReader(codec)) {
      var detector = new FileDetector(reader, new Detector(CombParameters.current()));
      var bench = new DetectBench(detector, reader);
      return BenchCommand.show(console, bench.run(Samples.sounds(given), Math.max(1, passes)));
    }
  }
}
