package org.antiphon.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `roster …`.
@Command(
    name = "roster",
    description = "The artists whom you act for, and how their music comes to the platforms.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: ./antiphon roster add roster.csv --attester \"Jane Roe\""})
final class RosterCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This help.")
  boolean help;
}
