package org.antiphon.enforcement.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.ExcludedInterval;
import org.antiphon.enforcement.attestation.Clearance;
import org.antiphon.enforcement.attestation.Fixture;
import org.antiphon.enforcement.basis.Facts;
import org.antiphon.ledger.Actor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExclusionFollowerTest {
  private Fixture it;
  private Catalogue catalogue;
  private ExclusionFollower follower;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    it = new Fixture(folder);
    catalogue = new Catalogue(it.database, it.ledger, it.clock);
    it.database
        .sql()
        .sql(
            """
            insert into recording (id, title, artist, seconds, version, added_at, changed_at)
            values ('harbour', 'Harbour', 'The Example', 240, 1, now(), now())
            """)
        .update();
    follower = new ExclusionFollower(it.database, catalogue, it.cases, this::examineAgain);
  }

  @AfterEach
  void close() {
    it.close();
  }

  @Test
  void aCaseThatRestsOnAStretchSetApartIsClosedAndItsUploadRefusedForThatReason() {
    var id = it.copied(it.next());
    assertThat(it.cases.get(id).state()).isEqualTo(CaseState.READY);
    setApart(0, 200);
    assertThat(follower.follow()).isEqualTo(1);
    assertThat(it.cases.get(id).endedBecause()).contains("SUPERSEDED");
    var newer = it.cases.ofUpload(it.cases.get(id).target().upload()).getLast();
    assertThat(newer.state()).isEqualTo(CaseState.REFUSED);
    assertThat(newer.ground().code()).isEqualTo("EXCLUDED_INTERVAL");
  }

  @Test
  void anExclusionIsFollowedOnceAndOnlyWhereACaseRestsOnIt() {
    var id = it.copied(it.next());
    setApart(200, 230); // the match ends at 154.5 s of the recording
    assertThat(follower.follow()).isZero();
    setApart(0, 10);
    assertThat(follower.follow()).isEqualTo(1);
    assertThat(follower.follow()).isZero();
    assertThat(it.cases.get(id).endedBecause()).contains("SUPERSEDED");
    var newer = it.cases.ofUpload(it.cases.get(id).target().upload()).getLast();
    assertThat(newer.state()).isEqualTo(CaseState.READY); // what is left is enough
  }

  @Test
  void aSignedNoticeIsNotSentForWhatWasSetApartSince() {
    var notice = it.queued(it.next());
    assertThat(it.guard.check(notice.id())).isInstanceOf(Clearance.Go.class);
    setApart(0, 200);
    assertThat(it.guard.check(notice.id()))
        .isInstanceOfSatisfying(
            Clearance.Overtaken.class,
            why -> assertThat(why.code()).isEqualTo("EXCLUDED_INTERVAL"));
  }

  @Test
  void anExclusionMovesTheCataloguesVersionOn() {
    long before = catalogue.version();
    setApart(0, 10);
    assertThat(catalogue.version()).isGreaterThan(before);
  }

  private void setApart(double from, double to) {
    catalogue.exclude(
        new ExcludedInterval(Fixture.HARBOUR, from, to, "a bought loop", "Ann"), Actor.system());
    var work = Objects.requireNonNull(it.works.get(Fixture.HARBOUR));
    it.works.put(
        Fixture.HARBOUR,
        new Facts.Work(
            work.recording(),
            work.mandates(),
            catalogue.exclusionsOf(Fixture.HARBOUR),
            work.authorisations(),
            List.of()));
  }

  /// What the server's job does, at once.
  private void examineAgain(UUID upload) {
    it.now = it.now.plusSeconds(1);
    it.opening.open(it.assessed(Objects.requireNonNull(it.uploads.get(upload)), 150, 30));
  }
}
