package org.antiphon.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `ledger …`.
@Command(
    name = "ledger",
    description = "The record of what was done: check it, show its newest signed head.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: ./antiphon ledger verify"})
final class LedgerCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This help.")
  boolean help;
}
