package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.antiphon.eval.AttackReport;
import org.antiphon.eval.ImpersonationEvaluation;
import org.antiphon.eval.ImpersonationReport;
import org.antiphon.impersonation.Identity.Conclusion;
import org.antiphon.problem.InvalidInput;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `eval impersonation`: labelled credits against a roster, and disguises of its names.
@Command(
    name = "impersonation",
    description = "Counts what the examiner of names concludes of credits whose truth is known.",
    footer = {
      "",
      "Example: ./antiphon eval impersonation --roster roster.csv --credits credits.tsv --json",
      "Example: ./antiphon eval impersonation --roster roster.csv --attack 200"
    })
final class EvalImpersonation implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Option(
      names = "--roster",
      paramLabel = "CSV",
      required = true,
      description = "The file of `roster add`.")
  private Path roster = Path.of("");

  @Option(
      names = "--credits",
      paramLabel = "TSV",
      description = "Credits, and what should be concluded of each.")
  private @Nullable Path credits;

  @Option(
      names = "--attack",
      paramLabel = "N",
      description = "Draw N disguises of each kind (letters, invisible, marks) of the names.")
  private int attack;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "20261128",
      description = "Of the disguises (${DEFAULT-VALUE}).")
  private long seed;

  EvalImpersonation(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    var console = kit.console(options);
    if (credits == null && attack <= 0)
      throw new InvalidInput(
          "REQUIRED", "--credits", "nothing is asked", "give --credits TSV, --attack N, or both");
    var json = Console.object("eval-impersonation/1");
    if (credits != null)
      labelled(console, ImpersonationEvaluation.run(roster, credits))
          .properties()
          .forEach(field -> json.set(field.getKey(), field.getValue()));
    if (attack > 0)
      json.set("attack", disguised(console, ImpersonationEvaluation.attack(roster, attack, seed)));
    console.json(json);
    return ExitCode.DONE;
  }

  private static JsonNode disguised(Console console, AttackReport report) {
    console.say(
        "%-10s %9s %14s %9s %6s   %s"
            .formatted("disguise", "variants", "IMPERSONATION", "POSSIBLE", "NONE", "found"));
    for (var row : report.rows())
      console.say(
          "%-10s %9d %14d %9d %6d   %.4f (95 %%: %.4f to %.4f)"
              .formatted(
                  row.kind(),
                  row.variants(),
                  row.impersonation(),
                  row.possible(),
                  row.none(),
                  row.found(),
                  row.lo(),
                  row.hi()));
    for (var missed : report.missed())
      console.say(
          "  missed (%s): %s as %s".formatted(missed.kind(), missed.name(), missed.codePoints()));
    return JsonMapper.shared().valueToTree(report);
  }

  private static JsonNode labelled(Console console, ImpersonationReport report) {
    console.say("%-14s %8s %9s %14s".formatted("expected", "NONE", "POSSIBLE", "IMPERSONATION"));
    report
        .table()
        .forEach((expected, row) ->
            console.say(
                "%-14s %8d %9d %14d"
                    .formatted(
                        expected,
                        row.get(Conclusion.NONE),
                        row.get(Conclusion.POSSIBLE),
                        row.get(Conclusion.IMPERSONATION))));
    console.say(
        "IMPERSONATION: precision %.4f, recall %.4f; %d rows came out otherwise"
            .formatted(report.precision(), report.recall(), report.wrong().size()));
    for (var wrong : report.wrong()) show(console, wrong);
    return JsonMapper.shared().readTree(report.json());
  }

  private static void show(Console console, ImpersonationReport.Wrong wrong) {
    console.say("  %s: expected %s, got %s".formatted(wrong.id(), wrong.expected(), wrong.got()));
    for (var finding : wrong.findings())
      console.say(
          "    %s (%s): %s".formatted(finding.code(), finding.strength(), finding.evidence()));
  }
}
