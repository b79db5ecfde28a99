package org.antiphon.network.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.antiphon.enforcement.attestation.Fixture;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.enforcement.cases.CaseState;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Sequencer;
import org.antiphon.ledger.Subject;
import org.antiphon.problem.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is done about that which hangs on something that fell.
class FallenTest {
  private static final UUID SOMEBODY = new UUID(1, 1);
  private Fixture it;
  private Sequencer sequencer;
  private Fallen fallen;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    it = new Fixture(folder);
    sequencer =
        new Sequencer(
            it.database, new KeyFolder(folder.resolve("keys")), folder.resolve("heads"), it.clock);
    fallen =
        new Fallen(
            it.database,
            it.clock,
            it.cases,
            it.notices,
            new Graph(it.database, it.clock).consequences());
    it.database
        .sql()
        .sql(
            """
            insert into recording (id, title, artist, seconds, version, added_at, changed_at)
            values ('harbour', 'Harbour', 'The Example', 240, 1, now(), now())
            """)
        .update();
  }

  @AfterEach
  void close() {
    sequencer.close();
    it.close();
  }

  private void happened(EntryKind kind) {
    it.database.inTransaction(() ->
        it.ledger.append(
            new Entry(
                kind,
                Actor.system(),
                new Subject("recording", Fixture.HARBOUR.value()),
                Map.of())));
    act();
  }

  private void act() {
    try {
      sequencer.sequence();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    while (fallen.step() > 0) {
      // everything that fell
    }
  }

  /// The case plays 0 to 154.5 s of the recording.
  private void setApart(double from, double to) {
    it.database
        .sql()
        .sql(
            """
            insert into excluded_interval values (gen_random_uuid(), 'harbour', ?, ?, 'a loop', 'x', now())
            """)
        .params(from, to)
        .update();
    happened(EntryKind.EXCLUSION_ADDED);
  }

  private CaseState stateOf(CaseId id) {
    return it.cases.get(id).state();
  }

  @Test
  void aRecordingThatLeftClosesUnsignedCasesAndAsksAboutNoticesOnce() {
    var unsigned = it.copied(it.next());
    var signed = it.queued(it.next());
    happened(EntryKind.RECORDING_REMOVED);
    assertThat(stateOf(unsigned)).isEqualTo(CaseState.CLOSED);
    assertThat(it.cases.get(unsigned).endedBecause()).hasValue("RECORDING_REMOVED");
    assertThat(fallen.open())
        .singleElement()
        .satisfies(task -> {
          assertThat(task.what()).isEqualTo(Fallen.What.RETRACT);
          assertThat(task.about()).isEqualTo(new Node("notice", signed.id().toString()));
          assertThat(task.of()).hasValue(signed.about());
        });
    assertThat(stateOf(signed.about()))
        .as("nothing is taken back by itself")
        .isEqualTo(CaseState.ATTESTED);
    act();
    assertThat(fallen.open()).hasSize(1);
  }

  @Test
  void aStretchThatIsNotOursAsksAboutWhatWasSignedAndPlaysIt() {
    var unsigned = it.copied(it.next());
    var signed = it.queued(it.next());
    setApart(200, 230);
    assertThat(fallen.open()).as("nothing plays that").isEmpty();
    setApart(150, 200);
    assertThat(fallen.open())
        .singleElement()
        .satisfies(
            task -> assertThat(task.about()).isEqualTo(new Node("notice", signed.id().toString())));
    assertThat(stateOf(unsigned)).as("examined again elsewhere").isEqualTo(CaseState.READY);
    setApart(0, 151);
    assertThat(fallen.open()).as("it is asked about already").hasSize(1);
  }

  @Test
  void aTaskIsDoneOnceAndWithAReason() {
    it.queued(it.next());
    happened(EntryKind.RECORDING_REMOVED);
    var task = fallen.open().getFirst().id();
    assertThatThrownBy(() -> fallen.done(task, SOMEBODY, " ")).hasMessageContaining("no reason");
    fallen.done(task, SOMEBODY, "another edition of it is in the catalogue");
    assertThat(fallen.open()).isEmpty();
    assertThatThrownBy(() -> fallen.done(task, SOMEBODY, "again")).isInstanceOf(Refused.class);
  }
}
