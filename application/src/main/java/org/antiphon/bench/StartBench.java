package org.antiphon.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/// `bench start`: how long a person waits for the program itself: its help, one file held against a
/// folder, and the server until it is ready, all through the launcher, as processes of their own.
public final class StartBench {
  private final Path launcher;
  private final LongSupplier nanoTime;

  /// Starts this launcher.
  public StartBench(Path launcher, LongSupplier nanoTime) {
    this.launcher = launcher;
    this.nanoTime = nanoTime;
  }

  /// Runs it.
  ///
  /// @param samples folder of a small catalogue
  /// @param one file to be identified against it
  /// @param data an empty folder that the server may fill
  /// @param runs of each command; the first one of each warms the disk and is reported apart
  public BenchReport run(Path samples, Path one, Path data, int runs) throws IOException {
    var rows = new ArrayList<BenchRow>();
    rows.addAll(times("--help", runs, List.of("--help")));
    var identify =
        List.of(
            "identify",
            one.toString(),
            "--catalogue",
            samples.toString(),
            "--data",
            data.toString(),
            "--json",
            "--quiet");
    rows.addAll(times("identify one file", runs, identify));
    var serve = List.of("serve", "--data", data.toString(), "--port", "0", "--json");
    rows.addAll(times("serve, until ready", runs, serve));
    return new BenchReport(rows, Machine.here());
  }

  private List<BenchRow> times(String name, int runs, List<String> arguments) throws IOException {
    double first = once(arguments);
    var seconds = new double[runs];
    for (int i = 0; i < runs; i++) seconds[i] = once(arguments);
    Arrays.sort(seconds);
    return List.of(
        new BenchRow(name + ", first", first, "s"),
        new BenchRow(name + ", least", seconds[0], "s"),
        new BenchRow(name + ", median", seconds[runs / 2], "s"),
        new BenchRow(name + ", most", seconds[runs - 1], "s"));
  }

  /// Seconds until the first line of the answer; what still runs then is ended.
  private double once(List<String> arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(launcher.toString());
    command.addAll(arguments);
    long start = nanoTime.getAsLong();
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var answer =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      var line = answer.readLine();
      double seconds = (nanoTime.getAsLong() - start) / 1e9;
      if (line == null) throw new IOException("no answer from " + command);
      process.toHandle().destroy(); // unlike Process.destroy it leaves the answer open
      answer.lines().forEach(_ -> {}); // a full pipe would keep it from ending
      process.waitFor();
      return seconds;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new IOException("interrupted", e);
    }
  }
}
