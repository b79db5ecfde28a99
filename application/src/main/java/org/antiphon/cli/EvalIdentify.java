package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.AudioWriter;
import org.antiphon.audio.CodecSettings;
import org.antiphon.audio.Espeak;
import org.antiphon.audio.Fpcalc;
import org.antiphon.eval.DecodingEar;
import org.antiphon.eval.IdentifyEvaluation;
import org.antiphon.eval.MixEvaluation;
import org.antiphon.fingerprint.LandmarkIndex;
import org.antiphon.fingerprint.LandmarkParameters;
import org.antiphon.problem.InvalidInput;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `eval identify`: disguised excerpts with known sources against a folder of recordings.
@Command(
    name = "identify",
    description = "Counts how many disguised excerpts are found, and what is found wrongly.",
    footer = {"", "Example: ./antiphon eval identify --catalogue DIR --queries queries.tsv"})
final class EvalIdentify implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Option(names = "--catalogue", paramLabel = "DIR", required = true, description = "Recordings.")
  private Path catalogue = Path.of("");

  @Option(
      names = "--queries",
      paramLabel = "TSV",
      required = true,
      description = "One excerpt a line: query, source, offset_s, disguise, params, seconds, …")
  private Path queries = Path.of("");

  @Option(
      names = "--foreign",
      paramLabel = "DIR",
      description = "Recordings that hold nothing of the catalogue: excerpts are cut out of them.")
  private @Nullable Path foreign;

  @Option(
      names = "--cuts",
      paramLabel = "N",
      description = "Excerpts of 5, 10 and 30 s to cut (default: ${DEFAULT-VALUE}).")
  private int cuts = 1_000;

  @Option(
      names = "--made",
      paramLabel = "N",
      description =
          "Cuts N excerpts each out of an hour of made speech, applause and rain, and of pieces by"
              + " another instrument (default: ${DEFAULT-VALUE}).")
  private int made = 0;

  @Option(
      names = "--mixes",
      paramLabel = "N",
      description =
          "Mixes N long ones of 15 of the catalogue's recordings among foreign ones"
              + " (default: ${DEFAULT-VALUE}).")
  private int mixes = 0;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "Length of such a mix (default: ${DEFAULT-VALUE}).")
  private int minutes = 60;

  EvalIdentify(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var settings = kit.settings(options);
    var console = kit.console(options);
    int threads = Math.clamp(settings.work().threads(), 1, 64);
    var codec =
        CodecSettings.in(settings.storage().cache().resolve("javacpp")).withWorkers(threads);
    var scratch = Files.createTempDirectory("antiphon-eval-");
    if (mixes > 0 && foreign == null)
      throw new InvalidInput(
          "OPTION", "--mixes", "needs music between the recordings", "give --foreign too");
    IdentifyEvaluation.Progress told =
        (stage, done, of) -> {
          if (done % 100 == 0 || done == of) console.note(stage + "  " + done + "/" + of);
        };
    try (var reader = new AudioReader(codec)) {
      var evaluation = new IdentifyEvaluation(new DecodingEar(reader), told);
      var report =
          evaluation.run(
              new IdentifyEvaluation.Task(
                  catalogue,
                  queries,
                  scratch,
                  threads,
                  Optional.ofNullable(foreign)
                      .map(folder -> new IdentifyEvaluation.Foreign(folder, cuts)),
                  made()));
      var json = (ObjectNode) JsonMapper.shared().readTree(report.json());
      if (mixes > 0) json.set("mixes", mixed(codec, reader, scratch, told));
      show(console, json);
    } finally {
      Samples.delete(scratch);
    }
    return ExitCode.DONE;
  }

  private Optional<IdentifyEvaluation.Made> made() {
    if (made == 0) return Optional.empty();
    var path = kit.surroundings().environment().getOrDefault("PATH", "");
    return Optional.of(new IdentifyEvaluation.Made(made, 1, Espeak.find(Fpcalc.folders(path))));
  }

  /// The index of the run still lies in its folder.
  private JsonNode mixed(
      CodecSettings codec, AudioReader reader, Path scratch, IdentifyEvaluation.Progress told)
      throws IOException {
    var folder = Objects.requireNonNull(foreign);
    var task = new MixEvaluation.Task(catalogue, folder, mixes, minutes, 15, 1);
    try (var index = LandmarkIndex.open(scratch, LandmarkParameters.current());
        var writer = new AudioWriter(codec)) {
      var made = new MixEvaluation(reader, writer, new DecodingEar(reader)).run(task, index, told);
      return JsonMapper.shared().valueToTree(made);
    }
  }

  private static void show(Console console, JsonNode json) {
    console.say(
        "%-36s %8s %8s %8s   %s".formatted("disguise", "seconds", "queries", "recall", "95 %"));
    for (JsonNode row : json.path("rows"))
      console.say(
          "%-36s %8.0f %8d %8.3f   %.3f–%.3f"
              .formatted(
                  row.path("disguise").asString(),
                  row.path("seconds").asDouble(),
                  row.path("queries").asInt(),
                  row.path("recall").asDouble(),
                  row.path("lo").asDouble(),
                  row.path("hi").asDouble()));
    json.properties().stream()
        .filter(each -> each.getValue().isValueNode())
        .forEach(each -> console.say(each.getKey() + ": " + each.getValue().asString()));
    for (JsonNode row : json.path("chance").path("reliability"))
      console.say(
          "foreign excerpts: promised %.0e: at most %.2f expected, %d counted"
              .formatted(
                  row.path("promised").asDouble(),
                  row.path("expected").asDouble(),
                  row.path("counted").asInt()));
    for (JsonNode kind : json.path("chance").path("kinds"))
      console.say(
          "%-36s %6d cuts, %d named, phi %.2f; expected at most 1e-1 times %d, 1e-2 %d, 1e-3 %d"
              .formatted(
                  kind.path("kind").asString(),
                  kind.path("cuts").asInt(),
                  kind.path("accepted").asInt(),
                  kind.path("phi").asDouble(),
                  kind.path("reliability").path(1).path("counted").asInt(),
                  kind.path("reliability").path(2).path("counted").asInt(),
                  kind.path("reliability").path(3).path("counted").asInt()));
    for (JsonNode mix : json.path("mixes"))
      console.say(
          "mix of %.0f s: %d of %d sources named, %d with both borders within 3 s, %d named wrongly, %.1f CPU s"
              .formatted(
                  mix.path("seconds").asDouble(),
                  mix.path("found").asInt(),
                  mix.path("sources").asInt(),
                  mix.path("bordered").asInt(),
                  mix.path("wrong").size(),
                  mix.path("cpuSeconds").asDouble()));
    console.json(json);
  }
}
