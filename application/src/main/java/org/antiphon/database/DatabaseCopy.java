package org.antiphon.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.antiphon.problem.Unavailable;

/// Copies the embedded server's folder while it works, and puts a copy in the place of a new one.
///
/// PostgreSQL's low-level base backup (manual 25.3.3): between `pg_backup_start` and
/// `pg_backup_stop` the files are copied as they are; the label that the stop answers with tells
/// the copy where to replay its log from. A temporary replication slot keeps that log from being
/// recycled meanwhile. What was committed before the stop is in the copy.
public final class DatabaseCopy {
  private static final String LOG = "pg_wal";

  /// Of the running server, or made anew by the next one.
  private static final Set<String> LEFT_OUT =
      Set.of("postmaster.pid", "postmaster.opts", "pg_replslot", "pg_stat_tmp", "pg_internal.init");

  private DatabaseCopy() {}

  /// Copies it.
  ///
  /// @param to a folder that is made
  /// @return false, and nothing is copied, where the database is an external one
  public static boolean take(Database database, Path to) {
    var server = database.server();
    if (server.isEmpty()) return false;
    var cluster = server.get().cluster();
    try (var connection = server.get().superuser()) {
      run(connection, "select pg_create_physical_replication_slot('antiphon_backup', true, true)");
      run(connection, "select pg_backup_start('antiphon', true)");
      copy(cluster.folder(), to);
      var label = text(connection, "select labelfile from pg_backup_stop(false)");
      copy(cluster.folder().resolve(LOG), to.resolve(LOG));
      Files.writeString(to.resolve("backup_label"), label);
      Files.copy(
          cluster.passwordFile(),
          to.resolveSibling("pg18.password"),
          StandardCopyOption.COPY_ATTRIBUTES);
      return true;
    } catch (SQLException | IOException e) {
      throw new Unavailable(
          "BACKUP_FAILED",
          to.toString(),
          "the database could not be copied: " + e.getMessage(),
          "see that there is space, and that no other backup runs",
          e);
    }
  }

  /// Puts a copy into an empty data directory; the next start replays its log.
  ///
  /// @param from the folder that [#take] filled
  public static void restore(Path from, DatabaseSettings into) {
    var cluster = PostgresCluster.of(into);
    try {
      Files.createDirectories(into.data());
      copyAll(from, cluster.folder(), Set.of());
      Files.copy(
          from.resolveSibling("pg18.password"),
          cluster.passwordFile(),
          StandardCopyOption.COPY_ATTRIBUTES);
      for (var empty : Set.of("pg_replslot", "pg_stat_tmp"))
        Files.createDirectories(cluster.folder().resolve(empty));
      try (var all = Files.walk(cluster.folder())) {
        for (var each : all.toList()) cluster.hand(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the database cannot be put in place", e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    copyAll(from, to, from.endsWith(LOG) ? Set.of() : LEFT_OUT);
  }

  private static void copyAll(Path from, Path to, Set<String> leftOut) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (leftOut.contains(String.valueOf(folder.getFileName())))
              return FileVisitResult.SKIP_SUBTREE;
            var target = to.resolve(from.relativize(folder));
            if (Files.notExists(target))
              Files.copy(folder, target, StandardCopyOption.COPY_ATTRIBUTES);
            // The log is copied after the stop, whole.
            return !leftOut.isEmpty() && folder.endsWith(LOG)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            var name = String.valueOf(file.getFileName());
            if (leftOut.contains(name) || name.startsWith("pgsql_tmp"))
              return FileVisitResult.CONTINUE;
            try {
              Files.copy(
                  file,
                  to.resolve(from.relativize(file)),
                  StandardCopyOption.COPY_ATTRIBUTES,
                  StandardCopyOption.REPLACE_EXISTING);
            } catch (NoSuchFileException e) {
              return FileVisitResult.CONTINUE; // dropped meanwhile: the log says so
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) return FileVisitResult.CONTINUE;
            throw e;
          }
        });
  }

  private static void run(Connection connection, String statement) throws SQLException {
    try (var sql = connection.createStatement()) {
      sql.execute(statement);
    }
  }

  private static String text(Connection connection, String query) throws SQLException {
    try (var sql = connection.createStatement();
        var rows = sql.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
