package org.antiphon.problem;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/// This file or message cannot be examined; others can. Codes for sound: NOT_AUDIO, TRUNCATED,
/// SILENT, TOO_SHORT, TOO_LONG, TOO_LARGE, ENCRYPTED, UNREADABLE, TIMED_OUT.
public final class Unreadable extends Problem {
  /// Says all four parts.
  ///
  /// @param where what it was: file, URL, case
  /// @param message what happened
  /// @param hint what to do
  public Unreadable(String code, String where, String message, String hint) {
    super(code, where, message, hint);
  }

  /// As above, with the exception that was met.
  public Unreadable(String code, String where, String message, String hint, Throwable cause) {
    super(code, where, message, hint, cause);
  }

  /// A file that the disk does not give out: it is closed to this user, it went, it is damaged.
  public static Unreadable closed(Path file, IOException thrown) {
    return new Unreadable("UNREADABLE", file.toString(), why(file, thrown), hint(thrown), thrown);
  }

  private static String why(Path file, IOException thrown) {
    String what =
        switch (thrown) {
          case AccessDeniedException _ -> "this user may not read it";
          case NoSuchFileException _ -> "it is not there any more";
          case FileSystemException e when e.getReason() != null -> e.getReason();
          default -> Objects.requireNonNullElse(thrown.getMessage(), "reading it failed");
        };
    return thrown instanceof FileSystemException e
            && e.getFile() != null
            && !Path.of(e.getFile()).equals(file)
        ? e.getFile() + ": " + what
        : what;
  }

  private static String hint(IOException thrown) {
    return thrown instanceof AccessDeniedException
        ? "run it as a user who may, or give this one the right (chmod, chown)"
        : "look at the file and its disk, then try again";
  }
}
