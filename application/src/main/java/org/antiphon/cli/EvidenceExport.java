package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.evidence.Evidence;
import org.antiphon.ledger.Actor;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `evidence export CASE --out FILE`.
@Command(
    name = "export",
    description = "Writes the evidence of a case as one signed file; the ledger records it.",
    footer = {"", "Example: ./antiphon evidence export 0193a1b2-… --out case.antiphon.zip"})
final class EvidenceExport implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "CASE", description = "Id of a case.")
  private String id = "";

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to.")
  private Path out = Path.of("case.antiphon.zip");

  @Option(
      names = "--full",
      description = "With other people's personal data: for counsel and courts only.")
  private boolean full;

  @Option(names = "--force", description = "Write over a file of this name.")
  private boolean force;

  EvidenceExport(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    var console = kit.console(options);
    if (!force && Files.exists(out))
      throw new Refused(
          "EXISTS",
          out.toString(),
          "there is a file of this name",
          "give another --out, or --force to write over it");
    var copy = full ? Evidence.Copy.FULL : Evidence.Copy.RECIPIENT;
    try (var desk = kit.workshop().evidence(kit.settings(options))) {
      var operator = Actor.person("operator", System.getProperty("user.name", "unknown"));
      var done = desk.evidence().export(caseId(), copy, operator, out.toAbsolutePath());
      console.say(
          "%s: %d parts, %d ledger entries, %,d bytes"
              .formatted(out, done.parts(), done.entries(), done.bytes()));
      console.say("Check it with: ./antiphon evidence verify " + out);
      var json = Console.object("export/1").put("case", id).put("file", out.toString());
      json.put("bytes", done.bytes()).put("parts", done.parts()).put("entries", done.entries());
      console.json(json.put("copy", copy.name()));
    }
    return ExitCode.DONE;
  }

  private CaseId caseId() {
    try {
      return new CaseId(UUID.fromString(id));
    } catch (IllegalArgumentException _) {
      throw new InvalidInput(
          "NO_SUCH_CASE", id, "this is no id of a case", "`./antiphon case list` prints them");
    }
  }
}
