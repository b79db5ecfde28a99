package org.antiphon.enforcement.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.antiphon.accounts.Role;
import org.antiphon.enforcement.attestation.Fixture;
import org.antiphon.enforcement.cases.Pauses;
import org.antiphon.enforcement.contest.Retractions.Cause;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.enforcement.notices.Notices;
import org.antiphon.ledger.Actor;
import org.antiphon.problem.Problem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetractionsTest {
  private static Fixture it;
  private static Retractions retractions;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    it = new Fixture(folder);
    var turns =
        new Turns(it.database, it.clock, it.notices, new Pauses(it.database, it.ledger, it.clock));
    retractions = new Retractions(it.database, it.ledger, it.clock, it.jobs, it.notices, turns);
  }

  @AfterAll
  static void close() {
    it.close();
  }

  @Test
  void anOrderedRetractionIsAJobAndALedgerEntry() {
    var notice = it.queued(it.next());
    int entries = it.ledger.about(Notices.subject(notice.id())).size();
    retractions.retract(notice.id(), Cause.LICENSED, "their label wrote to us", it.jane);
    assertThat(it.jobs.counts().toString()).contains("notice.withdraw");
    assertThat(it.ledger.about(Notices.subject(notice.id()))).hasSize(entries + 1);
  }

  @Test
  void whatIsOverCannotBeRetracted() {
    var notice = it.queued(it.next());
    it.notices.move(notice.id(), NoticeState.CANCELLED, Actor.system(), "test");
    assertThatThrownBy(() -> retractions.retract(notice.id(), Cause.ERROR, "mistake", it.jane))
        .satisfies(e -> assertThat(((Problem) e).code()).isEqualTo("NOTHING_TO_RETRACT"));
  }

  @Test
  void whoMayOnlyLookRetractsNothing() {
    var notice = it.queued(it.next());
    var viewer =
        it.database.inTransaction(() ->
            it.accounts.createPerson("Vi Ewer", "Guest", "vi@example.org", Set.of(Role.VIEWER)));
    assertThatThrownBy(() -> retractions.retract(notice.id(), Cause.ERROR, "mistake", viewer))
        .satisfies(e -> assertThat(((Problem) e).code()).isEqualTo("NOT_AUTHORISED"));
  }
}
