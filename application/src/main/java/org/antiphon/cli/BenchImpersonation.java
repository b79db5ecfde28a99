package org.antiphon.cli;

import java.util.concurrent.Callable;
import org.antiphon.bench.ImpersonationBench;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench impersonation`.
@Command(
    name = "impersonation",
    description = "What one upload costs against a roster of many invented names.",
    footer = {"", "Example: ./antiphon bench impersonation --names 50000"})
final class BenchImpersonation implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Option(
      names = "--names",
      paramLabel = "N",
      defaultValue = "50000",
      description = "Names in the roster (default: ${DEFAULT-VALUE}).")
  private int names;

  BenchImpersonation(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() {
    return BenchCommand.show(kit.console(options), new ImpersonationBench().run(names));
  }
}
