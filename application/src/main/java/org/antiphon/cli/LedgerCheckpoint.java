package org.antiphon.cli;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Sequencer;
import org.antiphon.problem.Unavailable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `ledger checkpoint`: the newest signed head, to be kept elsewhere.
@Command(
    name = "checkpoint",
    description = "Prints the newest signed head of the record; keep it on another machine.",
    footer = {"", "Example: ./antiphon ledger checkpoint > kept-checkpoint.txt"})
final class LedgerCheckpoint implements Callable<Integer> {
  private final Kit kit;

  @Mixin private final CommonOptions options = new CommonOptions();

  LedgerCheckpoint(Kit kit) {
    this.kit = kit;
  }

  @Override
  public Integer call() throws SQLException {
    var console = kit.console(options);
    var settings = kit.settings(options);
    var keys = new KeyFolder(settings.data().resolve("keys"));
    var heads = settings.data().resolve("ledger-heads.txt");
    try (var database = kit.workshop().database(settings);
        var sequencer = new Sequencer(database, keys, heads, kit.surroundings().clock())) {
      while (sequencer.sequence() > 0 && !kit.interruption().asked()) {
        console.note("put pending entries in order");
      }
      String note =
          database
              .sql()
              .sql("select note from ledger_checkpoint order by size desc limit 1")
              .query(String.class)
              .optional()
              .orElseThrow(() ->
                  new Unavailable(
                      "NO_CHECKPOINT", "ledger", "nothing is recorded yet", "add a recording"));
      note.stripTrailing().lines().forEach(console::say);
      console.json(Console.object("checkpoint/1").put("note", note));
    }
    return ExitCode.DONE;
  }
}
