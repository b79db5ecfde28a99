package org.antiphon.cli;

import org.antiphon.bench.BenchReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// `bench …`.
@Command(
    name = "bench",
    description = "How fast it is on this machine, beside pure decoding.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: ./antiphon bench scan ~/Music"})
final class BenchCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This help.")
  boolean help;

  static int show(Console console, BenchReport report) {
    for (var row : report.rows())
      console.say("%-36s %12.3f  %s".formatted(row.name(), row.value(), row.unit()));
    var machine = report.machine();
    console.say(
        "on %d processors, %s, %s, load %.1f"
            .formatted(machine.processors(), machine.os(), machine.java(), machine.loadAverage()));
    console.json(JsonMapper.shared().readTree(report.json()));
    return ExitCode.DONE;
  }
}
