package org.antiphon;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.antiphon.cli.Cli;
import org.antiphon.cli.Surroundings;

/// The one program: every command of `./antiphon` begins here.
public final class Antiphon {
  private Antiphon() {}

  /// Runs one command and exits with its code.
  ///
  /// @param args the command and its options, as typed
  public static void main(String[] args) {
    InstantSource clock = InstantSource.system();
    var surroundings =
        new Surroundings(
            Path.of(System.getProperty("user.home")),
            System.getenv(),
            clock,
            System.in,
            stream(FileDescriptor.out),
            stream(FileDescriptor.err),
            Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false));
    var cli =
        new Cli(
            surroundings,
            new Wiring(clock, surroundings.out(), surroundings.err(), surroundings.home()));
    Runtime.getRuntime().addShutdownHook(new Thread(cli.onShutdown(), "interruption"));
    System.exit(cli.run(args));
  }

  /// UTF-8 whatever the locale says: a bare Debian has none.
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
