package org.antiphon.audio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The speech synthesiser `espeak-ng`, run as a process where it is installed: speech to measure
/// with. Thread-safe.
public final class Espeak {
  private static final long PATIENCE_SECONDS = 600;

  private final Path program;

  private Espeak(Path program) {
    this.program = program;
  }

  /// Finds the program, such as in the folders of PATH.
  public static Optional<Espeak> find(List<Path> folders) {
    return folders.stream()
        .map(folder -> folder.resolve("espeak-ng"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Espeak::new);
  }

  /// Speaks a text into a WAV file.
  ///
  /// @param voice such as `en`
  /// @param wordsPerMinute 80 to 450
  /// @param pitch 0 to 99
  public void speak(String text, String voice, int wordsPerMinute, int pitch, Path wav)
      throws IOException {
    var process =
        new ProcessBuilder(
                program.toString(),
                "-v",
                voice,
                "-s",
                Integer.toString(wordsPerMinute),
                "-p",
                Integer.toString(pitch),
                "-w",
                wav.toAbsolutePath().toString(),
                "--stdin")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      try (var in = process.getOutputStream()) {
        in.write(text.getBytes(StandardCharsets.UTF_8));
      }
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0)
        throw new IOException("espeak-ng did not speak into " + wav);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while espeak-ng spoke", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
