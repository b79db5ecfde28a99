package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.CodecSettings;
import org.antiphon.audio.DecodeRequest;
import org.antiphon.detection.CombParameters;
import org.antiphon.detection.Detection;
import org.antiphon.detection.DetectionJson;
import org.antiphon.detection.Detector;
import org.antiphon.detection.FileDetector;
import org.antiphon.examination.InputPaths;
import org.antiphon.examination.Reasons;
import org.antiphon.picture.DetectionExhibit;
import org.antiphon.picture.SpectrogramSink;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Unreadable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

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

  @Option(
      names = "--picture",
      paramLabel = "DIR",
      description = "Writes spectrogram, teeth and control curve into a folder for each file.")
  private @Nullable Path pictures;

  @Option(
      names = "--exhibit",
      paramLabel = "DIR",
      description = "Writes the same and a page in plain words, for a person to read.")
  private @Nullable Path exhibits;

  @Option(
      names = "--descriptors",
      description = "Adds classic descriptors (context, not proof; outside the verdict).")
  private boolean described;

  DetectCommand(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    var settings = kit.settings(options);
    var console = kit.console(options);
    InputPaths.check(files);
    if (pictures != null) FileFault.makeWritable(pictures);
    if (exhibits != null) FileFault.makeWritable(exhibits);
    var codec = CodecSettings.in(settings.storage().cache().resolve("javacpp")).withWorkers(1);
    boolean all = true;
    try (var reader = new AudioReader(codec)) {
      var detector = new FileDetector(reader, new Detector(CombParameters.current()));
      for (var file : InputPaths.walk(files).files()) {
        if (kit.interruption().asked()) return ExitCode.INTERRUPTED;
        all &= one(console, reader, detector, file);
      }
    }
    return all ? ExitCode.DONE : ExitCode.SOME_INPUTS;
  }

  private boolean one(Console console, AudioReader reader, FileDetector detector, Path file)
      throws IOException {
    try {
      var heard = heard(detector, file);
      var info = heard.info();
      var fault = info.fault();
      if (fault.isPresent() && saysNothing(fault.get()))
        return unheard(console, detector, file, info.seconds(), fault.get());
      var json = json(file, info.seconds(), heard.detection(), fault);
      var descriptors =
          described || exhibits != null ? detector.describe(file) : Map.<String, Double>of();
      if (described) json.set("descriptors", descriptors(descriptors));
      console.json(json);
      say(console, file, info.seconds(), heard.detection(), fault);
      draw(console, reader, file, heard.detection(), descriptors);
      return fault.isEmpty();
    } catch (Unreadable fault) {
      return unheard(console, detector, file, 0, fault);
    }
  }

  /// A file that the disk does not give out is an answer, and the run goes on.
  private static FileDetector.Detected heard(FileDetector detector, Path file) {
    try {
      return detector.detect(file);
    } catch (IOException e) {
      throw Unreadable.closed(file, e);
    }
  }

  /// A sound that was cut off still holds what was heard; one too short or silent holds nothing.
  private static boolean saysNothing(Unreadable fault) {
    return !fault.code().equals("TRUNCATED");
  }

  private static boolean unheard(
      Console console, FileDetector detector, Path file, double seconds, Unreadable fault) {
    var found = detector.unheard(fault.what());
    console.json(json(file, seconds, found, Optional.of(fault)));
    say(console, file, seconds, found, Optional.of(fault));
    return false;
  }

  private static ObjectNode descriptors(Map<String, Double> descriptors) {
    var json = JsonMapper.shared().createObjectNode();
    descriptors.forEach((name, value) -> json.put(name, Math.round(value * 1e4) / 1e4));
    return json;
  }

  private void draw(
      Console console,
      AudioReader reader,
      Path file,
      Detection found,
      Map<String, Double> descriptors)
      throws IOException {
    if (pictures == null && exhibits == null) return;
    var sink = new SpectrogramSink();
    reader.decode(file, DecodeRequest.nativeRate(sink));
    var name = String.valueOf(file.getFileName());
    var exhibit = new DetectionExhibit(name, found, sink.finish(), descriptors);
    if (pictures != null) {
      exhibit.pictures(pictures.resolve(name));
      console.say("  pictures: " + pictures.resolve(name));
    }
    if (exhibits != null) {
      exhibit.write(exhibits.resolve(name));
      console.say("  exhibit: " + exhibits.resolve(name).resolve("index.html"));
    }
  }

  private static ObjectNode json(
      Path file, double seconds, Detection found, Optional<? extends Problem> fault) {
    var json = Console.object("detect/1");
    json.put("file", file.toString()).put("seconds", RecordingJson.seconds(seconds));
    json.setAll(DetectionJson.of(found));
    if (fault.isEmpty()) json.putNull("error");
    else
      json.putObject("error")
          .put("code", fault.get().code())
          .put("message", fault.get().what())
          .put("hint", fault.get().hint());
    return json;
  }

  private static void say(
      Console console,
      Path file,
      double seconds,
      Detection found,
      Optional<? extends Problem> fault) {
    console.say(
        "%s  %s  (%s)"
            .formatted(found.verdict().name().replace('_', ' '), file, Reasons.clock(seconds)));
    fault.ifPresent(each -> console.say("  %s: %s".formatted(each.code(), each.what())));
    found.reasons().forEach(reason -> console.say("  " + reason));
  }
}
