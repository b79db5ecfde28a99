package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.AudioWriter;
import org.antiphon.audio.CodecSettings;
import org.antiphon.detection.CombParameters;
import org.antiphon.detection.Detector;
import org.antiphon.detection.FileDetector;
import org.antiphon.eval.Condition;
import org.antiphon.eval.DetectEvaluation;
import org.antiphon.eval.SpliceEvaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `eval detect`: files of known origin.
@Command(
    name = "detect",
    description = "Counts what the detector says of files whose origin is known.",
    footer = {"", "Example: ./antiphon eval detect --manifest files.tsv --json"})
final class EvalDetect implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Option(
      names = "--manifest",
      paramLabel = "TSV",
      required = true,
      description = "Columns path, kind (human, ai, resynth) and generator.")
  private Path manifest = Path.of("");

  @Option(
      names = "--conditions",
      paramLabel = "LIST",
      description = {
        "What to do to each file first, with commas: mp3-64k, opus-64k, aac-96k, vorbis-96k,",
        "rate-22k, noise-20, crackle, reverb, speed+5, tempo-10, pitch+2, mix-6 (under other music), clip-10s, none."
      })
  private String conditions = "";

  @Option(
      names = "--splices",
      paramLabel = "N",
      description = {
        "Instead: put stretches of N files that are not human into human music, and say how well",
        "their borders are told."
      })
  private int splices;

  @Option(
      names = "--calibrate",
      paramLabel = "FILE",
      description = {
        "Also write a calibration counted from these files. Leave generators without a decoder",
        "out of the manifest."
      })
  private Optional<Path> calibrate = Optional.empty();

  EvalDetect(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var settings = kit.settings(options);
    var console = kit.console(options);
    int threads = Math.clamp(settings.work().threads(), 1, 64);
    var codec =
        CodecSettings.in(settings.storage().cache().resolve("javacpp")).withWorkers(threads);
    var asked = Condition.of(conditions);
    try (var reader = new AudioReader(codec);
        var writer = new AudioWriter(codec)) {
      DetectEvaluation.Progress told =
          (done, of) -> {
            if (done % 25 == 0 || done == of) console.note("detect  " + done + "/" + of);
          };
      var detector = new FileDetector(reader, new Detector(CombParameters.current()));
      if (splices > 0)
        spliced(console, new SpliceEvaluation(detector, reader, writer, told), threads);
      else judged(console, new DetectEvaluation(detector, reader, writer, told), asked, threads);
    }
    return ExitCode.DONE;
  }

  private void judged(
      Console console, DetectEvaluation evaluation, List<Condition> asked, int threads)
      throws IOException, InterruptedException {
    var report = evaluation.run(manifest, asked, threads);
    if (calibrate.isPresent())
      Files.writeString(calibrate.get(), report.calibration(CombParameters.current()));
    var json = JsonMapper.shared().readTree(report.json());
    console.say(
        "%-10s %-34s %-10s %4s %12s %8s %12s %8s"
            .formatted(
                "kind",
                "generator",
                "condition",
                "n",
                "MACHINE_MADE",
                "NO_SIGN",
                "CANNOT_TELL",
                "S"));
    for (JsonNode row : json.path("rows"))
      console.say(
          "%-10s %-34s %-10s %4d %12d %8d %12d %8.1f"
              .formatted(
                  row.path("kind").asString(),
                  row.path("generator").asString(),
                  row.path("condition").asString(),
                  row.path("n").asInt(),
                  row.path("machineMade").asInt(),
                  row.path("noSign").asInt(),
                  row.path("cannotTell").asInt(),
                  row.path("medianScore").asDouble()));
    for (JsonNode row : json.path("kinds"))
      console.say(
          "%-10s %-10s AUC %.4f; stronger than 99.9 %% of the human files %.3f, than 99 %% %.3f; abstained %d of %d"
              .formatted(
                  row.path("kind").asString(),
                  row.path("condition").asString(),
                  row.path("auc").asDouble(),
                  row.path("tprAtFpr0.001").path("rate").asDouble(),
                  row.path("tprAtFpr0.01").path("rate").asDouble(),
                  row.path("abstained").asInt(),
                  row.path("n").asInt()));
    console.say(
        "beside it, the published averaged-spectrum method as the design measured it: AUC 0.786, 0.18 at 0 and 0.21 at 1 % false alarms");
    var accused = json.path("falseAccusations");
    console.say(
        "AUC %.4f; human files accused: %d of %d, one-sided 95 %% bound %.4f"
            .formatted(
                json.path("auc").asDouble(),
                accused.path("n").asInt(),
                accused.path("of").asInt(),
                accused.path("upper95").asDouble()));
    console.json(json);
  }

  private void spliced(Console console, SpliceEvaluation evaluation, int threads)
      throws IOException, InterruptedException {
    var json = JsonMapper.shared().readTree(evaluation.run(manifest, splices, threads).json());
    for (JsonNode row : json.path("kinds"))
      console.say(
          "%-8s put in: %d; seen %d, both borders within 2 s %d, median error %.1f s; other stretches named %d; the whole MACHINE_MADE %d"
              .formatted(
                  row.path("kind").asString(),
                  row.path("n").asInt(),
                  row.path("seen").asInt(),
                  row.path("bothBordersWithin2s").asInt(),
                  row.path("medianBorderErrorSeconds").asDouble(),
                  row.path("strayStretches").asInt(),
                  row.path("machineMade").asInt()));
    console.json(json);
  }
}
