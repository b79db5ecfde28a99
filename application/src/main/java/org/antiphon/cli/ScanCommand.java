package org.antiphon.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.antiphon.examination.Conclusion;
import org.antiphon.examination.ExaminationJson;
import org.antiphon.examination.Examined;
import org.antiphon.examination.InputPaths;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// `scan PATH…`: every examiner on every file, folders and all.
@Command(
    name = "scan",
    description = "Examines files and folders with every examiner there is.",
    footer = {"", "Example: ./antiphon scan ~/Downloads --report found.jsonl"})
final class ScanCommand implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "PATH", arity = "0..*", description = "Files and folders.")
  private List<Path> paths = List.of();

  @Option(
      names = "--catalogue",
      paramLabel = "DIR",
      description = "A folder of music as the catalogue; needs no database.")
  private @Nullable Path folder;

  @Option(
      names = "--roster",
      paramLabel = "CSV",
      description = "Artists to look for in the tags, in the place of those of `roster add`.")
  private @Nullable Path roster;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Also writes one JSON object a line to this file.")
  private @Nullable Path report;

  @Option(
      names = "--retry-failed",
      paramLabel = "FILE",
      description = "Examines what a --report says could not be examined.")
  private @Nullable Path retry;

  @Option(
      names = "--fail-if",
      paramLabel = "WHAT",
      description = "found: exit with 10 if any file is a copy.")
  private @Nullable String failIf;

  ScanCommand(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    var console = kit.console(options);
    List<ExaminationRun.Input> inputs = inputs(console);
    try (var writer = writer();
        var run =
            new ExaminationRun(
                kit, options, Optional.ofNullable(folder), Optional.ofNullable(roster))) {
      run.examine(
          inputs, "scan", ExaminationRun.Asking.ALL, examined -> show(console, writer, examined));
      if (!console.closed()) sumUp(console, run, inputs.size());
      if (kit.interruption().asked()) return ExitCode.INTERRUPTED;
      if (failIf != null && run.anyCopy()) return ExitCode.CHECK_FAILED;
      return run.allExamined() ? ExitCode.DONE : ExitCode.SOME_INPUTS;
    }
  }

  private List<ExaminationRun.Input> inputs(Console console) throws IOException {
    if (failIf != null && !failIf.equals("found"))
      throw new InvalidInput(
          "OPTION", "--fail-if", "\"" + failIf + "\" is not known", "write --fail-if found");
    if (paths.isEmpty() && retry == null)
      throw new InvalidInput("OPTION", "PATH", "nothing to scan", "name files or folders");
    InputPaths.check(paths);
    var found = InputPaths.walk(paths);
    if (found.hidden() > 0) console.note(found.hidden() + " hidden files and folders skipped");
    var files = retry == null ? found.files() : failedIn(retry);
    return files.stream().map(file -> new ExaminationRun.Input(file, file.toString())).toList();
  }

  private static List<Path> failedIn(Path report) throws IOException {
    FileFault.requireFile(report);
    var mapper = JsonMapper.shared();
    try (var lines = Files.lines(report)) {
      return lines
          .map(mapper::readTree)
          .filter(node -> node.path("error").isObject())
          .map(node -> Path.of(node.path("file").asString()))
          .toList();
    } catch (JacksonException e) {
      throw new InvalidInput(
          "REPORT", report.toString(), "this is no report of a scan", "give a --report file");
    }
  }

  private @Nullable PrintWriter writer() throws IOException {
    return report == null
        ? null
        : new PrintWriter(Files.newBufferedWriter(report, StandardCharsets.UTF_8));
  }

  private static void show(Console console, @Nullable PrintWriter writer, Examined examined) {
    if (writer != null) writer.println(ExaminationJson.scan(examined));
    if (console.json()) console.json(ExaminationJson.scan(examined));
    else if (examined.conclusion() == Conclusion.CLEAR)
      console.say(AnswerText.headline(console, examined));
    else AnswerText.print(console, examined, 3);
  }

  private static void sumUp(Console console, ExaminationRun run, int total) {
    String counts =
        run.conclusions().entrySet().stream()
            .map(each -> each.getValue() + " " + each.getKey())
            .collect(Collectors.joining(", "));
    console.say(
        "%,d of %,d files: %s".formatted(run.done(), total, counts.isEmpty() ? "none" : counts));
    if (run.failed().isEmpty()) return;
    String names =
        run.failed().stream()
            .limit(10)
            .map(each -> "%s (%s)".formatted(each.file(), code(each)))
            .collect(Collectors.joining(", "));
    console.warning(
        "%d of %d inputs could not be examined: %s".formatted(run.failed().size(), total, names));
  }

  private static String code(Examined examined) {
    return examined.error().map(Problem::code).orElse("");
  }
}
