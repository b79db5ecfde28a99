package org.antiphon.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `graph …`.
@Command(
    name = "graph",
    description = "Where else the sound is, as a file for programs that have graphs.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: ./antiphon graph export --format graphml --out spread.graphml"})
final class GraphCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This help.")
  boolean help;
}
