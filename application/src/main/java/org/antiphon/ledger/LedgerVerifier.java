package org.antiphon.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.antiphon.database.Database;
import org.antiphon.database.DatabaseRole;
import org.antiphon.ledger.Verification.Check;
import org.antiphon.ledger.Verification.Result;
import org.antiphon.problem.InvalidInput;

/// Reads the whole ledger once, in order, and recomputes everything from the entries' bytes:
/// leaves, tiles, and the root at the size of every head that was kept, in the database, in the
/// file beside it, or given by whoever holds one. The memory needed grows with the heads (some 100
/// bytes each), not with the entries.
///
/// It says who would notice what. A change made with the database's means shows against the heads
/// in the file; one made with the file too shows against a head that somebody else holds. What it
/// cannot find: an entry removed together with its fact before it was sequenced (200 ms), and
/// whatever happened after the newest head that the tamperer does not have.
public final class LedgerVerifier {
  private final Database database;
  private final VerifyingKey key;

  /// @param key of the heads; taken from elsewhere than the database
  public LedgerVerifier(Database database, VerifyingKey key) {
    this.database = database;
    this.key = key;
  }

  /// Checks everything.
  ///
  /// @param headsFile beside the data, see [Sequencer]
  /// @param kept heads that were kept elsewhere, as signed notes
  public Verification verify(Path headsFile, List<String> kept) {
    try (var connection = database.connect(DatabaseRole.APPLICATION)) {
      connection.setAutoCommit(false); // one snapshot, and rows in portions
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      inOrderOfPlaces(connection);
      var run = new Run(connection);
      return run.verify(headsFile, kept);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Left alone, PostgreSQL hashes and sorts the whole ledger on disk before the first row.
  private static void inOrderOfPlaces(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("set local enable_hashjoin = off; set local enable_sort = off");
    }
  }

  private final class Run {
    private final Connection connection;
    private final TreeBuilder tree = new TreeBuilder();
    private final TreeMap<Long, byte[]> roots = new TreeMap<>();
    private final Map<String, Problems> problems = new TreeMap<>();
    private final List<Check> checks = new ArrayList<>();
    private final Tiles tiles;

    Run(Connection connection) throws SQLException {
      this.connection = connection;
      this.tiles = new Tiles(connection);
    }

    Verification verify(Path headsFile, List<String> kept) throws SQLException {
      var stored = storedHeads();
      var inFile = parse("file", Sequencer.heads(headsFile));
      var given = parse("given", kept);
      for (var heads : List.of(stored, inFile, given))
        heads.forEach(head -> roots.put(head.size(), new byte[0]));
      readEntries();
      tiles.rest(tree.size(), this::problem);
      checkPending();
      checks.add(check("entries", tree.size() + " entries, each hashes to its leaf"));
      checks.add(check("order", "places 0 to " + (tree.size() - 1) + " without a gap"));
      checks.add(check("tiles", tiles.count() + " tiles equal the recomputed ones"));
      checkRoot(stored);
      checkHeads("stored", stored);
      checkHeads("file", inFile);
      checkHeads("given", given);
      boolean verified = checks.stream().noneMatch(check -> check.result() == Result.FAILED);
      return new Verification(verified, tree.size(), checks);
    }

    private List<Checkpoint> storedHeads() throws SQLException {
      var heads = new ArrayList<String>();
      try (var statement = connection.createStatement();
          var rows =
              statement.executeQuery(
                  "select size, root, note from ledger_checkpoint order by size")) {
        while (rows.next()) {
          var note = rows.getString("note");
          heads.add(note);
          checkColumns(rows, note);
        }
      }
      return parse("stored", heads);
    }

    private void checkColumns(ResultSet row, String note) throws SQLException {
      var columns = new Checkpoint(key.name(), row.getLong("size"), row.getBytes("root"));
      if (!note.startsWith(columns.text()))
        problem("stored", "head " + columns.size() + ": its columns differ from its signed text");
    }

    private List<Checkpoint> parse(String from, List<String> notes) {
      var heads = new ArrayList<Checkpoint>();
      for (var note : notes) {
        try {
          var signed = SignedNote.parse(note);
          var head = Checkpoint.parse(signed.text());
          if (!signed.signedBy(key) || !head.origin().equals(key.name()))
            problem(from, "head " + head.size() + ": not signed by " + key.name());
          heads.add(head);
        } catch (InvalidInput e) {
          problem(from, "a head cannot be read: " + e.what());
        }
      }
      return heads;
    }

    private void readEntries() throws SQLException {
      root();
      try (var statement =
          connection.prepareStatement(
              """
              select l.idx, l.entry_id, e.uuid, e.kind, e.body, e.leaf
              from ledger_leaf l left join ledger_entry e on e.id = l.entry_id order by l.idx
              """)) {
        statement.setFetchSize(2000);
        try (var rows = statement.executeQuery()) {
          while (rows.next()) readEntry(rows);
        }
      }
    }

    private void readEntry(ResultSet row) throws SQLException {
      long place = row.getLong("idx");
      if (place != tree.size())
        problem("order", "place " + tree.size() + " is missing; the next one is " + place);
      var body = row.getBytes("body");
      if (body == null) {
        problem("entries", "place " + place + ": entry " + row.getLong("entry_id") + " is gone");
        tree.add(new byte[32], tiles.compare(this::problem));
      } else {
        var leaf = MerkleTree.leaf(body);
        compare("entries", place, row, leaf, row.getBytes("leaf"));
        tiles.stored(place).ifPresent(sealed -> compareQuietly(place, row, leaf, sealed));
        tree.add(leaf, tiles.compare(this::problem));
      }
      root();
    }

    private void compareQuietly(long place, ResultSet row, byte[] leaf, byte[] sealed) {
      try {
        compare("entries", place, row, leaf, sealed);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    private void compare(String check, long place, ResultSet row, byte[] found, byte[] sealed)
        throws SQLException {
      if (Arrays.equals(found, sealed)) return;
      problem(
          check,
          "place %d, entry %s (%s): its bytes hash to %s, its leaf was %s"
              .formatted(
                  place,
                  row.getString("uuid"),
                  row.getString("kind"),
                  HexFormat.of().formatHex(found),
                  HexFormat.of().formatHex(sealed)));
    }

    /// Keeps the root where a head wants one.
    private void root() {
      if (roots.containsKey(tree.size())) roots.put(tree.size(), tree.root());
    }

    /// An entry must have a place or wait for one; the sequencer leaves none in between.
    private void checkPending() throws SQLException {
      try (var statement = connection.createStatement();
          var rows =
              statement.executeQuery(
                  """
                  select e.id, e.uuid from ledger_entry e
                  where not exists (select from ledger_leaf l where l.entry_id = e.id)
                    and not exists (select from ledger_pending p where p.entry_id = e.id)
                  order by e.id limit 1
                  """)) {
        if (rows.next())
          problem("order", "entry " + rows.getString("uuid") + " has lost its place in the tree");
      }
    }

    private void checkHeads(String name, List<Checkpoint> heads) {
      for (var head : heads) {
        if (head.size() > tree.size())
          problem(
              name,
              "a head of %d entries was signed, the ledger has %d: it was cut or restored"
                  .formatted(head.size(), tree.size()));
        else if (!Arrays.equals(roots.get(head.size()), head.root())) problem(name, differs(head));
      }
      var label = "heads " + name;
      if (heads.isEmpty() && !problems.containsKey(name))
        checks.add(new Check(label, Result.NOT_PRESENT, "none"));
      else
        checks.add(
            check(name, label, heads.size() + " heads signed and consistent with the entries"));
    }

    private void checkRoot(List<Checkpoint> stored) {
      long newest = stored.isEmpty() ? 0 : stored.getLast().size();
      if (newest != tree.size())
        problem("root", "the newest head is of " + newest + " entries, not of " + tree.size());
      else if (newest > 0 && !Arrays.equals(stored.getLast().root(), tree.root()))
        problem("root", differs(stored.getLast()));
      checks.add(check("root", HexFormat.of().formatHex(tree.root())));
    }

    private String differs(Checkpoint head) {
      return "head of %d entries: its root is %s, the entries give %s"
          .formatted(
              head.size(),
              HexFormat.of().formatHex(head.root()),
              HexFormat.of().formatHex(roots.getOrDefault(head.size(), new byte[0])));
    }

    private Check check(String name, String detail) {
      return check(name, name, detail);
    }

    private Check check(String name, String label, String detail) {
      var found = problems.get(name);
      if (found == null) return new Check(label, Result.OK, detail);
      var more = found.count > 1 ? " (and " + (found.count - 1) + " more)" : "";
      return new Check(label, Result.FAILED, found.first + more);
    }

    private void problem(String check, String what) {
      problems.computeIfAbsent(check, _ -> new Problems(what)).count++;
    }
  }

  /// The first problem of a check, and how many there are.
  private static final class Problems {
    final String first;
    int count;

    Problems(String first) {
      this.first = first;
    }
  }

  /// The stored tiles, read once and held against the recomputed ones.
  private static final class Tiles {
    private final Connection connection;
    private long current = -1;
    private Optional<byte[]> leaves = Optional.empty();
    private long count;

    Tiles(Connection connection) {
      this.connection = connection;
    }

    long count() {
      return count;
    }

    interface Finder {
      void found(String check, String what);
    }

    /// The leaf hash that the tile has for a place; empty in the unfinished tile.
    Optional<byte[]> stored(long place) throws SQLException {
      long n = place / TreeBuilder.WIDTH;
      if (n != current) {
        leaves = tile(0, n);
        current = n;
      }
      int at = (int) (place % TreeBuilder.WIDTH) * 32;
      return leaves.map(hashes -> Arrays.copyOfRange(hashes, at, at + 32));
    }

    private Optional<byte[]> tile(int level, long n) throws SQLException {
      try (var statement =
          connection.prepareStatement("select hashes from ledger_tile where level = ? and n = ?")) {
        statement.setInt(1, level);
        statement.setLong(2, n);
        try (var rows = statement.executeQuery()) {
          return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
        }
      }
    }

    TreeBuilder.Tiles compare(Finder finder) {
      return (level, n, hashes) -> {
        count++;
        try {
          var stored = tile(level, n);
          if (stored.isEmpty()) finder.found("tiles", "tile " + level + "/" + n + " is gone");
          else if (!Arrays.equals(stored.get(), hashes))
            finder.found("tiles", "tile " + level + "/" + n + " differs from the entries");
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      };
    }

    /// Tiles beyond the tree.
    void rest(long size, Finder finder) throws SQLException {
      try (var statement =
          connection.prepareStatement(
              "select count(*) from ledger_tile where level = 0 and n >= ?")) {
        statement.setLong(1, size / TreeBuilder.WIDTH);
        try (var rows = statement.executeQuery()) {
          rows.next();
          if (rows.getLong(1) > 0)
            finder.found("tiles", rows.getLong(1) + " tiles lie beyond the last entry");
        }
      }
    }
  }
}
