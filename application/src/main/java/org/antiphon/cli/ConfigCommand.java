package org.antiphon.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `config …`.
@Command(
    name = "config",
    description = "Settings: what holds, and where it comes from.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: ./antiphon config show"})
final class ConfigCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This help.")
  boolean help;
}
