package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.CodecSettings;
import org.antiphon.detection.CombParameters;
import org.antiphon.detection.Detection;
import org.antiphon.detection.DetectionJson;
import org.antiphon.detection.Detector;
import org.antiphon.detection.FileDetector;
import org.antiphon.examination.Reasons;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Unreadable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `detect FILE…`: the detector alone.
@Command(
    name = "detect",
    description = "Says whether a neural decoder rendered a sound, and how that is known.",
    footer = {"", "Example: ./antiphon detect suspicious.mp3 --json"})
final class DetectCommand implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files and folders of sound.")
  private List<Path> files = List.of();

  DetectCommand(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    var settings = kit.settings(options);
    var console = kit.console(options);
    InputPaths.check(files);
    var codec = CodecSettings.in(settings.storage().cache().resolve("javacpp")).withWorkers(1);
    boolean all = true;
    try (var reader = new AudioReader(codec)) {
      var detector = new FileDetector(reader, new Detector(CombParameters.current()));
      for (var file : InputPaths.walk(files).files()) {
        if (kit.interruption().asked()) return ExitCode.INTERRUPTED;
        all &= one(console, detector, file);
      }
    }
    return all ? ExitCode.DONE : ExitCode.SOME_INPUTS;
  }

  private static boolean one(Console console, FileDetector detector, Path file) throws IOException {
    try {
      var found = detector.detect(file);
      var fault = found.info().fault().map(each -> (Problem) each);
      show(console, file, found.info().seconds(), found.detection(), fault);
      return fault.isEmpty();
    } catch (Unreadable fault) {
      show(console, file, 0, detector.unheard(fault.what()), Optional.of(fault));
      return false;
    }
  }

  private static void show(
      Console console, Path file, double seconds, Detection found, Optional<Problem> fault) {
    var json = Console.object("detect/1");
    json.put("file", file.toString()).put("seconds", RecordingJson.seconds(seconds));
    json.setAll(DetectionJson.of(found));
    if (fault.isEmpty()) json.putNull("error");
    else
      json.putObject("error")
          .put("code", fault.get().code())
          .put("message", fault.get().what())
          .put("hint", fault.get().hint());
    console.json(json);
    console.say(
        "%s  %s  (%s)"
            .formatted(found.verdict().name().replace('_', ' '), file, Reasons.clock(seconds)));
    fault.ifPresent(each -> console.say("  %s: %s".formatted(each.code(), each.what())));
    found.reasons().forEach(reason -> console.say("  " + reason));
  }
}
