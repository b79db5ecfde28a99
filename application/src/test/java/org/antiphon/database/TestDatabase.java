package org.antiphon.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.antiphon.database.DatabaseSettings.Durability;

/// Databases for tests: one server a JVM, each database a copy of a migrated template (tens of
/// milliseconds). Close what you take: the server takes 200 connections in all.
public final class TestDatabase {
  private static final TestDatabase ONE = new TestDatabase();
  private final AtomicInteger count = new AtomicInteger();
  private final PostgresProcess server;

  private TestDatabase() {
    try {
      var data = Files.createTempDirectory("antiphon-test-db");
      var settings =
          new DatabaseSettings(data, cache(), Optional.empty(), 8, Durability.TESTS_ONLY);
      server = PostgresProcess.joinOrStart(PostgresCluster.of(settings));
      var template = new Logins.Embedded(server, "template_migrated");
      template.prepare();
      Database.open(template, Optional.empty(), 1).close();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(data)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// A migrated, empty database of its own.
  public static Database fresh() {
    return ONE.copy();
  }

  /// A connection that may do anything to this database, for tests that tamper.
  public static Connection superuser(Database database) {
    try {
      return DriverManager.getConnection(
          PostgresProcess.url(ONE.server.port(), name(database)),
          PostgresCluster.SUPERUSER,
          ONE.server.cluster().password());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The unpacked server, shared by all tests of a user; no test writes to it.
  public static Path cache() {
    return Path.of(System.getProperty("java.io.tmpdir"), "antiphon-cache-" + uid());
  }

  private static Object uid() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String name(Database database) {
    return database.sql().sql("select current_database()").query(String.class).single();
  }

  private synchronized Database copy() {
    var name = "test_" + count.incrementAndGet();
    try (var connection = server.superuser();
        var statement = connection.createStatement()) {
      statement.execute(
          "create database " + name + " template template_migrated owner antiphon_owner");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return Database.open(new Logins.Embedded(server, name), Optional.empty(), 8);
  }

  private void remove(Path data) {
    server.close();
    try {
      PostgresBinaries.delete(data);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
