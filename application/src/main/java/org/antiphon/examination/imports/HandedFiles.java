package org.antiphon.examination.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.antiphon.examination.InputPaths;
import org.antiphon.problem.InvalidInput;

/// Files that were handed over, each import's in a folder of its own until it ends. A name from
/// outside never leads out of that folder.
final class HandedFiles {
  private static final String PART = "part-";
  private static final int DEEPEST = 8;
  private static final int LONGEST_NAME = 200;
  private static final int MOST_FILES = 10_000;
  private final Path root;
  private final long largest;

  HandedFiles(Path root, long largest) {
    this.root = root.toAbsolutePath().normalize();
    this.largest = largest;
  }

  Path folder(UUID id) {
    return root.resolve(id.toString());
  }

  /// Keeps a file; one of the same name is replaced.
  ///
  /// @throws InvalidInput NAME, TOO_LARGE, TOO_MANY
  Import.Handed put(UUID id, String name, InputStream bytes) throws IOException {
    Path to = place(id, name);
    if (Files.notExists(to) && list(id).size() >= MOST_FILES)
      throw new InvalidInput(
          "TOO_MANY", name, "an import has 10,000 files at most", "make several of them");
    Files.createDirectories(to.getParent());
    Path part = Files.createTempFile(root, PART, "");
    try {
      long written;
      try (var out = Files.newOutputStream(part)) {
        written = copy(bytes, out, name);
      }
      Files.move(part, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      return new Import.Handed(folder(id).relativize(to).toString(), written);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private long copy(InputStream in, java.io.OutputStream out, String name) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long written = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      written += read;
      if (written > largest)
        throw new InvalidInput(
            "TOO_LARGE",
            name,
            "the file is larger than %,d MB".formatted(largest >> 20),
            "raise work.maximum_upload, or add it with ./antiphon catalogue add");
      out.write(buffer, 0, read);
    }
    return written;
  }

  private Path place(UUID id, String name) {
    var parts = List.of(name.replace('\\', '/').split("/", -1));
    boolean good =
        parts.size() <= DEEPEST
            && parts.stream()
                .allMatch(part ->
                    !part.isBlank()
                        && !part.startsWith(".")
                        && part.chars().noneMatch(c -> c < ' ' || c == ':')
                        && part.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME);
    if (!good)
      throw new InvalidInput(
          "NAME", name, "a file cannot be kept under this name", "give it a plain name");
    Path to = folder(id);
    for (String part : parts) to = to.resolve(part);
    if (!to.normalize().startsWith(folder(id)))
      throw new InvalidInput("NAME", name, "the name leads elsewhere", "give it a plain name");
    return to;
  }

  /// Everything that was handed over, by name.
  List<Import.Handed> list(UUID id) {
    Path folder = folder(id);
    if (Files.notExists(folder)) return List.of();
    return InputPaths.walk(List.of(folder)).files().stream()
        .map(file -> new Import.Handed(folder.relativize(file).toString(), size(file)))
        .toList();
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Deletes what a crash left of files that were on their way.
  void removeLeftovers() {
    if (Files.notExists(root)) return;
    try (var all = Files.newDirectoryStream(root, PART + "*")) {
      for (Path each : all) Files.deleteIfExists(each);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void make(UUID id) {
    try {
      Files.createDirectories(folder(id));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Deletes an import's files; what the catalogue took is kept as blobs.
  void delete(UUID id) {
    if (Files.notExists(folder(id))) return;
    try (var all = Files.walk(folder(id))) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(each);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
