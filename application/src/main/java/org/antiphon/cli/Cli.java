package org.antiphon.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.antiphon.problem.Nearest;
import org.antiphon.problem.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line: reads the arguments, runs one command, and answers with its exit code. A
/// command whose room is not built is not there.
public final class Cli {
  private final Surroundings surroundings;
  private final Workshop workshop;
  private final Interruption interruption = new Interruption();

  /// Runs in these surroundings with these rooms.
  public Cli(Surroundings surroundings, Workshop workshop) {
    this.surroundings = surroundings;
    this.workshop = workshop;
  }

  /// Runs one command.
  ///
  /// @param arguments as typed
  /// @return the exit code
  public int run(String... arguments) {
    try {
      return arguments.length == 0 ? welcome() : tree().execute(arguments);
    } finally {
      surroundings.out().flush();
      interruption.end();
    }
  }

  /// What the JVM's shutdown must run, so that Ctrl-C lets a command end in order.
  public Runnable onShutdown() {
    return interruption::askAndWait;
  }

  private int welcome() {
    var out = surroundings.out();
    out.println("Antiphon finds copies of your music, and gets them taken down: with evidence,");
    out.println("with a person's signature, and only where you may.");
    out.println();
    out.println("  ./antiphon demo                     see all of it work, on this machine alone");
    out.println("  ./antiphon catalogue add ~/music    your recordings");
    out.println("  ./antiphon identify suspicious.mp3  which of them is this a copy of");
    out.println("  ./antiphon scan ~/Downloads         examine a whole folder");
    out.println("  ./antiphon --help                   all commands");
    out.println();
    out.println("Data lies in " + surroundings.home().resolve(".antiphon") + ".");
    return ExitCode.DONE;
  }

  /// The root of the tree.
  @Command(
      name = "./antiphon",
      description = "Finds copies of your music, and gets them taken down.",
      synopsisSubcommandLabel = "COMMAND",
      footer = {
        "",
        "  ./antiphon test [ROOM]   builds, and runs all tests or those of one room",
        "",
        "Each command explains itself: ./antiphon identify --help"
      })
  static final class Root {
    @CommandLine.Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "This help.")
    boolean help;
  }

  Interruption interruption() {
    return interruption;
  }

  CommandLine tree() {
    var kit = new Kit(surroundings, workshop, interruption);
    var line = new CommandLine(new Root());
    Commands.addTo(line, kit);
    line.setAbbreviatedSubcommandsAllowed(true);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpWidth(100);
    line.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler(this::misused);
    line.setExecutionExceptionHandler(this::failed);
    line.setExecutionStrategy(this::execute);
    return line;
  }

  private int execute(ParseResult parsed) {
    int code = new CommandLine.RunLast().execute(parsed);
    return interruption.asked() && code == ExitCode.DONE ? ExitCode.INTERRUPTED : code;
  }

  private int misused(ParameterException e, String[] arguments) {
    var err = surroundings.err();
    CommandLine command = e.getCommandLine();
    err.println("error: " + e.getMessage());
    String help = command.getCommandSpec().qualifiedName() + " --help";
    err.println(
        "  hint: "
            + suggestion(e)
                .map(word -> "Did you mean `" + word + "`?")
                .orElse("`" + help + "` lists what there is"));
    return ExitCode.USAGE;
  }

  private static Optional<String> suggestion(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) return Optional.empty();
    String typed = unmatched.getUnmatched().getFirst();
    CommandLine command = e.getCommandLine();
    return typed.startsWith("-")
        ? Nearest.to(typed, command.getCommandSpec().optionsMap().keySet())
        : Nearest.to(typed, command.getSubcommands().keySet());
  }

  private int failed(Exception e, CommandLine command, @Nullable ParseResult parsed) {
    boolean verbose = parsed != null && parsed.originalArgs().contains("--verbose");
    boolean json = parsed != null && parsed.originalArgs().contains("--json");
    if (verbose) e.printStackTrace(surroundings.err());
    if (interruption.asked()) return ExitCode.INTERRUPTED;
    if (e instanceof Problem problem) return problem(problem, json);
    var fault = FileFault.of(e, named(command.getParseResult()));
    if (fault.isPresent()) return problem(fault.get(), json);
    var report = FaultReport.write(surroundings, e, command.getCommandSpec().qualifiedName());
    surroundings.err().println("error: an internal fault: " + e);
    surroundings.err().println("  hint: send " + report + "; it holds no sound and no secret");
    return ExitCode.INTERNAL;
  }

  /// The files and folders that the arguments name.
  private static List<Path> named(@Nullable ParseResult parsed) {
    if (parsed == null) return List.of();
    return parsed.matchedArgs().stream()
        .map(ArgSpec::getValue)
        .flatMap(value -> value instanceof Collection<?> many ? many.stream() : Stream.of(value))
        .map(value -> value instanceof Optional<?> one ? one.orElse(null) : value)
        .filter(Path.class::isInstance)
        .map(Path.class::cast)
        .toList();
  }

  private int problem(Problem problem, boolean json) {
    var err = surroundings.err();
    for (Problem fault : problem.faults()) {
      err.println("error: " + Console.shown(Console.line(fault)));
      err.println("  hint: " + Console.shown(fault.hint()));
    }
    if (json) {
      var answer = Console.object("error/1");
      answer.set("error", Console.json(problem));
      surroundings.out().println(answer);
    }
    return ExitCode.of(problem);
  }
}
