package org.antiphon.database;

import java.nio.file.Path;
import java.util.Optional;

/// Where the database is.
///
/// @param data the data directory; the embedded cluster is `data/pg18`
/// @param cache where unpacked server binaries are kept, shared by data directories
/// @param url of an external PostgreSQL 18, `jdbc:postgresql://…`, with the user that may migrate;
///   empty = embedded
/// @param connections at most so many at once for the application, 1 to 16
/// @param durability whether committed means on disk
public record DatabaseSettings(
    Path data, Path cache, Optional<String> url, int connections, Durability durability) {
  /// Whether a commit waits for the disk.
  public enum Durability {
    /// A committed row survives kill -9 and a power cut.
    DURABLE,
    /// For tests only: nothing is flushed; a power cut loses the cluster.
    TESTS_ONLY
  }

  /// Checks the number of connections.
  public DatabaseSettings {
    if (connections < 1 || connections > 16)
      throw new IllegalArgumentException("1 to 16 connections, not " + connections);
    data = data.toAbsolutePath().normalize();
    cache = cache.toAbsolutePath().normalize();
  }

  /// The embedded server under `data`, with its binaries in `data/cache`.
  public static DatabaseSettings embedded(Path data) {
    return new DatabaseSettings(
        data, data.resolve("cache"), Optional.empty(), 16, Durability.DURABLE);
  }

  /// The same, with the binaries' cache elsewhere.
  public DatabaseSettings withCache(Path folder) {
    return new DatabaseSettings(data, folder, url, connections, durability);
  }

  /// The same, on an external server.
  public DatabaseSettings withUrl(String external) {
    return new DatabaseSettings(data, cache, Optional.of(external), connections, durability);
  }
}
