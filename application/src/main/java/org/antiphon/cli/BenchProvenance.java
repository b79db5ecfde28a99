package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.antiphon.bench.ProvenanceBench;
import org.antiphon.examination.InputPaths;
import org.antiphon.problem.Unavailable;
import org.antiphon.provenance.Provenance;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `bench provenance [FILE…]`.
@Command(
    name = "provenance",
    description = "What reading statements costs, signed and unsigned, short and long.",
    footer = {"", "Example: ./antiphon bench provenance signed.wav --trust root.pem"})
final class BenchProvenance implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Signed files (default: none).")
  private List<Path> files = List.of();

  @Option(names = "--trust", paramLabel = "PEM", description = "Roots to believe; repeatable.")
  private List<Path> trusted = List.of();

  @Option(
      names = "--times",
      paramLabel = "N",
      description = "How often each is examined (default: ${DEFAULT-VALUE}).")
  private int times = 100;

  BenchProvenance(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    InputPaths.check(files);
    InputPaths.check(trusted);
    var trust =
        TrustCommand.folder(kit.settings(options)).current().with(ProvenanceCommand.roots(trusted));
    var scratch = Files.createTempDirectory("antiphon-bench-");
    try (var provenance = Provenance.open(() -> trust, kit.surroundings().clock())) {
      if (!provenance.hasEngine())
        throw new Unavailable("NO_ENGINE", "c2pa", DoctorProvenance.MISSING, "install npm");
      var report = new ProvenanceBench(provenance, scratch).run(files, Math.max(1, times));
      return BenchCommand.show(kit.console(options), report);
    } finally {
      Samples.delete(scratch);
    }
  }
}
