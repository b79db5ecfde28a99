package org.antiphon.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.antiphon.ledger.Verification.Check;
import org.antiphon.ledger.Verification.Result;
import org.antiphon.problem.InvalidInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerTest {
  private final Database database = TestDatabase.fresh();
  private final InstantSource clock = InstantSource.system();
  @TempDir Path folder;
  private Ledger ledger;
  private Sequencer sequencer;
  private LedgerVerifier verifier;

  @BeforeEach
  void open() {
    var keys = new KeyFolder(folder.resolve("keys"));
    ledger = new Ledger(database, keys, clock);
    sequencer = new Sequencer(database, keys, heads(), clock);
    verifier = new LedgerVerifier(database, keys.ledgerKey().verifying());
  }

  @AfterEach
  void close() {
    sequencer.close();
    database.close();
  }

  private Path heads() {
    return folder.resolve("heads.txt");
  }

  private EntryId append(int n) {
    var entry =
        new Entry(
            EntryKind.NOTICE_SENT,
            Actor.person("attester", "p-1"),
            new Subject("notice", "n-" + n),
            List.of(),
            Map.of("attempt", n),
            Map.of("recipient", "Jane Roe"));
    return database.inTransaction(() -> ledger.append(entry));
  }

  private void sequenced(int from, int to) throws SQLException {
    database.inTransaction(() -> IntStream.range(from, to).forEach(this::append));
    assertThat(sequencer.sequence()).isEqualTo(to - from);
  }

  private Verification verify() {
    return verifier.verify(heads(), List.of());
  }

  private Check failed(String name) {
    return verify().checks().stream()
        .filter(check -> check.result() == Result.FAILED && check.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /// As somebody who may do anything and switches all guards off.
  private void tamper(String... statements) throws SQLException {
    try (var connection = TestDatabase.superuser(database);
        var statement = connection.createStatement()) {
      statement.execute("set session_replication_role = replica");
      for (var sql : statements) statement.execute(sql);
    }
  }

  @Test
  void anEntryIsPartOfItsTransactionOnly() {
    assertThatThrownBy(() ->
            ledger.append(
                new Entry(EntryKind.EXPORTED, Actor.system(), new Subject("case", "1"), Map.of())))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() ->
            database.inTransaction(() -> {
              append(1);
              throw new IllegalArgumentException("rolled back");
            }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ledger.about(new Subject("notice", "n-1"))).isEmpty();
  }

  @Test
  void namesAreCommittedToAndNotWritten() {
    var id = append(1);
    var recorded = ledger.entry(id).orElseThrow();
    var text = new String(recorded.body(), StandardCharsets.UTF_8);
    assertThat(text).doesNotContain("Jane").doesNotContain("p-1");
    var opening = ledger.personal(id).getFirst();
    assertThat(opening.value()).isEqualTo("Jane Roe");
    assertThat(recorded.json().at("/commit/recipient").asString())
        .isEqualTo(Commitment.of(opening.salt(), opening.value()));
  }

  @Test
  void erasedValuesAreGoneAndEveryProofStands() throws SQLException {
    var id = append(1);
    assertThat(sequencer.sequence()).isOne();
    assertThat(ledger.erase(List.of(id), "request")).isOne();
    assertThat(ledger.personal(id)).isEmpty();
    assertThat(sequencer.sequence()).isOne();
    assertThat(verify().verified()).isTrue();
  }

  @Test
  void largeEntriesAndFractionsAreRefused() {
    var subject = new Subject("case", "1");
    var large =
        new Entry(EntryKind.EXPORTED, Actor.system(), subject, Map.of("x", "y".repeat(9000)));
    assertThatThrownBy(() -> database.inTransaction(() -> ledger.append(large)))
        .isInstanceOf(InvalidInput.class);
    var fraction = new Entry(EntryKind.EXPORTED, Actor.system(), subject, Map.of("score", 0.5));
    assertThatThrownBy(() -> database.inTransaction(() -> ledger.append(fraction)))
        .isInstanceOf(InvalidInput.class);
  }

  @Test
  void theApplicationMayNotChangeOrRemoveAnything() {
    append(1);
    for (var sql :
        List.of(
            "update ledger_entry set kind = 'x'",
            "delete from ledger_entry",
            "truncate ledger_entry",
            "delete from ledger_entry_00000",
            "delete from ledger_private",
            "delete from ledger_pending",
            "insert into ledger_leaf values (0, 1)",
            "delete from ledger_checkpoint"))
      assertThatThrownBy(() -> database.sql().sql(sql).update())
          .as(sql)
          .hasStackTraceContaining("permission denied");
    assertThatThrownBy(() ->
            database
                .sql()
                .sql(
                    """
                    insert into ledger_entry (uuid, at, kind, subject_type, subject_id, body, leaf)
                    values (gen_random_uuid(), now(), 'x', 'x', 'x', 'x', sha256('y'))
                    """)
                .update())
        .hasStackTraceContaining("check constraint");
  }

  @Test
  void anUntouchedLedgerIsVerifiedOverRestartsOfTheSequencer() throws SQLException {
    sequenced(0, 300);
    assertThat(verify().verified()).isTrue();
    sequencer.close();
    sequencer = new Sequencer(database, new KeyFolder(folder.resolve("keys")), heads(), clock);
    sequenced(300, 600);
    sequenced(600, 601);
    var found = verify();
    assertThat(found.verified()).as(found.toString()).isTrue();
    assertThat(found.entries()).isEqualTo(601);
    append(601);
    assertThat(ledger.counts()).isEqualTo(new Ledger.Counts(601, 1));
    assertThat(ledger.entries(599, 10))
        .extracting(Ledger.Recorded::index)
        .containsExactly(599L, 600L);
    assertThat(sequencer.sequence()).isOne();
    assertThat(ledger.unsequencedAge()).isEqualTo(Duration.ZERO);
  }

  @Test
  void aChangedByteIsFoundAndTheEntryNamedWithBothHashes() throws SQLException {
    sequenced(0, 300);
    tamper(
        "alter table ledger_entry drop constraint ledger_entry_check",
        "update ledger_entry set body = overlay(body placing 'X' from 30) where id = 7");
    assertThat(failed("entries").detail()).startsWith("place 6,").contains("hash to");
    assertThat(failed("root").detail()).contains("300");
  }

  @Test
  void aChangedByteWithAMatchingLeafIsFoundByItsTile() throws SQLException {
    sequenced(0, 300);
    tamper(
        """
        alter table ledger_entry drop constraint if exists ledger_entry_check;
        update ledger_entry set body = overlay(body placing 'X' from 30),
          leaf = sha256('\\x00'::bytea || overlay(body placing 'X' from 30)) where id = 7
        """);
    assertThat(failed("entries").detail()).startsWith("place 6,");
    assertThat(failed("tiles").detail()).contains("0/0");
    assertThat(failed("heads stored").detail()).contains("head of 300");
  }

  @Test
  void aRemovedEntryIsNamed() throws SQLException {
    sequenced(0, 5);
    tamper("delete from ledger_entry where id = 3");
    assertThat(failed("entries").detail()).contains("place 2: entry 3 is gone");
  }

  @Test
  void anEntryThatLostItsPlaceAndSwappedPlacesAreFound() throws SQLException {
    sequenced(0, 5);
    tamper("delete from ledger_leaf where idx = 2");
    assertThat(failed("order").detail()).contains("place 2 is missing");
    tamper(
        "insert into ledger_leaf values (2, 3)",
        "update ledger_leaf set entry_id = -1 where idx = 3",
        "update ledger_leaf set entry_id = 4 where idx = 2",
        "update ledger_leaf set entry_id = 3 where idx = 3");
    assertThat(failed("root").detail()).contains("head of 5");
  }

  @Test
  void aTreeCutToAnOlderStateIsFoundByTheHeadInTheFile() throws SQLException {
    sequenced(0, 4);
    sequenced(4, 8);
    sequencer.close(); // writes the head of eight into the file
    tamper(
        "delete from ledger_leaf where idx >= 4",
        "delete from ledger_entry where id > 4",
        "delete from ledger_checkpoint where size > 4");
    assertThat(failed("heads file").detail()).contains("a head of 8 entries", "has 4");
  }

  @Test
  void aHeadSignedByAnotherKeyIsFound() throws SQLException {
    sequenced(0, 4);
    var other = new SigningKey("antiphon/ledger/other", new byte[32]);
    var note = new Checkpoint("antiphon/ledger/other", 4, new byte[32]).sign(other).toString();
    var found = verifier.verify(heads(), List.of(note));
    assertThat(found.verified()).isFalse();
    tamper("update ledger_checkpoint set root = sha256('x')");
    assertThat(failed("heads stored").detail()).contains("columns differ");
  }

  @Test
  void inclusionOfAStoredEntryIsProvedUnderTheNewestHead() throws SQLException {
    var first = append(0);
    database.inTransaction(() -> IntStream.range(1, 700).forEach(this::append));
    assertThat(sequencer.sequence()).isEqualTo(700);
    var proof = ledger.proof(first).orElseThrow();
    var head = Checkpoint.parse(SignedNote.parse(proof.checkpoint()).text());
    var leaf = MerkleTree.leaf(ledger.entry(first).orElseThrow().body());
    assertThat(MerkleTree.includes(leaf, proof.index(), head.size(), proof.hashes(), head.root()))
        .isTrue();
    assertThat(ledger.proof(append(999))).isEmpty();
  }
}
