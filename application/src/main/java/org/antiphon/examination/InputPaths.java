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

  /// Whether every argument names something.
  ///
  /// @throws InvalidInput where one does not
  public static void check(List<Path> arguments) {
    var faults = new ArrayList<InvalidInput>();
    for (Path path : arguments)
      if (Files.notExists(path))
        faults.add(
            new InvalidInput(
                "NO_SUCH_FILE", path.toString(), "there is no such file", "check its name"));
    if (!faults.isEmpty()) throw InvalidInput.all(faults);
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
