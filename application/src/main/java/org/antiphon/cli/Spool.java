package org.antiphon.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/// Keeps what comes on stdin in a file, since a decoder must seek; deleted when closed.
final class Spool implements AutoCloseable {
  private final InputStream in;
  private @Nullable Path spooled;

  Spool(InputStream in) {
    this.in = in;
  }

  /// The file that an argument names; `-` is stdin.
  ExaminationRun.Input file(Path argument) {
    if (!argument.toString().equals("-"))
      return new ExaminationRun.Input(argument, argument.toString());
    try {
      Path file = spooled == null ? Files.createTempFile("antiphon-stdin", null) : spooled;
      if (spooled == null) Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      spooled = file;
      return new ExaminationRun.Input(file, "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (spooled != null) Files.deleteIfExists(spooled);
  }
}
