package org.antiphon.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Problem;
import org.antiphon.problem.Unreadable;
import org.jspecify.annotations.Nullable;

/// What the file system says no to, as a problem with its four parts: a folder where a file is
/// meant, a file that this user may not read, a place where nothing can be written. Such a thing is
/// the caller's to mend, and no fault of ours.
final class FileFault {
  private static final String IS_A_FOLDER = "Is a directory"; // Linux, of a read; names no file

  private FileFault() {}

  /// Makes a folder for what will be written, before the work is done that would be lost.
  ///
  /// @throws IOException where it is a file, or may not be written to
  static void makeWritable(Path folder) throws IOException {
    Files.createDirectories(folder);
    if (!Files.isWritable(folder)) throw new AccessDeniedException(folder.toString());
  }

  /// The text of a file that an option names.
  ///
  /// @throws InvalidInput IS_FOLDER or NO_TEXT
  static String text(Path file) throws IOException {
    requireFile(file);
    try {
      return Files.readString(file);
    } catch (CharacterCodingException _) {
      throw noText(file);
    }
  }

  /// Whether an option names a file.
  ///
  /// @throws InvalidInput IS_FOLDER
  static void requireFile(Path file) {
    if (Files.isDirectory(file)) throw folder(file);
  }

  /// What ended a command, where it was the file system.
  ///
  /// @param named the files that its arguments name: some exceptions do not say of which they are
  /// @return empty where the exception is none of the file system, and so a bug
  static Optional<Problem> of(Exception thrown, List<Path> named) {
    Throwable cause = thrown instanceof UncheckedIOException wrapped ? wrapped.getCause() : thrown;
    return switch (cause) {
      case CharacterCodingException _ ->
          named.stream().filter(FileFault::isNoText).findFirst().map(FileFault::noText);
      case FileSystemException e -> place(e).flatMap(place -> ofPlace(place, e, named));
      case IOException e when IS_A_FOLDER.equals(e.getMessage()) ->
          named.stream().filter(Files::isDirectory).findFirst().map(FileFault::folder);
      case null, default -> Optional.empty();
    };
  }

  private static Optional<Path> place(FileSystemException e) {
    return Optional.ofNullable(e.getFile()).map(Path::of);
  }

  private static Optional<Problem> ofPlace(Path place, FileSystemException e, List<Path> named) {
    return Optional.of(
        switch (e) {
          case NoSuchFileException _ ->
              new InvalidInput(
                  "NO_SUCH_FILE", place.toString(), "there is no such file", "check its name");
          case AccessDeniedException _ ->
              Files.isRegularFile(place) && !Files.isReadable(place)
                  ? Unreadable.closed(place, e)
                  : new InvalidInput(
                      "NOT_WRITABLE",
                      place.toString(),
                      "this user may not write here",
                      "name another place, or give this user the right to it");
          case NotDirectoryException _, FileAlreadyExistsException _ -> noFolder(place);
          case FileSystemException _ when Files.isDirectory(place) -> folder(place);
          case FileSystemException _ when standsInAFile(place) -> noFolder(ancestor(place));
          default ->
              new InvalidInput(
                  "NOT_USABLE",
                  where(place, named),
                  Unreadable.closed(place, e).what(),
                  "name another place");
        });
  }

  /// The file that was named, where the exception speaks of one that was made beside it.
  private static String where(Path place, List<Path> named) {
    return named.stream()
        .filter(each -> place.toAbsolutePath().startsWith(each.toAbsolutePath()))
        .findFirst()
        .orElse(place)
        .toString();
  }

  private static boolean standsInAFile(Path place) {
    return Files.isRegularFile(ancestor(place));
  }

  /// The nearest ancestor that exists; the path itself where it does.
  private static Path ancestor(Path place) {
    @Nullable Path each = place.toAbsolutePath();
    while (each != null && !Files.exists(each)) each = each.getParent();
    return each == null ? place : each;
  }

  private static InvalidInput folder(Path place) {
    return new InvalidInput(
        "IS_FOLDER", place.toString(), "this is a folder", "name a file here, not a folder");
  }

  private static InvalidInput noFolder(Path place) {
    return new InvalidInput(
        "NO_FOLDER", place.toString(), "this is a file", "name a folder here, not a file");
  }

  private static InvalidInput noText(Path place) {
    return new InvalidInput(
        "NO_TEXT",
        place.toString(),
        "this is no text in UTF-8",
        "name another file, or convert it");
  }

  private static boolean isNoText(Path file) {
    if (!Files.isRegularFile(file)) return false;
    var decoder = StandardCharsets.UTF_8.newDecoder();
    try (var in = Files.newInputStream(file)) {
      var _ = decoder.decode(ByteBuffer.wrap(in.readNBytes(1 << 20)));
      return false;
    } catch (CharacterCodingException _) {
      return true;
    } catch (IOException _) {
      return false; // whoever reads it next says so
    }
  }
}
