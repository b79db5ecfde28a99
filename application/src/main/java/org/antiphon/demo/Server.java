package org.antiphon.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Our own server as a process: started, killed, started again on the same data and port.
final class Server implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final DemoPlaces places;
  private final int port;
  private Child process;
  private JsonNode greeting;

  private Server(DemoPlaces places, int port) {
    this.places = places;
    this.port = port;
    this.process = launch();
    this.greeting = greeted();
  }

  private JsonNode greeted() {
    try {
      return JSON.readTree(process.answer(Duration.ofMinutes(2)));
    } catch (RuntimeException e) {
      process.close(); // nobody else holds it yet
      throw e;
    }
  }

  static Server start(DemoPlaces places, int port) {
    return new Server(places, port);
  }

  /// A port that is free now; our platforms are told of it before the server listens.
  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on this machine", e);
    }
  }

  private Child launch() {
    var command =
        List.of(
            places.launcher().toString(),
            "serve",
            "--data",
            places.data().toString(),
            "--port",
            Integer.toString(port),
            "--json");
    return Child.start("server", command, places.logs().resolve("server.log"));
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /// The one-time token with which the first person is made.
  String setupToken() {
    return greeting.path("setup").asString();
  }

  /// SIGKILL, then a new process on what is left.
  void killAndRestart() {
    process.kill();
    process = launch();
    greeting = greeted();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// The process's resident memory as the system tells it, bytes; 0 where it does not.
  long residentBytes() {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0; // no such file system, or the process has just ended
    }
  }

  Path log() {
    return places.logs().resolve("server.log");
  }

  @Override
  public void close() {
    process.close();
  }

  /// Writes the settings that the server starts with.
  static void configure(DemoPlaces places, String toml) {
    try {
      Files.createDirectories(places.data());
      Files.writeString(places.data().resolve("antiphon.toml"), toml);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + places.data(), e);
    }
  }

  /// `ledger verify`, in a process of its own, on the running server's data.
  static JsonNode verifyLedger(DemoPlaces places) {
    var command =
        List.of(
            places.launcher().toString(),
            "ledger",
            "verify",
            "--data",
            places.data().toString(),
            "--json");
    try (var verify = Child.start("ledger verify", command, places.logs().resolve("ledger.log"))) {
      return JSON.readTree(verify.answer(Duration.ofMinutes(1)));
    }
  }
}
