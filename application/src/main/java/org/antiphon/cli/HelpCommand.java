package org.antiphon.cli;

import java.util.concurrent.Callable;
import org.antiphon.config.SettingsTemplate;
import org.antiphon.problem.InvalidInput;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `help [TOPIC|COMMAND]`.
@Command(
    name = "help",
    description = "Explains a command, or one of: exit-codes, json, config.",
    footer = {"", "Example: ./antiphon help exit-codes"})
final class HelpCommand implements Callable<Integer> {
  private final Kit kit;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "TOPIC",
      arity = "0..1",
      description = "exit-codes, json, config, or a command.")
  private @Nullable String topic;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This help.")
  boolean help;

  HelpCommand(Kit kit) {
    this.kit = kit;
    this.spec = CommandSpec.create();
  }

  @Override
  public Integer call() {
    var out = kit.surroundings().out();
    var root = spec.root().commandLine();
    switch (topic == null ? "" : topic) {
      case "" -> root.usage(out);
      case "exit-codes" -> out.print(EXIT_CODES);
      case "json" -> out.print(JSON);
      case "config" -> out.print(SettingsTemplate.text());
      default -> command(root, String.valueOf(topic)).usage(out);
    }
    return ExitCode.DONE;
  }

  private static CommandLine command(CommandLine root, String name) {
    var found = root.getSubcommands().get(name);
    if (found != null) return found;
    throw new InvalidInput(
        "NO_SUCH_TOPIC",
        name,
        "there is no help on it",
        "topics: exit-codes, json, config; commands: `./antiphon --help`");
  }

  private static final String EXIT_CODES =
      """
      0    done, whatever was found
      1    an internal fault; the message names a report file without sound or secrets
      2    wrong usage: an option, a value, a rule that says no
      3    some inputs could not be examined; each is named
      4    the environment lacks something; the message says what
      10   a verification that does not hold (`ledger verify`, `evidence verify`, `restore`),
           or what --fail-if asked for
      130  interrupted; what is done stays done, and the same command goes on
      """;

  private static final String JSON =
      """
      --json prints JSON on stdout and nothing else: one object, or one a line for each input.
      Every object begins with "schema", such as "identify/1": names are added, never renamed.
      Times are UTC (2026-03-24T09:30:00Z), spans are seconds with 3 decimals, rates are Hz.
      What is absent is null, never missing, never NaN. Enumerations are UPPER_SNAKE.
      An input that failed is an object with "error": {"where", "code", "message", "hint"}.
      The conclusion of many: ./antiphon scan FOLDER --json | jq -r .conclusion | sort | uniq -c
      """;
}
