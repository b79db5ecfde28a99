package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.antiphon.examination.ExaminationJson;
import org.antiphon.examination.Examined;
import org.antiphon.examination.InputPaths;
import org.antiphon.picture.AlignmentPicture;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Unavailable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `identify FILE…`: which recording is this a copy of.
@Command(
    name = "identify",
    description = "Says which recording of the catalogue a file is a copy of.",
    footer = {"", "Example: ./antiphon identify suspicious.mp3"})
final class IdentifyCommand implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of sound; - is stdin.")
  private List<Path> files = List.of();

  @Option(
      names = "--catalogue",
      paramLabel = "DIR",
      description = "A folder of music as the catalogue; needs no database.")
  private @Nullable Path folder;

  @Option(
      names = "--max-matches",
      paramLabel = "N",
      defaultValue = "10",
      description = "Matches at most (default: ${DEFAULT-VALUE}).")
  private int most;

  @Option(
      names = "--fail-if",
      paramLabel = "WHAT",
      description = "found: exit with 10 if any file is a copy.")
  private @Nullable String failIf;

  @Option(
      names = "--picture",
      paramLabel = "DIR",
      description = "Draws each match into a folder: shared peaks, upload against recording (SVG).")
  private @Nullable Path pictures;

  IdentifyCommand(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    check();
    if (pictures != null) FileFault.makeWritable(pictures);
    var console = kit.console(options);
    boolean found;
    boolean allExamined;
    try (var spool = new Spool(kit.surroundings().in());
        var run = new ExaminationRun(kit, options, Optional.ofNullable(folder))) {
      var inputs = files.stream().map(spool::file).toList();
      run.examine(
          inputs,
          "identify",
          ExaminationRun.Asking.RECOGNITION,
          examined -> show(console, examined));
      found = run.anyCopy();
      allExamined = run.allExamined();
    }
    if (failIf != null && found) return ExitCode.CHECK_FAILED;
    return allExamined ? ExitCode.DONE : ExitCode.SOME_INPUTS;
  }

  private void check() {
    if (most < 1)
      throw new InvalidInput(
          "OPTION", "--max-matches", "\"" + most + "\" is not possible", "write 1 or more");
    if (failIf != null && !failIf.equals("found"))
      throw new InvalidInput(
          "OPTION", "--fail-if", "\"" + failIf + "\" is not known", "write --fail-if found");
    var paths = files.stream().filter(file -> !file.toString().equals("-")).toList();
    InputPaths.check(paths);
    for (Path path : paths)
      if (Files.isDirectory(path))
        throw new InvalidInput(
            "IS_FOLDER",
            path.toString(),
            "this is a folder",
            "`./antiphon scan " + path + "` examines all of it");
  }

  private void show(Console console, Examined examined) {
    if (console.json()) console.json(ExaminationJson.identify(examined, most));
    else AnswerText.print(console, examined, most);
    if (pictures != null) draw(console, examined, pictures);
  }

  private void draw(Console console, Examined examined, Path into) {
    var matches = examined.matches().subList(0, Math.min(most, examined.matches().size()));
    var name = String.valueOf(Path.of(examined.file()).getFileName());
    for (int i = 0; i < matches.size(); i++) {
      var match = matches.get(i);
      var recording = match.recording();
      var file =
          into.resolve(
              "%s-%d-%s.svg"
                  .formatted(
                      name, i + 1, recording.id().value().replaceAll("[^A-Za-z0-9._-]", "_")));
      try {
        Files.createDirectories(into);
        Files.writeString(
            file, new AlignmentPicture(examined.seconds(), match.reference().to()).of(match));
      } catch (IOException e) {
        throw new Unavailable(
            "NOT_WRITTEN",
            file.toString(),
            "it cannot be written: " + e.getMessage(),
            "name another folder",
            e);
      }
      console.note("  picture: " + file);
    }
  }
}
