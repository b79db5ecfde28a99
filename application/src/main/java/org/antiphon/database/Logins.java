package org.antiphon.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.antiphon.database.DatabaseSettings.Durability;
import org.antiphon.problem.Refused;
import org.antiphon.problem.Unavailable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/// How each [DatabaseRole] connects.
///
/// Embedded: each role logs in with its own password. External: one login is given, which may
/// migrate; the others are reached by the start option `role`, which prevents mistakes and no more.
sealed interface Logins {
  /// Connections of a role, unpooled.
  DataSource as(DatabaseRole role);

  /// On our own server.
  record Embedded(PostgresProcess server, String database) implements Logins {
    @Override
    public DataSource as(DatabaseRole role) {
      var source = source(PostgresProcess.url(server.port(), database));
      source.setUsername(role.roleName());
      source.setPassword(server.cluster().password(role));
      return source;
    }

    /// Makes roles and the database where they are missing, and reads back that commits are safe.
    void prepare() {
      try (var connection = server.superuser()) {
        if (server.cluster().durability() == Durability.DURABLE) checkDurable(connection);
        for (var role : DatabaseRole.values()) makeRole(connection, role);
        if (!found(connection, "select from pg_database where datname = '" + database + "'")) {
          run(connection, "create database " + database + " owner antiphon_owner");
          run(connection, "revoke all on database " + database + " from public");
          run(connection, "grant connect, temporary on database " + database + " to antiphon_app");
          run(connection, "grant connect on database " + database + " to antiphon_eraser");
        }
      } catch (SQLException e) {
        throw unreachable(e);
      }
    }

    private void makeRole(Connection connection, DatabaseRole role) throws SQLException {
      var name = role.roleName();
      if (found(connection, "select from pg_roles where rolname = '" + name + "'")) return;
      var password = server.cluster().password(role);
      run(connection, "create role " + name + " login password '" + password + "'");
      if (role == DatabaseRole.SEQUENCER) run(connection, "grant antiphon_app to " + name);
    }

    private void checkDurable(Connection connection) throws SQLException {
      boolean safe =
          found(
              connection,
              """
              select where current_setting('fsync') = 'on'
                and current_setting('full_page_writes') = 'on'
                and current_setting('data_checksums') = 'on'
              """);
      if (!safe)
        throw new Refused(
            "DATABASE_NOT_DURABLE",
            server.cluster().folder().toString(),
            "fsync, full_page_writes or data_checksums is off",
            "a takedown must survive a power cut: remove those lines from postgresql.conf");
    }
  }

  /// On a server of the operator's.
  record External(String url) implements Logins {
    @Override
    public DataSource as(DatabaseRole role) {
      var source = source(url);
      if (role != DatabaseRole.OWNER)
        properties(source).setProperty("options", "-c role=" + role.roleName());
      return source;
    }

    void prepare() {
      try (var connection = as(DatabaseRole.OWNER).getConnection()) {
        for (var role : DatabaseRole.values())
          if (role != DatabaseRole.OWNER) make(connection, role);
        if (!found(
            connection, "select where pg_has_role('antiphon_sequencer', 'antiphon_app', 'usage')"))
          run(connection, "grant antiphon_app to antiphon_sequencer");
      } catch (SQLException e) {
        throw unreachable(e);
      }
    }

    private static void make(Connection connection, DatabaseRole role) throws SQLException {
      var name = role.roleName();
      if (!found(connection, "select from pg_roles where rolname = '" + name + "'"))
        run(connection, "create role " + name + " nologin");
      if (!found(connection, "select where pg_has_role(current_user, '" + name + "', 'set')"))
        run(connection, "grant " + name + " to current_user");
    }
  }

  private static DriverManagerDataSource source(String url) {
    var source = new DriverManagerDataSource(url);
    var properties = new Properties();
    properties.setProperty("ApplicationName", "antiphon");
    properties.setProperty("tcpKeepAlive", "true");
    source.setConnectionProperties(properties);
    return source;
  }

  private static Properties properties(DriverManagerDataSource source) {
    return Objects.requireNonNull(source.getConnectionProperties());
  }

  private static boolean found(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Unavailable unreachable(SQLException e) {
    return new Unavailable(
        "DATABASE_UNAVAILABLE",
        "database",
        "the database cannot be prepared: " + e.getMessage(),
        "check the URL and that its user may create roles, or make the roles "
            + Arrays.stream(DatabaseRole.values())
                .map(DatabaseRole::roleName)
                .collect(Collectors.joining(", ")),
        e);
  }
}
