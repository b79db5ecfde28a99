package org.antiphon.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.antiphon.Wiring;
import org.antiphon.database.TestDatabase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole program, run in this JVM with a home of its own; what the last run said is kept.
final class Terminal {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));

  private final Path home;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  Terminal(Path home) {
    this.home = home;
  }

  /// Runs a command; returns its exit code.
  int run(Object... arguments) {
    out.reset();
    err.reset();
    var words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
    return new Cli(surroundings(), new Wiring(CLOCK, stream(out), stream(err), home)).run(words);
  }

  Surroundings surroundings() {
    return new Surroundings(
        home,
        Map.of("ANTIPHON_STORAGE_CACHE", TestDatabase.cache().toString(), "PASSWORD", "secret"),
        CLOCK,
        new ByteArrayInputStream(new byte[0]),
        stream(out),
        stream(err),
        false);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  List<JsonNode> json() {
    return out().lines().map(line -> JsonMapper.shared().readTree(line)).toList();
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
