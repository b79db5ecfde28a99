package org.antiphon.network.exchange;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.database.Database;
import org.antiphon.database.UuidV7;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.ledger.Checkpoint;
import org.antiphon.ledger.LeafTree;
import org.antiphon.ledger.MerkleTree;
import org.antiphon.ledger.SigningKey;
import org.antiphon.ledger.TileFiles;
import org.antiphon.problem.Refused;
import org.jspecify.annotations.Nullable;

/// Our own feed: an append-only log in C2SP tiles under a signed head, on the ledger's Merkle code
/// with a key of its own. A record and the head that covers it are one transaction.
public final class Feed {
  private static final int WIDTH = 256;
  private final Database database;
  private final SigningKey key;
  private final InstantSource clock;

  Feed(Database database, SigningKey key, InstantSource clock) {
    this.database = database;
    this.key = key;
    this.clock = clock;
  }

  /// What partners need to check our heads.
  public String vkey() {
    return key.verifying().vkey();
  }

  /// The log's name.
  public String origin() {
    return key.verifying().name();
  }

  /// Appends a record, in the caller's transaction.
  ///
  /// @param fields beside v, kind, id, issued
  /// @return its id
  String append(
      String kind, Map<String, Object> fields, @Nullable UUID about, @Nullable String claim) {
    lock();
    var id = UuidV7.next(clock).toString();
    var record = new LinkedHashMap<String, Object>();
    record.put("v", 1);
    record.put("kind", kind);
    record.put("id", id);
    record.put(
        "issued", clock.instant().truncatedTo(java.time.temporal.ChronoUnit.MILLIS).toString());
    record.putAll(fields);
    byte[] body = CanonicalJson.of(record);
    var tree = tree();
    database
        .sql()
        .sql("insert into exchange_published values (:idx, :id, :kind, :body, :case, :about, :at)")
        .param("idx", tree.size())
        .param("id", id)
        .param("kind", kind)
        .param("body", body)
        .param("case", about)
        .param("about", claim)
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    tree.add(MerkleTree.leaf(body));
    sign(tree);
    return id;
  }

  private void lock() {
    database
        .sql()
        .sql("select 1 from (select pg_advisory_xact_lock(7041776, 2)) locked")
        .query(Integer.class)
        .single();
  }

  private void sign(LeafTree tree) {
    var head = new Checkpoint(origin(), tree.size(), tree.root()).sign(key).toString();
    database
        .sql()
        .sql(
            """
            insert into exchange_head values (true, ?, ?)
            on conflict (one) do update set size = excluded.size, note = excluded.note
            """)
        .params(tree.size(), head)
        .update();
  }

  private LeafTree tree() {
    return LeafTree.of(
        database
            .sql()
            .sql("select body from exchange_published order by idx")
            .query((row, _) -> MerkleTree.leaf(row.getBytes(1)))
            .list());
  }

  /// The signed head, as a note; of the empty log before the first record.
  public String checkpoint() {
    return database
        .sql()
        .sql("select note from exchange_head")
        .query(String.class)
        .optional()
        .orElseGet(() -> new Checkpoint(origin(), 0, new LeafTree().root()).sign(key).toString());
  }

  /// The bytes of a tile or entry bundle, by its path below the prefix, `tile/…`.
  ///
  /// @throws Refused NOT_FOUND where it is not (yet) part of the log
  public byte[] tile(String path) {
    var wanted = Tile.parse(path).orElseThrow(() -> missing(path));
    var bodies =
        database
            .sql()
            .sql("select body from exchange_published where idx >= ? and idx < ? order by idx")
            .params(wanted.first(), wanted.end())
            .query((row, _) -> row.getBytes(1))
            .list();
    if (bodies.size() != wanted.end() - wanted.first()) throw missing(path);
    if (wanted.level.equals("entries")) return TileFiles.entries(bodies);
    return hashes(wanted, LeafTree.of(bodies.stream().map(MerkleTree::leaf).toList()));
  }

  private static byte[] hashes(Tile wanted, LeafTree leaves) {
    var parts = new ArrayList<byte[]>();
    for (int i = 0; i < wanted.width; i++) parts.add(leaves.at(8 * wanted.height(), i));
    var all = new byte[32 * parts.size()];
    for (int i = 0; i < parts.size(); i++) System.arraycopy(parts.get(i), 0, all, 32 * i, 32);
    return all;
  }

  private static Refused missing(String path) {
    return new Refused("NOT_FOUND", path, "no such part of the log", "read checkpoint first");
  }

  /// A tile's name.
  ///
  /// @param level a number, or `entries`
  private record Tile(String level, long n, int width) {
    static Optional<Tile> parse(String path) {
      var found =
          java.util.regex.Pattern.compile(
                  "tile/(entries|[0-5])/((?:x[0-9]{3}/){0,3}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?")
              .matcher(path);
      if (!found.matches()) return Optional.empty();
      long n = Long.parseLong(found.group(2).replaceAll("[x/]", ""));
      int width = found.group(3) == null ? WIDTH : Integer.parseInt(found.group(3));
      return width > WIDTH ? Optional.empty() : Optional.of(new Tile(found.group(1), n, width));
    }

    int height() {
      return level.equals("entries") ? 0 : Integer.parseInt(level);
    }

    /// Entries below each of its hashes.
    private long span() {
      return 1L << (8 * height());
    }

    long first() {
      return n * WIDTH * span();
    }

    long end() {
      return first() + width * span();
    }
  }

  /// One record of ours.
  public record Published(
      long index,
      String id,
      String kind,
      String body,
      @Nullable UUID about,
      java.time.Instant at) {}

  /// Our records, newest first.
  public List<Published> newest(int most) {
    return database
        .sql()
        .sql("select * from exchange_published order by idx desc limit ?")
        .param(most)
        .query((row, _) ->
            new Published(
                row.getLong("idx"),
                row.getString("id"),
                row.getString("kind"),
                new String(row.getBytes("body"), java.nio.charset.StandardCharsets.UTF_8),
                row.getObject("case_id", UUID.class),
                row.getObject("at", java.time.OffsetDateTime.class).toInstant()))
        .list();
  }

  /// Ids of our claims of a case that are not retracted.
  List<String> liveClaims(UUID about) {
    return database
        .sql()
        .sql(
            """
            select c.id from exchange_published c where c.kind = 'claim' and c.case_id = ?
              and not exists (select from exchange_published r where r.kind = 'retract' and r.about = c.id)
            """)
        .param(about)
        .query((row, _) -> row.getString(1))
        .list();
  }

  /// Whether a blob may be fetched by partners: while one claim that names it stands.
  public boolean offers(String sha256) {
    return database
        .sql()
        .sql("select exists (select from exchange_blob where sha256 = ? and withdrawn_at is null)")
        .param(sha256)
        .query(Boolean.class)
        .single();
  }

  void offer(String sha256, String claim) {
    database
        .sql()
        .sql(
            """
            insert into exchange_blob values (?, ?, null)
            on conflict (sha256, claim) do nothing
            """)
        .params(sha256, claim)
        .update();
  }

  void withdraw(String claim) {
    database
        .sql()
        .sql("update exchange_blob set withdrawn_at = ? where claim = ?")
        .params(clock.instant().atOffset(ZoneOffset.UTC), claim)
        .update();
  }
}
