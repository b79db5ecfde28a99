package org.antiphon.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.antiphon.config.Settings;
import org.antiphon.database.Database;
import org.antiphon.database.DatabaseCopy;
import org.antiphon.problem.InvalidInput;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `backup DIR`.
@Command(
    name = "backup",
    description = {
      "Copies everything that cannot be made again into a folder: database, sound, keys, settings.",
      "A server may run meanwhile. The index is left out: it is made from the rest."
    },
    footer = {"", "Example: ./antiphon backup /mnt/backup/monday"})
final class BackupCommand implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  @Parameters(paramLabel = "DIR", description = "A folder that does not exist yet, or is empty.")
  private Path folder = Path.of(".");

  BackupCommand(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws IOException {
    var console = kit.console(options);
    Settings settings = kit.settings(options);
    requireEmpty(folder);
    Files.createDirectories(folder);
    boolean whole;
    try (Database database = kit.workshop().database(settings)) {
      // Database first, sound after: what a row names was stored before the row was.
      whole = DatabaseCopy.take(database, folder.resolve("pg18"));
    }
    for (String part : BackupFiles.PARTS)
      BackupFiles.copy(settings.data().resolve(part), folder.resolve(part));
    long files = BackupFiles.seal(folder);
    console.say(
        "%,d files in %s; each has its hash in %s".formatted(files, folder, BackupFiles.SEAL));
    if (!whole)
      console.warning(
          "the database is an external one and is not in it: take it with pg_dump, now");
    console.say("Put it back: ./antiphon restore " + folder + " --data EMPTY_FOLDER");
    console.json(
        Console.object("backup/1")
            .put("folder", folder.toString())
            .put("files", files)
            .put("database", whole));
    return ExitCode.DONE;
  }

  static void requireEmpty(Path folder) {
    try {
      if (Files.notExists(folder)) return;
      try (var inside = Files.list(folder)) {
        if (inside.findAny().isEmpty()) return;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new InvalidInput(
        "NOT_EMPTY",
        folder.toString(),
        "the folder is not empty",
        "give one that is, or a new name");
  }
}
