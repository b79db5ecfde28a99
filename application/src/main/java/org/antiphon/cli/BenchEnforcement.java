package org.antiphon.cli;

import java.util.concurrent.Callable;
import org.antiphon.problem.InvalidInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench enforcement`.
@Command(
    name = "enforcement",
    description = {
      "A great many notices through the whole road, with faults and kill -9.",
      "Counted by the simulated platforms; exit 1 where not all of it holds."
    },
    footer = {"", "Example: ./antiphon bench enforcement --notices 3000 --kill 2"})
final class BenchEnforcement implements Callable<Integer> {
  private final Kit kit;
  private final Workshop.Drilling drilling;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Option(
      names = "--notices",
      paramLabel = "N",
      defaultValue = "3000",
      description = "Copies published (default: ${DEFAULT-VALUE}).")
  private int notices = 3_000;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: 1.")
  private long seed = 1;

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

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "300",
      description = "Requests a second that each platform allows (default: ${DEFAULT-VALUE}).")
  private int rate = 300;

  BenchEnforcement(Kit kit, Workshop.Drilling drilling) {
    this.kit = kit;
    this.drilling = drilling;
  }

  @Override
  public Integer call() {
    DemoCommand.requireFaults(faults);
    if (notices < 1 || notices > 200_000)
      throw new InvalidInput("OPTION", "--notices", "is " + notices, "give 1 to 200000");
    if (rate < 1) throw new InvalidInput("OPTION", "--rate", "is " + rate, "give 1 or more");
    var drilled = drilling.drill(new DrillOptions(seed, notices, kill, faults, rate));
    int shown = BenchCommand.show(kit.console(options), drilled.report());
    drilled.reasons().forEach(reason -> kit.surroundings().err().println("not held: " + reason));
    return drilled.holds() ? shown : ExitCode.INTERNAL;
  }
}
