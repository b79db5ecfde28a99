package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.antiphon.eval.ImpersonationEvaluation;
import org.antiphon.eval.ImpersonationReport;
import org.antiphon.impersonation.Identity.Conclusion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// `eval impersonation`: labelled credits against a roster.
@Command(
    name = "impersonation",
    description = "Counts what the examiner of names concludes of credits whose truth is known.",
    footer = {
      "",
      "Example: ./antiphon eval impersonation --roster roster.csv --credits credits.tsv --json"
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
      required = true,
      description = "Credits, and what should be concluded of each.")
  private Path credits = Path.of("");

  EvalImpersonation(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    var console = kit.console(options);
    var report = ImpersonationEvaluation.run(roster, credits);
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
    console.json(JsonMapper.shared().readTree(report.json()));
    return ExitCode.DONE;
  }

  private static void show(Console console, ImpersonationReport.Wrong wrong) {
    console.say("  %s: expected %s, got %s".formatted(wrong.id(), wrong.expected(), wrong.got()));
    for (var finding : wrong.findings())
      console.say(
          "    %s (%s): %s".formatted(finding.code(), finding.strength(), finding.evidence()));
  }
}
