package org.antiphon.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.antiphon.database.Database;
import org.antiphon.database.DatabaseRole;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// Puts committed entries in order: every 200 ms, one transaction takes what is pending, gives it
/// contiguous places, stores tiles that became full and a signed head. A crash leaves all of that
/// or nothing. An advisory lock lets one of many processes do it; the others look on.
///
/// Heads leave the database at most once a minute, and at [#close], for a file beside the data:
/// what is in it can no longer be changed with the database's means.
public final class Sequencer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Sequencer.class);
  private static final long LOCK = 0x416e7469_70686f6eL; // "Antiphon"
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration BETWEEN_HEADS = Duration.ofMinutes(1);
  private static final int MOST = 8192;
  private final Database database;
  private final SigningKey key;
  private final Path headsFile;
  private final InstantSource clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("ledger-sequencer").factory());
  private @Nullable Connection connection;
  private @Nullable TreeBuilder tree;
  private Instant headWrittenAt = Instant.MIN;
  private Optional<String> headToWrite = Optional.empty();

  /// @param headsFile signed heads are appended to it, such as `DATA/ledger-checkpoints.txt`
  public Sequencer(Database database, KeyFolder keys, Path headsFile, InstantSource clock) {
    this.database = database;
    this.key = keys.ledgerKey();
    this.headsFile = headsFile;
    this.clock = clock;
  }

  /// Begins to sequence in the background.
  public void start() {
    var _ = thread.scheduleWithFixedDelay(this::tick, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tick() {
    try {
      while (sequence() == MOST) {
        // more is pending than one transaction takes
      }
    } catch (SQLException | RuntimeException e) {
      LOG.error("the ledger could not be sequenced; trying again", e);
      drop();
    }
  }

  /// Sequences what is pending now.
  ///
  /// @return how many entries got their place; 0 also when another process sequences
  public synchronized int sequence() throws SQLException {
    var open = connection();
    try {
      var sql = JdbcClient.create(new SingleConnectionDataSource(open, true));
      int count = sequence(sql);
      open.commit();
      writeHead(false);
      return count;
    } catch (SQLException | RuntimeException e) {
      tree = null;
      open.rollback();
      throw e;
    }
  }

  private int sequence(JdbcClient sql) {
    boolean ours =
        sql.sql("select pg_try_advisory_xact_lock(?)").param(LOCK).query(Boolean.class).single();
    if (!ours) return 0;
    var pending = pending(sql);
    if (pending.isEmpty()) return 0;
    var growing = tree(sql);
    long first = growing.size();
    for (var entry : pending) growing.add(entry.leaf, (level, n, h) -> store(sql, level, n, h));
    place(sql, first, pending);
    var head = new Checkpoint(key.verifying().name(), growing.size(), growing.root());
    store(sql, head);
    if (first / 100_000 != growing.size() / 100_000 || first == 0)
      sql.sql("select ledger_keep_partitions()").query().listOfRows();
    return pending.size();
  }

  private record Pending(long id, byte[] leaf) {}

  private static List<Pending> pending(JdbcClient sql) {
    return sql.sql(
            """
            select p.entry_id, e.leaf from ledger_pending p join ledger_entry e on e.id = p.entry_id
            order by p.entry_id limit ?
            """)
        .param(MOST)
        .query((row, _) -> new Pending(row.getLong(1), row.getBytes(2)))
        .list();
  }

  /// The tree as we left it, or as the database has it when another process went on meanwhile.
  private TreeBuilder tree(JdbcClient sql) {
    var store = new TreeStore(sql);
    long size = store.size();
    var known = tree;
    if (known == null || known.size() != size) known = new TreeBuilder(size, store.open(size));
    tree = known;
    return known;
  }

  private static void store(JdbcClient sql, int level, long n, byte[] hashes) {
    sql.sql("insert into ledger_tile (level, n, hashes) values (?, ?, ?)")
        .params(level, n, hashes)
        .update();
  }

  private static void place(JdbcClient sql, long first, List<Pending> pending) {
    var ids = pending.stream().map(Pending::id).toArray(Long[]::new);
    sql.sql(
            """
            insert into ledger_leaf (idx, entry_id)
            select ? + place - 1, id from unnest(?::bigint[]) with ordinality as p (id, place)
            """)
        .params(first, ids)
        .update();
    sql.sql("delete from ledger_pending where entry_id = any (?::bigint[])")
        .params(new ArrayList<Object>(List.of((Object) ids)))
        .update();
  }

  private void store(JdbcClient sql, Checkpoint head) {
    var note = head.sign(key).toString();
    sql.sql("insert into ledger_checkpoint (size, root, note, at) values (?, ?, ?, ?)")
        .params(head.size(), head.root(), note, clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    headToWrite = Optional.of(note);
  }

  /// Appends the newest head to the file, after its commit, when a minute has passed.
  private void writeHead(boolean now) {
    if (headToWrite.isEmpty()) return;
    if (!now && clock.instant().isBefore(headWrittenAt.plus(BETWEEN_HEADS))) return;
    try (var file =
        FileChannel.open(headsFile, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      // notes are separated by an empty line after their signatures
      file.write(StandardCharsets.UTF_8.encode(headToWrite.get() + "\n"));
      file.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    headWrittenAt = clock.instant();
    headToWrite = Optional.empty();
  }

  /// The heads of such a file, oldest first; empty when there is none.
  public static List<String> heads(Path headsFile) {
    if (Files.notExists(headsFile)) return List.of();
    try {
      var heads = new ArrayList<String>();
      var head = new StringBuilder();
      boolean signed = false;
      for (var line : Files.readAllLines(headsFile)) {
        if (line.isEmpty() && signed) {
          heads.add(head.toString());
          head.setLength(0);
          signed = false;
        } else {
          head.append(line).append('\n');
          signed |= line.startsWith("\u2014 ");
        }
      }
      if (!head.isEmpty()) heads.add(head.toString());
      return heads;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Connection connection() throws SQLException {
    var open = connection;
    if (open != null && !open.isClosed()) return open;
    open = database.connect(DatabaseRole.SEQUENCER);
    open.setAutoCommit(false);
    connection = open;
    return open;
  }

  private synchronized void drop() {
    tree = null;
    try {
      if (connection != null) connection.close();
    } catch (SQLException e) {
      LOG.debug("closing a broken connection", e);
    }
    connection = null;
  }

  /// Sequences what is pending, writes the newest head to the file, ends.
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(10, TimeUnit.SECONDS)) thread.shutdownNow();
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
    tick();
    synchronized (this) {
      writeHead(true);
    }
    drop();
  }
}
