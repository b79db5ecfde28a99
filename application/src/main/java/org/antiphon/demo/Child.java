package org.antiphon.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.antiphon.problem.Unavailable;

/// A program of ours that runs beside the demonstration: the server, the simulator, a command. Its
/// standard output is read line by line, its standard error goes to a log that is named when it
/// fails. [#close] asks it to end and, after 30 s, makes it.
final class Child implements AutoCloseable {
  private final String name;
  private final Path log;
  private final Process process;
  private final CompletableFuture<String> firstLine = new CompletableFuture<>();

  private Child(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
    // Not a virtual one: reading a pipe holds its carrier, and two such on two processors are all.
    Thread.ofPlatform().daemon().name(name + " output").start(this::readOutput);
  }

  /// @param log receives standard error, appended to
  static Child start(String name, List<String> command, Path log) {
    try {
      Files.createDirectories(log.getParent());
      var builder = new ProcessBuilder(command);
      builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
      return new Child(name, log, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(name + " could not be started", e);
    }
  }

  private void readOutput() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine())
        if (!firstLine.isDone() && line.startsWith("{")) firstLine.complete(line);
    } catch (IOException e) {
      firstLine.completeExceptionally(e);
    }
    firstLine.completeExceptionally(new IOException(name + " ended without an answer"));
  }

  /// The first line of JSON that it prints.
  String answer(Duration limit) {
    try {
      return firstLine.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failed("ended without an answer");
    } catch (TimeoutException e) {
      throw failed("did not answer within " + limit.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("INTERRUPTED", name, "interrupted", "start the demonstration again");
    }
  }

  /// Waits for its end; an exit code other than 0 is a problem.
  void finish(Duration limit) {
    try {
      if (!process.waitFor(limit)) throw failed("did not end within " + limit.toSeconds() + " s");
      if (process.exitValue() != 0) throw failed("ended with exit code " + process.exitValue());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("was waited for and we were interrupted");
    }
  }

  private Unavailable failed(String how) {
    return new Unavailable(
        "CHILD_FAILED", name, name + " " + how + ": " + lastWords(), "its whole log is " + log);
  }

  private String lastWords() {
    try {
      var lines = Files.readAllLines(log);
      return String.join(" / ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// SIGKILL, as a power cut would: no hook runs. Returns when it is gone.
  void kill() {
    process.destroyForcibly();
    waitUninterrupted(Duration.ofSeconds(10));
  }

  @Override
  public void close() {
    process.destroy();
    if (!waitUninterrupted(Duration.ofSeconds(30))) kill();
  }

  private boolean waitUninterrupted(Duration limit) {
    try {
      return process.waitFor(limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }
}
