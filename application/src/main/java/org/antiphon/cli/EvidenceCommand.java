package org.antiphon.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `evidence …`.
@Command(
    name = "evidence",
    description = "Everything about a case as one file that anybody can check without us.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: ./antiphon evidence verify case.antiphon.zip"})
final class EvidenceCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This help.")
  boolean help;
}
