package org.antiphon.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.antiphon.eval.ArtworkEvaluation;
import org.antiphon.impersonation.CoverPrint;
import org.antiphon.impersonation.Covers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `eval artwork`: covers drawn from seeds, disguised and looked for.
@Command(
    name = "artwork",
    description = "How borrowed covers are found again, on covers drawn from seeds.",
    footer = {"", "Example: ./antiphon eval artwork --covers 200 --json"})
final class EvalArtwork implements Callable<Integer> {
  private static final long SEED = 11;

  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Option(names = "--covers", paramLabel = "N", description = "How many to draw (default: 100).")
  private int covers = 100;

  @Option(
      names = "--half",
      paramLabel = "0|1",
      description = "0: the seeds that the threshold was chosen on; 1: the others (default: 1).")
  private int half = 1;

  EvalArtwork(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() {
    var console = kit.console(options);
    var evaluation = new ArtworkEvaluation(covers, half & 1);
    var json = Console.object("eval-artwork/1");
    json.put("recipe", CoverPrint.RECIPE).put("threshold", Covers.THRESHOLD).put("seed", SEED);
    var rows = json.putArray("rows");
    for (var row : evaluation.attacked(SEED)) {
      console.say(
          "%-34s %d of %d found, farthest %.3f"
              .formatted(row.attack(), row.found(), row.covers(), row.farthest()));
      rows.addObject()
          .put("attack", row.attack())
          .put("covers", row.covers())
          .put("found", row.found())
          .put("farthest", row.farthest());
    }
    var pairs = json.putArray("pairs");
    for (var each : List.of(evaluation.unrelated(), evaluation.ofSeries())) {
      console.say(
          "%,d pairs of %s: %d taken for each other, nearest %.3f"
              .formatted(each.pairs(), each.of(), each.alike(), each.nearest()));
      pairs
          .addObject()
          .put("of", each.of())
          .put("pairs", each.pairs())
          .put("alike", each.alike())
          .put("nearest", each.nearest());
    }
    int plain = ArtworkEvaluation.plainNotSeen(covers);
    console.say("%d of %d plain pictures not seen to be plain".formatted(plain, covers));
    json.put("plainNotSeen", plain);
    console.json(json);
    return ExitCode.DONE;
  }
}
