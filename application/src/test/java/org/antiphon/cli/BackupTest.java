package org.antiphon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.antiphon.TestInstallation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
  @TempDir Path folder;

  @Test
  void aBackupOfARunningServerIsPutBackAndItsLedgerHolds() throws IOException {
    var it = TestInstallation.get();
    var backup = folder.resolve("backup");
    var taken = it.run("backup", backup.toString());
    assertThat(taken.code()).as(taken.err()).isZero();
    var again = folder.resolve("again");
    var restored = it.runOn(again, "restore", backup.toString(), "--json");
    assertThat(restored.code()).as(restored.err()).isZero();
    assertThat(restored.out()).contains("\"verified\":true");
    var listed = it.runOn(again, "catalogue", "list", "--json");
    assertThat(listed.out()).contains("westlund-romans");
    assertThat(it.runOn(again, "restore", backup.toString()).err()).contains("not empty");
  }

  @Test
  void aBackupOfWhichAByteChangedIsRefusedByName() throws IOException {
    var it = TestInstallation.get();
    var backup = folder.resolve("backup");
    assertThat(it.run("backup", backup.toString()).code()).isZero();
    Files.writeString(backup.resolve("ledger-heads.txt"), "changed");
    var restored = it.runOn(folder.resolve("again"), "restore", backup.toString());
    assertThat(restored.code()).isEqualTo(ExitCode.SOME_INPUTS);
    assertThat(restored.err()).contains("ledger-heads.txt");
  }

  @Test
  void helpAndCompletionComeFromTheCommandsThemselves() {
    var it = TestInstallation.get();
    assertThat(it.runBare("help", "exit-codes").out()).contains("130");
    assertThat(it.runBare("help", "config").out()).contains("# [server]");
    assertThat(it.runBare("help", "identify").out()).contains("--max-matches");
    assertThat(it.runBare("completion", "bash").out()).contains("identify", "complete -F");
    assertThat(it.runBare("completion", "fish").out()).contains("-a restore");
    assertThat(it.runBare("identfy", "x").err()).contains("Did you mean `identify`?");
  }
}
