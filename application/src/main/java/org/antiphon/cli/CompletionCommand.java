package org.antiphon.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `completion bash|zsh|fish`: the script that a shell reads to complete our commands, made from
/// the same definitions as the help.
@Command(
    name = "completion",
    description = "Prints a script by which a shell completes commands and options.",
    footer = {"", "Example: ./antiphon completion bash > ~/.local/share/bash-completion/antiphon"})
final class CompletionCommand implements Callable<Integer> {
  private final Kit kit;

  /// A shell.
  enum Shell {
    BASH,
    ZSH,
    FISH
  }

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private Shell shell = Shell.BASH;

  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This help.")
  boolean help;

  CompletionCommand(Kit kit) {
    this.kit = kit;
    this.spec = CommandSpec.create();
  }

  @Override
  public Integer call() {
    var root = spec.root().commandLine();
    kit.surroundings()
        .out()
        .print(
            switch (shell) {
              case BASH -> AutoComplete.bash("antiphon", root);
              case ZSH -> // picocli's script serves zsh by zsh's own bash mode
                  "autoload -U +X bashcompinit && bashcompinit\n"
                      + AutoComplete.bash("antiphon", root);
              case FISH -> fish(root);
            });
    return ExitCode.DONE;
  }

  private static String fish(CommandLine root) {
    var script = new StringBuilder("complete -c antiphon -f\n");
    root.getSubcommands()
        .forEach((name, command) -> {
          script.append(
              "complete -c antiphon -n __fish_use_subcommand -a %s -d '%s'\n"
                  .formatted(name, quoted(command)));
          var inside = "'__fish_seen_subcommand_from " + name + "'";
          command
              .getSubcommands()
              .forEach((below, deeper) ->
                  script.append(
                      "complete -c antiphon -n %s -a %s -d '%s'\n"
                          .formatted(inside, below, quoted(deeper))));
          for (var option : command.getCommandSpec().options())
            if (option.longestName().startsWith("--"))
              script.append(
                  "complete -c antiphon -n %s -l %s\n"
                      .formatted(inside, option.longestName().substring(2)));
        });
    return script.append("complete -c antiphon -F\n").toString();
  }

  private static String quoted(CommandLine command) {
    var description = command.getCommandSpec().usageMessage().description();
    return description.length == 0 ? "" : description[0].replace("'", "’");
  }
}
