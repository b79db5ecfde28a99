package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.antiphon.config.Settings;
import org.antiphon.database.Database;
import org.antiphon.database.DatabaseCopy;
import org.antiphon.database.DatabaseSettings;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.LedgerVerifier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `restore DIR`.
@Command(
    name = "restore",
    description = {
      "Puts a backup into an empty data directory, and verifies its ledger.",
      "Exit code 10 where the ledger does not hold."
    },
    footer = {"", "Example: ./antiphon restore /mnt/backup/monday --data ~/antiphon-again"})
final class RestoreCommand implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "DIR", description = "A folder that `backup` made.")
  private Path folder = Path.of(".");

  RestoreCommand(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    var console = kit.console(options);
    long files = BackupFiles.check(folder);
    Settings asked = kit.settings(options);
    BackupCommand.requireEmpty(asked.data());
    Files.createDirectories(asked.data());
    for (String part : BackupFiles.PARTS)
      BackupFiles.copy(folder.resolve(part), asked.data().resolve(part));
    boolean whole = Files.isDirectory(folder.resolve("pg18"));
    if (whole)
      DatabaseCopy.restore(
          folder.resolve("pg18"),
          DatabaseSettings.embedded(asked.data()).withCache(asked.storage().cache()));
    Settings settings = kit.settings(options); // its own antiphon.toml lies there now
    try (Database database = kit.workshop().database(settings)) {
      var key = new KeyFolder(settings.data().resolve("keys")).ledgerKey().verifying();
      var found =
          new LedgerVerifier(database, key)
              .verify(settings.data().resolve("ledger-heads.txt"), List.of());
      console.say(
          "%,d files put back into %s; the ledger of %,d entries %s"
              .formatted(
                  files,
                  settings.data(),
                  found.entries(),
                  found.verified() ? "holds" : "DOES NOT HOLD"));
      console.say("The index is made anew by the next `./antiphon serve`.");
      console.json(
          Console.object("restore/1")
              .put("files", files)
              .put("entries", found.entries())
              .put("verified", found.verified()));
      return found.verified() ? ExitCode.DONE : ExitCode.CHECK_FAILED;
    }
  }
}
