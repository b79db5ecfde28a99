package org.antiphon.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `eval …`.
@Command(
    name = "eval",
    description = "How right the examiners are, on your own files.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: ./antiphon eval identify --catalogue DIR --queries queries.tsv"})
final class EvalCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This help.")
  boolean help;
}
