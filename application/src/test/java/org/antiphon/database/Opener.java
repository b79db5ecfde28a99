package org.antiphon.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A program of its own that opens a database, says so, writes a row for each line it is sent, and
/// stays until it is killed or its input ends.
final class Opener {
  private Opener() {}

  public static void main(String[] args) throws IOException {
    var settings = DatabaseSettings.embedded(Path.of(args[0])).withCache(TestDatabase.cache());
    try (var database = Database.open(settings);
        var in =
            new java.io.BufferedReader(
                new java.io.InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      say(database.ownsServer() ? "owner" : "joined");
      String line;
      while ((line = in.readLine()) != null) {
        var probe = line;
        database.inTransaction(() ->
            database
                .sql()
                .sql("insert into ledger_pseudonym values (?, 'probe')")
                .param(probe)
                .update());
        say("committed");
      }
    }
  }

  private static void say(String word) {
    System.out.println(word);
    System.out.flush();
  }

  /// Starts it, and waits for its first word.
  static Child start(Path data) throws IOException {
    var command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Opener.class.getName(), data.toString()));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    var child = new Child(process, process.inputReader(StandardCharsets.UTF_8));
    return child;
  }

  /// The running program.
  record Child(Process process, java.io.BufferedReader out) {
    String word() throws IOException {
      return String.valueOf(out.readLine());
    }

    void write(String probe) throws IOException {
      var in = process.outputWriter(StandardCharsets.UTF_8);
      in.write(probe + "\n");
      in.flush();
    }

    /// SIGKILL.
    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }

    void end() throws IOException, InterruptedException {
      process.outputWriter(StandardCharsets.UTF_8).close();
      process.waitFor();
    }
  }
}
