package org.antiphon.examination;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// Names of files by their content.
public final class ReferenceFiles {
  private ReferenceFiles() {}

  /// SHA-256 of a file, 64 lower-case hex digits; reads all of it.
  public static String sha256(Path file) {
    try {
      return ReferenceLibrary.sha256(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
