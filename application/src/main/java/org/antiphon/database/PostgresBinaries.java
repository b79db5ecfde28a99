package org.antiphon.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Objects;
import org.antiphon.problem.Unavailable;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// The server's programs, unpacked once into a cache that several data directories may share.
///
/// The archive holds links and mode bits; both matter. A half-unpacked folder never gets the final
/// name: it is filled under a name of this process and renamed.
final class PostgresBinaries {
  static final String VERSION = "18.6.0";
  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

  private PostgresBinaries() {}

  /// The folder that holds `bin/postgres`; unpacks it first where needed (about 60 MB, seconds).
  static Path unpacked(Path cache) {
    var home = cache.resolve("postgres-" + VERSION);
    if (Files.isExecutable(home.resolve("bin/postgres"))) return home;
    try {
      var scratch = cache.resolve(home.getFileName() + ".tmp-" + ProcessHandle.current().pid());
      delete(scratch);
      Files.createDirectories(scratch);
      unpack(scratch);
      rename(scratch, home);
      return home;
    } catch (IOException e) {
      throw new Unavailable(
          "DATABASE_NOT_UNPACKED",
          cache.toString(),
          "the database's programs could not be unpacked: " + e,
          "give the folder space and write permission, or another --data",
          e);
    }
  }

  private static void unpack(Path folder) throws IOException {
    try (var resource = PostgresBinaries.class.getResourceAsStream(ARCHIVE);
        var tar =
            new TarArchiveInputStream(
                new XZCompressorInputStream(
                    new BufferedInputStream(
                        Objects.requireNonNull(resource, ARCHIVE + " is not on the class path"))),
                "UTF-8")) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) put(tar, entry, folder);
    }
  }

  private static void put(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder)
      throws IOException {
    var target = folder.resolve(entry.getName()).normalize();
    if (!target.startsWith(folder)) throw new IOException("leaves the folder: " + entry.getName());
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(Objects.requireNonNull(target.getParent()));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
    if ((entry.getMode() & 0100) != 0 && !target.toFile().setExecutable(true, false))
      throw new IOException("cannot make executable: " + target);
  }

  private static void rename(Path scratch, Path home) throws IOException {
    try {
      Files.move(scratch, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      delete(scratch);
      if (!Files.isExecutable(home.resolve("bin/postgres"))) throw e;
      // another process was faster; its folder is complete
    }
  }

  /// Removes a folder with all it holds; links are removed, not followed.
  static void delete(Path folder) throws IOException {
    if (Files.notExists(folder)) return;
    try (var all = Files.walk(folder)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
