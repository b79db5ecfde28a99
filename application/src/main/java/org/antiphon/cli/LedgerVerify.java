package org.antiphon.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.LedgerVerifier;
import org.antiphon.ledger.Verification;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `ledger verify`: every entry, place, tile and signed head, also while a server runs.
@Command(
    name = "verify",
    description = "Checks that nobody has touched the record; exit code 10 where it does not hold.",
    footer = {"", "Example: ./antiphon ledger verify --against kept-checkpoint.txt"})
final class LedgerVerify implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description = "A checkpoint that was kept elsewhere; may be given several times.")
  private final List<Path> against = new ArrayList<>();

  LedgerVerify(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() {
    var settings = kit.settings(options);
    try (var database = kit.workshop().database(settings)) {
      var key = new KeyFolder(settings.data().resolve("keys")).ledgerKey().verifying();
      var heads = settings.data().resolve("ledger-heads.txt");
      var found = new LedgerVerifier(database, key).verify(heads, kept());
      return show(kit.console(options), found);
    }
  }

  private List<String> kept() {
    var notes = new ArrayList<String>();
    for (Path file : against) {
      try {
        notes.add(Files.readString(file));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
    return notes;
  }

  private static int show(Console console, Verification found) {
    var json = Console.object("verification/1");
    json.put("verified", found.verified()).put("entries", found.entries());
    var checks = json.putArray("checks");
    console.say(
        (found.verified() ? "VERIFIED" : "DOES NOT HOLD") + "  " + found.entries() + " entries");
    for (var check : found.checks()) {
      console.say("  %-12s %-24s %s".formatted(check.result(), check.name(), check.detail()));
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
