package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.antiphon.evidence.BundleVerifier;
import org.antiphon.ledger.Verification;
import org.antiphon.ledger.VerifyingKey;
import org.antiphon.problem.InvalidInput;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `evidence verify BUNDLE`: needs no database, no network and no data directory.
@Command(
    name = "verify",
    description = "Checks a bundle by itself; exit code 10 where it does not hold.",
    footer = {"", "Example: ./antiphon evidence verify case.antiphon.zip --key ledger.vkey"})
final class EvidenceVerify implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "BUNDLE", description = "A file that `evidence export` wrote.")
  private Path bundle = Path.of("");

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "The ledger's key (name+hash+base64), or a file with it.")
  private @Nullable String key;

  EvidenceVerify(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(bundle))
      throw new InvalidInput(
          "NO_SUCH_FILE", bundle.toString(), "there is no such file", "give a bundle's path");
    var found = new BundleVerifier(trusted()).verify(bundle);
    return show(kit.console(options), found);
  }

  private Optional<VerifyingKey> trusted() throws IOException {
    if (key == null) return Optional.empty();
    Path file = key.contains("+") ? null : Path.of(key);
    if (file == null) return Optional.of(VerifyingKey.parse(key));
    if (!Files.isRegularFile(file))
      throw new InvalidInput(
          "NO_SUCH_FILE", key, "neither a key nor a file", "give name+hash+base64, or a file");
    return Optional.of(VerifyingKey.parse(Files.readString(file).lines().findFirst().orElse("")));
  }

  private static int show(Console console, Verification found) {
    var json = Console.object("verification/1");
    json.put("verified", found.verified()).put("entries", found.entries());
    var checks = json.putArray("checks");
    console.say(found.verified() ? "VERIFIED" : "DOES NOT HOLD");
    for (var check : found.checks()) {
      console.say("  %-12s %-18s %s".formatted(check.result(), check.name(), check.detail()));
      checks
          .addObject()
          .put("name", check.name())
          .put("result", check.result().name())
          .put("detail", check.detail());
    }
    console.json(json);
    return found.verified() ? ExitCode.DONE : ExitCode.CHECK_FAILED;
  }
}
