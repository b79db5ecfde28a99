package org.antiphon.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.antiphon.problem.Unavailable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The open database: statements, transactions, nothing else. Safe for many threads.
///
/// A transaction belongs to its thread; every statement through [#sql] or [#dataSource] in that
/// thread is part of it. What [#inTransaction] has returned from is durable. Never make a remote
/// call inside a transaction: it holds one of few connections.
public final class Database implements AutoCloseable {
  private final Logins logins;
  private final Optional<PostgresProcess> server;
  private final HikariDataSource pool;
  private final JdbcClient sql;
  private final TransactionTemplate transactions;

  private Database(Logins logins, Optional<PostgresProcess> server, int connections) {
    this.logins = logins;
    this.server = server;
    this.pool = pool(logins.as(DatabaseRole.APPLICATION), connections);
    this.sql = JdbcClient.create(pool);
    this.transactions = new TransactionTemplate(new JdbcTransactionManager(pool));
  }

  /// Starts the embedded server or joins the one that runs on the same data (or connects to the
  /// external one), and brings the schema to the newest version.
  ///
  /// @throws org.antiphon.problem.Problem with what to do, when the database cannot be used
  public static Database open(DatabaseSettings settings) {
    if (settings.url().isPresent()) {
      var logins = new Logins.External(settings.url().get());
      logins.prepare();
      return open(logins, Optional.empty(), settings.connections());
    }
    try (var _ = StartLock.take(settings.data())) {
      var server = PostgresProcess.joinOrStart(PostgresCluster.of(settings));
      try {
        var logins = new Logins.Embedded(server, "antiphon");
        logins.prepare();
        return open(logins, Optional.of(server), settings.connections());
      } catch (RuntimeException | Error e) {
        server.close();
        throw e;
      }
    }
  }

  /// Migrates and opens; closing the result stops `server` if it is ours.
  static Database open(Logins logins, Optional<PostgresProcess> server, int connections) {
    var owner = logins.as(DatabaseRole.OWNER);
    new Migrations(owner).apply();
    JdbcClient.create(owner)
        .sql("select count(keep_month_partitions(parent)) from partitioned_by_month")
        .query(Long.class)
        .single();
    return new Database(logins, server, connections);
  }

  private static HikariDataSource pool(DataSource source, int connections) {
    var config = new HikariConfig();
    config.setPoolName("antiphon");
    config.setDataSource(source);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1); // a short command opens one connection, not sixteen
    return new HikariDataSource(config);
  }

  /// Statements as the application; in a transaction of this thread they are part of it.
  public JdbcClient sql() {
    return sql;
  }

  /// Runs `work` in a transaction, or in the one that this thread is already in. Any exception
  /// rolls everything back, and an inner one's rolls back the outer.
  public <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(transactions.execute(_ -> work.get()));
  }

  /// As above, for work without a result.
  public void inTransaction(Runnable work) {
    transactions.executeWithoutResult(_ -> work.run());
  }

  /// Whether this thread is in a transaction.
  public boolean inTransaction() {
    return TransactionSynchronizationManager.isActualTransactionActive();
  }

  /// Runs `work` once this thread's transaction has committed, never after a rollback; without a
  /// transaction at once. Not durable: for wake-up calls only.
  public void afterCommit(Runnable work) {
    if (!inTransaction()) {
      work.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            work.run();
          }
        });
  }

  /// Connections that are part of this thread's transaction, for libraries that take a DataSource.
  public DataSource dataSource() {
    return new TransactionAwareDataSourceProxy(pool);
  }

  /// A connection of its own as another role, outside every pool and transaction; the caller closes
  /// it.
  public Connection connect(DatabaseRole role) {
    try {
      return logins.as(role).getConnection();
    } catch (SQLException e) {
      throw new Unavailable(
          "DATABASE_UNAVAILABLE",
          role.roleName(),
          "the database does not answer: " + e.getMessage(),
          "is it running? `antiphon doctor` looks",
          e);
    }
  }

  /// What the server says of itself.
  ///
  /// @param version such as `18.6`
  /// @param fsync whether what was committed survives a power cut
  /// @param now by its clock
  public record Condition(String version, boolean fsync, Instant now) {}

  /// Asks the server.
  public Condition condition() {
    return sql.sql(
            """
            select current_setting('server_version') as version,
              current_setting('fsync') = 'on' as fsync, clock_timestamp() as now
            """)
        .query((row, _) ->
            new Condition(
                row.getString("version"),
                row.getBoolean("fsync"),
                row.getObject("now", OffsetDateTime.class).toInstant()))
        .single();
  }

  /// Whether this process started the server, and so stops it.
  public boolean ownsServer() {
    return server.map(PostgresProcess::owned).orElse(false);
  }

  /// The embedded server; none where an external one is used.
  Optional<PostgresProcess> server() {
    return server;
  }

  /// Gives back all connections; stops the server if this process started it.
  @Override
  public void close() {
    pool.close();
    server.ifPresent(PostgresProcess::close);
  }
}
