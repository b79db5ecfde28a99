package org.antiphon.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options that every command takes.
final class CommonOptions {
  /// When to colour.
  enum Colour {
    NEVER,
    AUTO,
    ALWAYS
  }

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory (default: ~/.antiphon).")
  private @Nullable Path data;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings file (default: DATA/antiphon.toml).")
  private @Nullable Path config;

  @Option(names = "--json", description = "JSON on stdout and nothing else.")
  private boolean json;

  @Option(names = "--quiet", description = "Only the answer and errors.")
  private boolean quiet;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads for sound (default: one a processor).")
  private @Nullable Integer threads;

  @Option(names = "--no-progress", description = "No progress on stderr.")
  private boolean noProgress;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      description = "never, auto or always (default: auto).")
  private Colour color = Colour.AUTO;

  @Option(names = "--verbose", description = "Stack traces on stderr.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This help.")
  boolean help;

  boolean json() {
    return json;
  }

  boolean quiet() {
    return quiet;
  }

  boolean progress() {
    return !noProgress && !quiet;
  }

  boolean verbose() {
    return verbose;
  }

  Colour color() {
    return color;
  }

  Optional<Path> config() {
    return Optional.ofNullable(config);
  }

  /// The settings that these options set.
  Map<String, String> flags() {
    var flags = new LinkedHashMap<String, String>();
    if (data != null) flags.put("data", data.toString());
    if (threads != null) flags.put("work.threads", threads.toString());
    return flags;
  }
}
