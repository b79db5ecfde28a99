package org.antiphon.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.antiphon.problem.InvalidInput;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `demo`.
@Command(
    name = "demo",
    description = "Shows all of it: pretend platforms, real sound, copies found and taken down.",
    footer = {"", "Example: ./antiphon demo --exit"})
final class DemoCommand implements Callable<Integer> {
  private final Kit kit;
  private final Workshop.Demonstration demonstration;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Option(names = "--exit", description = "End when all is down; else stay up.")
  private boolean exit;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: 1.")
  private long seed;

  @Option(names = "--uploads", paramLabel = "N", defaultValue = "60", description = "Default: 60.")
  private int uploads;

  @Option(
      names = "--kill",
      paramLabel = "N",
      defaultValue = "0",
      description = "Kill the own server N times on the way.")
  private int kill;

  @Option(
      names = "--faults",
      paramLabel = "WHAT",
      defaultValue = "some",
      description = "none, some or all (default: ${DEFAULT-VALUE}).")
  private String faults = "some";

  @Option(names = "--port", paramLabel = "N", defaultValue = "0", description = "0: any free port.")
  private int port;

  DemoCommand(Kit kit, Workshop.Demonstration demonstration) {
    this.kit = kit;
    this.demonstration = demonstration;
  }

  @Override
  public Integer call() {
    requireFaults(faults);
    @Nullable String data = options.flags().get("data");
    return demonstration.demonstrate(
        new DemoOptions(
            exit,
            seed,
            uploads,
            kill,
            faults,
            Optional.ofNullable(data).map(Path::of),
            port,
            kit.console(options).json()));
  }

  static void requireFaults(String faults) {
    if (!faults.matches("none|some|all"))
      throw new InvalidInput(
          "OPTION", "--faults", "\"" + faults + "\" is not known", "write none, some or all");
  }
}
