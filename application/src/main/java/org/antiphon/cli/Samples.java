package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.antiphon.examination.InputPaths;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Unavailable;

/// What a bench works on where nothing is named: the samples beside the launcher.
final class Samples {
  private Samples() {}

  /// The command that started us.
  static Path launcher() {
    var named = System.getProperty("antiphon.launcher");
    if (named == null)
      throw new Unavailable(
          "NO_LAUNCHER",
          "antiphon.launcher",
          "not started by ./antiphon",
          "start it by ./antiphon");
    return Path.of(named);
  }

  static Path folder() {
    return launcher().resolveSibling("samples");
  }

  /// All sound under these paths.
  static List<Path> sounds(List<Path> paths) throws IOException {
    InputPaths.check(paths);
    var sounds = InputPaths.walk(paths).sounds();
    if (sounds.isEmpty())
      throw new InvalidInput(
          "NO_SOUND", paths.toString(), "there is no sound", "name files or folders of music");
    return sounds;
  }

  static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
    }
  }
}
