package org.antiphon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.antiphon.problem.Unreadable;

/// The files of a backup beside the database, and the list of hashes that seals all of them.
final class BackupFiles {
  /// What is copied of a data directory beside the database.
  static final List<String> PARTS = List.of("blobs", "keys", "antiphon.toml", "ledger-heads.txt");

  /// Name of the list, in the format of `sha256sum`.
  static final String SEAL = "SHA256SUMS";

  private BackupFiles() {}

  /// A file or a folder with all that is below; nothing where there is none.
  static void copy(Path from, Path to) throws IOException {
    if (Files.notExists(from)) return;
    try (var all = Files.walk(from)) {
      for (Path each : all.toList()) {
        if (String.valueOf(each.getFileName()).endsWith(".part")) continue;
        Files.copy(
            each,
            to.resolve(from.relativize(each).toString()),
            StandardCopyOption.COPY_ATTRIBUTES,
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /// Writes the list; says how many files there are.
  static long seal(Path folder) throws IOException {
    var lines = new ArrayList<String>();
    for (Path file : files(folder)) lines.add(sha256(file) + "  " + folder.relativize(file));
    Files.write(folder.resolve(SEAL), lines);
    return lines.size();
  }

  /// Checks every file of the list.
  ///
  /// @throws Unreadable naming the first that is missing or changed
  static long check(Path folder) throws IOException {
    var list = folder.resolve(SEAL);
    if (Files.notExists(list))
      throw new Unreadable(
          "NOT_A_BACKUP",
          folder.toString(),
          "there is no " + SEAL,
          "give a folder that `backup` made");
    long count = 0;
    for (String line : Files.readAllLines(list)) {
      var file = folder.resolve(line.substring(66)).normalize();
      if (!file.startsWith(folder.normalize())
          || Files.notExists(file)
          || !sha256(file).equals(line.substring(0, 64)))
        throw new Unreadable(
            "BACKUP_DAMAGED",
            file.toString(),
            "it is missing, or not what was backed up",
            "use another backup");
      count++;
    }
    return count;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String sha256(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var digest = MessageDigest.getInstance("SHA-256");
      var buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) digest.update(buffer, 0, n);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
