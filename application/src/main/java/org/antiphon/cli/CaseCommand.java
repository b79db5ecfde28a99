package org.antiphon.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `case …`.
@Command(
    name = "case",
    description = "What was found, what a person decided, what was sent.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: ./antiphon case list"})
final class CaseCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This help.")
  boolean help;
}
