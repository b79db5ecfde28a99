package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.CodecSettings;
import org.antiphon.audio.Fpcalc;
import org.antiphon.bench.BenchReport;
import org.antiphon.bench.BenchRow;
import org.antiphon.bench.Machine;
import org.antiphon.eval.DecodingEar;
import org.antiphon.eval.IdentifyEvaluation;
import org.antiphon.eval.IdentifyReport;
import org.antiphon.eval.PeerEvaluation;
import org.antiphon.problem.InvalidInput;
import org.jspecify.annotations.Nullable;

/// `bench fingerprint --peers`: ours and Chromaprint on the same queries, side by side.
final class PeerRun {
  private final Kit kit;
  private final CommonOptions options;
  private final Console console;

  PeerRun(Kit kit, CommonOptions options) {
    this.kit = kit;
    this.options = options;
    this.console = kit.console(options);
  }

  int run(@Nullable Path catalogue, @Nullable Path queries)
      throws IOException, InterruptedException {
    if (catalogue == null || queries == null)
      throw new InvalidInput(
          "OPTION",
          "--peers",
          "recordings and queries are missing",
          "give --catalogue DIR and --queries TSV");
    var path = kit.surroundings().environment().getOrDefault("PATH", "");
    var peer = Fpcalc.find(Fpcalc.folders(path));
    var theirs = new PeerEvaluation(peer, this::note).run(catalogue, queries);
    var ours = ours(catalogue, queries);
    return BenchCommand.show(console, new BenchReport(rows(ours, theirs), Machine.here()));
  }

  private IdentifyReport ours(Path catalogue, Path queries)
      throws IOException, InterruptedException {
    var settings = kit.settings(options);
    var codec = CodecSettings.in(settings.storage().cache().resolve("javacpp")).withWorkers(1);
    var scratch = Files.createTempDirectory("antiphon-bench-");
    try (var reader = new AudioReader(codec)) {
      return new IdentifyEvaluation(new DecodingEar(reader), this::note)
          .run(
              new IdentifyEvaluation.Task(
                  catalogue, queries, scratch, 1, Optional.empty(), Optional.empty()));
    } finally {
      Samples.delete(scratch);
    }
  }

  private void note(String stage, int done, int of) {
    if (done % 100 == 0 || done == of) console.note(stage + "  " + done + "/" + of);
  }

  private static List<BenchRow> rows(IdentifyReport ours, PeerEvaluation.Report theirs) {
    var rows = new ArrayList<BenchRow>();
    int hits = 0;
    int queries = 0;
    for (var peer : theirs.rows()) {
      hits += peer.hits();
      queries += peer.queries();
      String name = String.format(Locale.ROOT, "%s, %.0f s", peer.disguise(), peer.seconds());
      rows.add(new BenchRow(name, peer.hits(), "of " + peer.queries() + " by Chromaprint"));
      ours.rows().stream()
          .filter(row -> row.disguise().equals(peer.disguise()) && row.seconds() == peer.seconds())
          .forEach(row ->
              rows.add(new BenchRow(name, row.hits(), "of " + row.queries() + " by landmarks")));
    }
    theirs
        .limits()
        .forEach((seconds, limit) ->
            rows.add(
                new BenchRow(
                    String.format(Locale.ROOT, "Chromaprint's limit, %.0f s", seconds),
                    limit,
                    "of the bits may differ")));
    double peers = queries == 0 ? 0 : (double) hits / queries;
    rows.add(new BenchRow("all", peers, "recall of " + queries + " by Chromaprint"));
    rows.add(new BenchRow("all", ours.recall(), "recall of " + ours.queries() + " by landmarks"));
    rows.add(new BenchRow("all", ours.falseMatches(), "negatives named by landmarks"));
    rows.add(
        new BenchRow("all", peers == 0 ? 0 : ours.recall() / peers, "times Chromaprint's recall"));
    return rows;
  }
}
