package org.antiphon.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.antiphon.database.Database;
import org.antiphon.database.DatabaseRole;
import org.antiphon.database.UuidV7;
import org.antiphon.problem.InvalidInput;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The record of what was done. [#append] is part of the caller's transaction: the fact and its
/// entry are committed together or not at all.
///
/// Entries are not chained when they are written, since a chain's head would make every transaction
/// of the product wait for one lock; [Sequencer] puts committed ones in order 200 ms later. The
/// promise: if A was committed before B was appended, A's index is smaller; for concurrent ones
/// nothing is promised.
public final class Ledger {
  static final int MOST_BYTES = 8192;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private final Database database;
  private final byte[] pseudonymKey;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Supplier<Optional<Trace>> trace;

  /// @param keys holds the key of pseudonyms
  public Ledger(Database database, KeyFolder keys, InstantSource clock) {
    this(database, keys, clock, Optional::empty);
  }

  /// As above; entries name the span in which they were written.
  public Ledger(
      Database database, KeyFolder keys, InstantSource clock, Supplier<Optional<Trace>> trace) {
    this.trace = trace;
    this.database = database;
    this.pseudonymKey = keys.secret("pseudonym");
    this.clock = clock;
  }

  /// Ids of a span, 32 and 16 hexadecimal digits: where engineers find how it came about.
  public record Trace(String trace, String span) {}

  /// Writes an entry.
  ///
  /// @throws IllegalStateException outside a transaction
  /// @throws InvalidInput when it is larger than 8 KiB or holds a fraction or too great an integer
  public EntryId append(Entry entry) {
    if (!database.inTransaction())
      throw new IllegalStateException("an entry is written in the transaction of its fact");
    var id = new EntryId(UuidV7.next(clock));
    var commitments = commit(id, entry.personal());
    insert(id, entry, body(id, entry, commitments));
    return id;
  }

  private byte[] body(EntryId id, Entry entry, Map<String, String> commitments) {
    var json = MAPPER.createObjectNode().put("v", 1).put("id", id.toString());
    json.put("at", TIME.format(clock.instant().truncatedTo(ChronoUnit.MICROS)));
    json.put("kind", entry.kind().wire());
    var person = entry.actor().person().map(this::pseudonym).orElse(null);
    json.putObject("actor").put("role", entry.actor().role()).put("person", person);
    json.putObject("subject").put("type", entry.subject().type()).put("id", entry.subject().id());
    var because = json.putArray("because");
    entry.because().forEach(reason -> because.add(reason.toString()));
    trace.get().ifPresent(now -> json.put("trace", now.trace()).put("span", now.span()));
    json.set("data", refuseFractions(MAPPER.valueToTree(entry.data()), "/data"));
    if (!commitments.isEmpty()) json.set("commit", MAPPER.valueToTree(commitments));
    var bytes = CanonicalJson.of((JsonNode) json);
    if (bytes.length > MOST_BYTES)
      throw new InvalidInput(
          "ENTRY_TOO_LARGE",
          entry.kind().wire(),
          bytes.length + " bytes; an entry has at most " + MOST_BYTES,
          "keep large things as blobs and name them by SHA-256");
    return bytes;
  }

  private static JsonNode refuseFractions(JsonNode node, String where) {
    if (node.isNumber() && !node.isIntegralNumber())
      throw new InvalidInput(
          "FRACTION_IN_LEDGER", where, node + " is a fraction", "write decimals as strings");
    if (node instanceof ObjectNode object)
      object.properties().forEach(f -> refuseFractions(f.getValue(), where + "/" + f.getKey()));
    else if (node.isArray()) node.forEach(value -> refuseFractions(value, where));
    return node;
  }

  private Map<String, String> commit(EntryId id, Map<String, String> personal) {
    var commitments = new TreeMap<String, String>();
    personal.forEach((field, value) -> {
      var salt = new byte[32];
      random.nextBytes(salt);
      commitments.put(field, Commitment.of(salt, value));
      database
          .sql()
          .sql("insert into ledger_private (entry, field, salt, value) values (?, ?, ?, ?)")
          .params(id.value(), field, salt, value)
          .update();
    });
    return commitments;
  }

  private String pseudonym(String person) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(pseudonymKey, "HmacSHA256"));
      var name = HexFormat.of().formatHex(mac.doFinal(person.getBytes(StandardCharsets.UTF_8)));
      database
          .sql()
          .sql("insert into ledger_pseudonym values (?, ?) on conflict do nothing")
          .params(name, person)
          .update();
      return name;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void insert(EntryId id, Entry entry, byte[] body) {
    database
        .sql()
        .sql(
            """
            with written as (
              insert into ledger_entry (uuid, at, kind, subject_type, subject_id, body, leaf)
              values (:uuid, :at, :kind, :type, :subject, :body, :leaf)
              returning id)
            insert into ledger_pending select id from written
            """)
        .param("uuid", id.value())
        .param("at", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
        .param("kind", entry.kind().wire())
        .param("type", entry.subject().type())
        .param("subject", entry.subject().id())
        .param("body", body)
        .param("leaf", MerkleTree.leaf(body))
        .update();
  }

  /// An entry as it stands in the record.
  ///
  /// @param index its place in the tree; null for the moment before it is sequenced
  /// @param body canonical JSON
  public record Recorded(EntryId id, @Nullable Long index, String kind, byte[] body) {
    /// The body as JSON.
    public JsonNode json() {
      return MAPPER.readTree(body);
    }
  }

  /// What is recorded about a subject, oldest first.
  public List<Recorded> about(Subject subject) {
    return database
        .sql()
        .sql(
            """
            select e.uuid, l.idx, e.kind, e.body
            from ledger_entry e left join ledger_leaf l on l.entry_id = e.id
            where e.subject_type = ? and e.subject_id = ? order by e.id
            """)
        .params(subject.type(), subject.id())
        .query((row, _) -> recorded(row))
        .list();
  }

  /// One entry.
  public Optional<Recorded> entry(EntryId id) {
    return database
        .sql()
        .sql(
            """
            select e.uuid, l.idx, e.kind, e.body
            from ledger_entry e left join ledger_leaf l on l.entry_id = e.id where e.uuid = ?
            """)
        .param(id.value())
        .query((row, _) -> recorded(row))
        .optional();
  }

  /// Sequenced entries by their place.
  ///
  /// @param from first place, from 0
  public List<Recorded> entries(long from, int most) {
    return database
        .sql()
        .sql(
            """
            select e.uuid, l.idx, e.kind, e.body
            from ledger_leaf l join ledger_entry e on e.id = l.entry_id
            where l.idx >= ? order by l.idx limit ?
            """)
        .params(from, most)
        .query((row, _) -> recorded(row))
        .list();
  }

  /// How large the ledger is.
  ///
  /// @param size entries under the newest head
  /// @param pending committed entries that wait for their place
  public record Counts(long size, long pending) {
    /// All committed entries.
    public long entries() {
      return size + pending;
    }
  }

  /// How large the ledger is now.
  public Counts counts() {
    return database
        .sql()
        .sql(
            """
            select (select coalesce(max(size), 0) from ledger_checkpoint),
              (select count(*) from ledger_pending)
            """)
        .query((row, _) -> new Counts(row.getLong(1), row.getLong(2)))
        .single();
  }

  private static Recorded recorded(ResultSet row) throws SQLException {
    return new Recorded(
        new EntryId(row.getObject("uuid", UUID.class)),
        row.getObject("idx", Long.class),
        row.getString("kind"),
        row.getBytes("body"));
  }

  /// A personal value with what proves it; none after erasure.
  public record Opening(String field, byte[] salt, String value) {}

  /// The personal values of an entry that have not been erased.
  public List<Opening> personal(EntryId id) {
    return database
        .sql()
        .sql("select field, salt, value from ledger_private where entry = ? order by field")
        .param(id.value())
        .query((row, _) ->
            new Opening(row.getString("field"), row.getBytes("salt"), row.getString("value")))
        .list();
  }

  /// How long the oldest committed entry has waited for its place; zero when none waits. More than
  /// 10 s is an alarm; more than 60 s pauses enforcement.
  public Duration unsequencedAge() {
    return database
        .sql()
        .sql("select min(at) from ledger_entry where id in (select entry_id from ledger_pending)")
        .query(OffsetDateTime.class)
        .optional()
        .map(oldest -> Duration.between(oldest.toInstant(), clock.instant()))
        .orElse(Duration.ZERO);
  }

  /// The newest signed head; empty before the first.
  public Optional<String> checkpoint() {
    return database
        .sql()
        .sql("select note from ledger_checkpoint order by size desc limit 1")
        .query(String.class)
        .optional();
  }

  /// What shows that an entry is in the ledger.
  ///
  /// @param checkpoint the signed head that the hashes lead to
  public record Proof(long index, List<byte[]> hashes, String checkpoint) {}

  /// Proves an entry under the newest head; empty while it waits for its place.
  public Optional<Proof> proof(EntryId id) {
    return database.inTransaction(() -> {
      var index = entry(id).map(Recorded::index);
      var head = checkpoint();
      if (index.isEmpty() || head.isEmpty()) return Optional.empty();
      long size = Checkpoint.parse(SignedNote.parse(head.get()).text()).size();
      var hashes = MerkleTree.inclusion(new TreeStore(database.sql()), index.get(), size);
      return Optional.of(new Proof(index.get(), hashes, head.get()));
    });
  }

  /// Proves entries, all under the newest head, in the order of their places; what still waits for
  /// its place is left out.
  public List<Proof> proofs(List<EntryId> ids) {
    return database.inTransaction(() -> {
      var head = checkpoint();
      if (head.isEmpty()) return List.of();
      long size = Checkpoint.parse(SignedNote.parse(head.get()).text()).size();
      var tree = new TreeStore(database.sql());
      return ids.stream()
          .flatMap(id -> entry(id).stream())
          .map(Recorded::index)
          .filter(index -> index != null && index < size)
          .sorted()
          .map(index -> new Proof(index, MerkleTree.inclusion(tree, index, size), head.get()))
          .toList();
    });
  }

  /// Shows that the ledger of `first` entries is the beginning of that of `second`.
  public List<byte[]> consistency(long first, long second) {
    return MerkleTree.consistency(new TreeStore(database.sql()), first, second);
  }

  /// Forgets the personal values of these entries, and records that it did, not about whom. The
  /// entries stay and so do all proofs.
  ///
  /// @return how many values went
  public long erase(List<EntryId> entries, String why) {
    var id = new EntryId(UuidV7.next(clock));
    var entry =
        new Entry(
            EntryKind.ERASED,
            Actor.system(),
            new Subject("erasure", id.toString()),
            Map.of("why", why, "entries", entries.size()));
    var body = body(id, entry, Map.of());
    try (var connection = database.connect(DatabaseRole.ERASER);
        var erase = connection.prepareStatement("select ledger_erase(?, ?, ?, ?, ?)")) {
      erase.setArray(
          1, connection.createArrayOf("uuid", entries.stream().map(EntryId::value).toArray()));
      erase.setObject(2, id.value());
      erase.setObject(3, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
      erase.setString(4, id.toString());
      erase.setBytes(5, body);
      try (var row = erase.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
