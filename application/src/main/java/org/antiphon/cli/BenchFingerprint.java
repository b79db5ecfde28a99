package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.CodecSettings;
import org.antiphon.bench.FingerprintBench;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `bench fingerprint [PATH…]`.
@Command(
    name = "fingerprint",
    description = "What peaks and recognition cost, and how large the index is.",
    footer = {"", "Example: ./antiphon bench fingerprint ~/Music"})
final class BenchFingerprint implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = "Music; every second file becomes the catalogue (default: the samples).")
  private List<Path> paths = List.of();

  @Option(
      names = "--peers",
      description = "Asks Chromaprint (fpcalc) the same queries; needs --catalogue and --queries.")
  private boolean peers;

  @Option(names = "--catalogue", paramLabel = "DIR", description = "With --peers: recordings.")
  private @Nullable Path catalogue;

  @Option(
      names = "--queries",
      paramLabel = "TSV",
      description = "With --peers: disguised excerpts and negatives, as eval identify takes them.")
  private @Nullable Path queries;

  BenchFingerprint(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (peers) return new PeerRun(kit, options).run(catalogue, queries);
    var settings = kit.settings(options);
    var sounds = Samples.sounds(paths.isEmpty() ? List.of(Samples.folder()) : paths);
    var codec = CodecSettings.in(settings.storage().cache().resolve("javacpp")).withWorkers(1);
    var scratch = Files.createTempDirectory("antiphon-bench-");
    try (var reader = new AudioReader(codec)) {
      var report = new FingerprintBench(reader).run(sounds, scratch);
      return BenchCommand.show(kit.console(options), report);
    } finally {
      Samples.delete(scratch);
    }
  }
}
