package org.antiphon.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `catalogue …`.
@Command(
    name = "catalogue",
    description = "The recordings that you act for.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: ./antiphon catalogue add ~/music"})
final class CatalogueCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This help.")
  boolean help;
}
