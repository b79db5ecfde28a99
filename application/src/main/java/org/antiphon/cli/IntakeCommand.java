package org.antiphon.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `intake …`.
@Command(
    name = "intake",
    description = "Uploads to examine.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: ./antiphon intake add https://example.org/upload.mp3"})
final class IntakeCommand {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This help.")
  boolean help;
}
