package org.antiphon.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.antiphon.problem.Unavailable;

/// The embedded server: started by the first process that needs it, joined by the others, stopped
/// by the one that started it.
///
/// It dies with us, even by kill -9: Linux sends it INT (fast shutdown) when the *thread* that
/// started it ends, hence a thread that does nothing but wait for it. After a crash PostgreSQL
/// replays its log; a stale `postmaster.pid` is its own to judge. A freshly killed server may stay
/// visible for a moment, so the start is repeated for up to a minute.
final class PostgresProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private final PostgresCluster cluster;
  private final int port;
  private final Optional<Process> own;

  private PostgresProcess(PostgresCluster cluster, int port, Optional<Process> own) {
    this.cluster = cluster;
    this.port = port;
    this.own = own;
  }

  /// Joins the server of this cluster, or makes and starts it. The caller holds [StartLock].
  static PostgresProcess joinOrStart(PostgresCluster cluster) {
    cluster.create();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      var running = cluster.postmaster();
      if (running.isPresent()) {
        int port = running.get().port();
        if (port > 0 && answers(cluster, port))
          return new PostgresProcess(cluster, port, Optional.empty());
        LockSupport.parkNanos(50_000_000); // starting up, or shutting down: look again
      } else {
        var started = start(cluster);
        if (started.isPresent()) return started.get();
      }
    }
    throw notStarted(cluster);
  }

  /// Empty when the server gave up for a reason that passes.
  private static Optional<PostgresProcess> start(PostgresCluster cluster) {
    int port = freePort();
    var process = startOnThreadOfItsOwn(cluster, port);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
        if (answers(cluster, port))
          return Optional.of(new PostgresProcess(cluster, port, Optional.of(process)));
        if (System.nanoTime() > deadline) break;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stop(process);
    var log = cluster.logTail();
    boolean passes = log.contains("lock file") || log.contains("could not bind");
    if (!passes || Thread.currentThread().isInterrupted()) throw notStarted(cluster);
    return Optional.empty();
  }

  private static Process startOnThreadOfItsOwn(PostgresCluster cluster, int port) {
    var started = new CompletableFuture<Process>();
    Thread.ofPlatform()
        .daemon()
        .name("postgres-keeper")
        .start(() -> {
          try {
            var process = cluster.start(port);
            started.complete(process);
            process.onExit().join(); // the death signal follows this thread
          } catch (IOException e) {
            started.completeExceptionally(e);
          }
        });
    try {
      return started.join();
    } catch (java.util.concurrent.CompletionException e) {
      throw new Unavailable(
          "DATABASE_NOT_STARTED",
          cluster.folder().toString(),
          "the database could not be started: " + e.getCause(),
          "look at " + cluster.log() + ", or give --db URL",
          e);
    }
  }

  private static Unavailable notStarted(PostgresCluster cluster) {
    return new Unavailable(
        "DATABASE_NOT_STARTED",
        cluster.folder().toString(),
        "the database does not start:\n" + cluster.logTail(),
        "look at " + cluster.log() + ", or give --db URL");
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean answers(PostgresCluster cluster, int port) {
    try (Connection _ = connect(cluster, port)) {
      return true;
    } catch (SQLException e) {
      var state = String.valueOf(e.getSQLState());
      if (state.startsWith("08") || state.equals("57P03")) return false;
      throw new Unavailable(
          "DATABASE_REFUSES_US",
          "127.0.0.1:" + port,
          "the database does not let us in: " + e.getMessage(),
          "is the password file of another cluster beside this one?",
          e);
    }
  }

  private static Connection connect(PostgresCluster cluster, int port) throws SQLException {
    return DriverManager.getConnection(
        url(port, "postgres"), PostgresCluster.SUPERUSER, cluster.password());
  }

  static String url(int port, String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  PostgresCluster cluster() {
    return cluster;
  }

  int port() {
    return port;
  }

  boolean owned() {
    return own.isPresent();
  }

  /// A connection as superuser, for making roles and databases.
  Connection superuser() throws SQLException {
    return connect(cluster, port);
  }

  /// Stops the server if this process started it.
  @Override
  public void close() {
    own.ifPresent(PostgresProcess::stop);
  }

  /// INT, not `destroy`: TERM is the shutdown that waits for every client.
  private static void stop(Process process) {
    if (!process.isAlive()) return;
    try {
      var kill = new ProcessBuilder("sh", "-c", "kill -INT " + process.pid()).start();
      kill.waitFor(5, TimeUnit.SECONDS);
      if (!process.waitFor(20, TimeUnit.SECONDS)) process.destroyForcibly();
    } catch (IOException e) {
      process.destroy();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
