package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.CodecSettings;
import org.antiphon.bench.BenchReport;
import org.antiphon.bench.BenchRow;
import org.antiphon.bench.Machine;
import org.antiphon.eval.DecodingEar;
import org.antiphon.eval.ScaleEvaluation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `bench index`.
@Command(
    name = "index",
    description = "What a catalogue of 1,000 to 100,000 recordings does to recall, time and room.",
    footer = {
      "",
      "Example: ./antiphon bench index --recordings 1000,10000 --catalogue A --other B --queries"
          + " queries.tsv"
    })
final class BenchIndex implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Option(
      names = "--recordings",
      paramLabel = "N,…",
      split = ",",
      description = "Sizes of the catalogue (default: 1000).")
  private List<Integer> recordings = List.of(1_000);

  @Option(
      names = "--catalogue",
      paramLabel = "DIR",
      description = "Recordings that queries are made of (default: the samples).")
  private @Nullable Path catalogue;

  @Option(
      names = "--other",
      paramLabel = "DIR",
      description =
          "Other music, to fill the catalogue up with (default: the samples' bystanders).")
  private @Nullable Path other;

  @Option(
      names = "--queries",
      paramLabel = "TSV",
      description = "Disguised excerpts of the catalogue (default: moved and thinned peaks).")
  private @Nullable Path queries;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "Length of a synthetic recording (default: ${DEFAULT-VALUE}).")
  private double seconds = 240;

  @Option(names = "--seed", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  BenchIndex(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    var settings = kit.settings(options);
    var console = kit.console(options);
    var codec = CodecSettings.in(settings.storage().cache().resolve("javacpp")).withWorkers(1);
    var scratch = Files.createTempDirectory("antiphon-bench-");
    try (var reader = new AudioReader(codec)) {
      var rows =
          new ScaleEvaluation(
                  new DecodingEar(reader),
                  (stage, done, of) -> {
                    if (done % 1_000 == 0 || done == of)
                      console.note(stage + "  " + done + "/" + of);
                  })
              .run(task(scratch));
      return BenchCommand.show(
          console,
          new BenchReport(
              rows.stream().map(row -> new BenchRow(row.name(), row.value(), row.unit())).toList(),
              Machine.here()));
    } finally {
      Samples.delete(scratch);
    }
  }

  private ScaleEvaluation.Task task(Path scratch) {
    return new ScaleEvaluation.Task(
        recordings,
        catalogue == null ? Samples.folder().resolve("catalogue") : catalogue,
        Optional.ofNullable(queries),
        other == null ? Samples.folder().resolve("bystanders") : other,
        scratch,
        seconds,
        seed);
  }
}
