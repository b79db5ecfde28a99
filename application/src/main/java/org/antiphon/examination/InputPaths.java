package org.antiphon.examination;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antiphon.problem.InvalidInput;

/// Files that the arguments name: folders are walked, in the order of their names; hidden files are
/// skipped and counted; links to folders are not followed.
public final class InputPaths {
  private static final Set<String> SOUND =
      Set.of(
          "mp3", "mp2", "flac", "ogg", "oga", "opus", "m4a", "mp4", "aac", "wav", "wave", "aif",
          "aiff", "aifc", "wv", "ape", "tta", "caf", "ac3", "amr", "w64", "au", "mka", "webm",
          "wma", "spx", "afp");
  private static final Set<String> ROWS = Set.of("csv", "tsv", "jsonl", "ndjson");

  private InputPaths() {}

  /// What a walk found.
  ///
  /// @param files sounds and others, and the folders that this user may not read: whoever opens one
  ///   of these says so, and the walk goes on
  /// @param hidden how many hidden files were passed by
  public record Found(List<Path> files, int hidden) {
    /// Only files whose name promises sound.
    public List<Path> sounds() {
      return files.stream().filter(InputPaths::promisesSound).toList();
    }
  }

  /// Whether a file's name promises sound.
  public static boolean promisesSound(Path file) {
    return SOUND.contains(ending(file));
  }

  /// Whether a file's name promises rows of recordings.
  public static boolean isRows(Path file) {
    return ROWS.contains(ending(file));
  }

  private static String ending(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  /// Whether every argument names a file or a folder.
  ///
  /// @throws InvalidInput where one names nothing, or a pipe, a socket or a device
  public static void check(List<Path> arguments) {
    var faults = new ArrayList<InvalidInput>();
    for (Path path : arguments) {
      if (Files.notExists(path))
        faults.add(
            new InvalidInput(
                "NO_SUCH_FILE", path.toString(), "there is no such file", "check its name"));
      else if (isDevice(path))
        faults.add(
            new InvalidInput(
                "NO_REGULAR_FILE",
                path.toString(),
                "this is no file but a pipe, a socket or a device",
                "save what comes out of it as a file, and name that"));
    }
    if (!faults.isEmpty()) throw InvalidInput.all(faults);
  }

  /// A pipe that nobody writes into would be waited for without end; what is closed to this user is
  /// none of these.
  private static boolean isDevice(Path path) {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).isOther();
    } catch (IOException _) {
      return false; // whoever opens it says why
    }
  }

  /// Every file below the arguments.
  public static Found walk(List<Path> arguments) {
    var files = new ArrayList<Path>();
    int[] hidden = new int[1];
    for (Path argument : arguments) {
      if (Files.isDirectory(argument)) {
        var below = new ArrayList<Path>();
        hidden[0] += walk(argument, below);
        Collections.sort(below);
        files.addAll(below);
      } else files.add(argument);
    }
    return new Found(files, hidden[0]);
  }

  private static int walk(Path folder, List<Path> files) {
    int[] hidden = new int[1];
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
              boolean skip = !each.equals(folder) && isHidden(each);
              if (skip) hidden[0]++;
              return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) {
              if (isHidden(each)) hidden[0]++;
              else if (Files.isRegularFile(each)) files.add(each);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path each, IOException closed) {
              files.add(each);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return hidden[0];
  }

  private static boolean isHidden(Path path) {
    return String.valueOf(path.getFileName()).startsWith(".");
  }
}
