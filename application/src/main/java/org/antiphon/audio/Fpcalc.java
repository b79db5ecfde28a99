package org.antiphon.audio;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.antiphon.problem.Unavailable;
import org.antiphon.problem.Unreadable;

/// Chromaprint's `fpcalc`, run as a process where it is installed: another fingerprint of the same
/// sound, to exchange and to compare with, never as evidence. It decodes by itself and outside our
/// sandbox: give it files of one's own only. Thread-safe.
public final class Fpcalc {
  /// Seconds from one raw word to the next: 1,365 samples at 11,025 Hz.
  public static final double STEP_SECONDS = 1_365 / 11_025.0;

  private static final long PATIENCE_SECONDS = 600;

  private final Path program;

  private Fpcalc(Path program) {
    this.program = program;
  }

  /// Finds the program.
  ///
  /// @param folders where to look, such as those of PATH
  /// @throws Unavailable FPCALC_MISSING where it is in none of them
  public static Fpcalc find(List<Path> folders) {
    return folders.stream()
        .map(folder -> folder.resolve("fpcalc"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Fpcalc::new)
        .orElseThrow(() ->
            new Unavailable(
                "FPCALC_MISSING",
                "fpcalc",
                "Chromaprint's program is not installed",
                "install it (Debian: apt-get install libchromaprint-tools) and try again"));
  }

  /// The folders of a PATH.
  public static List<Path> folders(String path) {
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(Path::of)
        .toList();
  }

  /// What AcoustID takes: duration and compressed fingerprint of the first two minutes, as one line
  /// of JSON.
  ///
  /// @throws Unreadable where it finds no sound in the file
  public String acoustId(Path file) throws IOException {
    return run(file, "-json").strip();
  }

  /// The 32-bit words of a whole file, one each [#STEP_SECONDS].
  ///
  /// @throws Unreadable where it finds no sound in the file
  public int[] words(Path file) throws IOException {
    String line = run(file, "-raw", "-plain", "-length", "0").strip();
    return Stream.of(line.split(",")).mapToInt(Integer::parseUnsignedInt).toArray();
  }

  private String run(Path file, String... options) throws IOException {
    var command =
        Stream.of(Stream.of(program.toString()), Stream.of(options), Stream.of(absolute(file)))
            .flatMap(part -> part)
            .toList();
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var out = process.getInputStream()) {
      process.getOutputStream().close();
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      // it also reports the end of some files as an error, after a whole fingerprint
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || said.isBlank())
        throw new Unreadable(
            "NO_FINGERPRINT", file.toString(), "fpcalc found no sound in it", "give a sound file");
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while fpcalc ran", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /// Never a name that reads as an option.
  private static String absolute(Path file) {
    return file.toAbsolutePath().toString();
  }
}
