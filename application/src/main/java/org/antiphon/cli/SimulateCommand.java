package org.antiphon.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.antiphon.problem.Unavailable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `simulate`: hands over to the simulator, a program of its own that lies beside ours.
@Command(
    name = "simulate",
    description =
        "Starts pretend platforms that misbehave on purpose; its options: simulate --help.",
    footer = {"", "Example: ./antiphon simulate --scenario uploads --seed 7 --port 0"})
final class SimulateCommand implements Callable<Integer> {
  @Parameters(paramLabel = "OPTION", description = "Passed on as they are.")
  private final List<String> passed = new ArrayList<>();

  @Override
  public Integer call() {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(List.of("-XX:+UseSerialGC", "-jar", jar().toString()));
    command.addAll(passed);
    try {
      var process = new ProcessBuilder(command).inheritIO().start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "simulator"));
      return process.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("the simulator could not be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED;
    }
  }

  private static Path jar() {
    try {
      var ours = SimulateCommand.class.getProtectionDomain().getCodeSource().getLocation();
      var jar = Path.of(ours.toURI()).resolveSibling("simulator").resolve("simulator.jar");
      if (Files.isReadable(jar)) return jar;
      throw new Unavailable(
          "NO_SIMULATOR", jar.toString(), "the simulator is not there", "start us by ./antiphon");
    } catch (URISyntaxException e) {
      throw new IllegalStateException("our own jar has no path", e);
    }
  }
}
