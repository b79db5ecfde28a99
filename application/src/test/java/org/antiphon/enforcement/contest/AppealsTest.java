package org.antiphon.enforcement.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.antiphon.enforcement.attestation.Fixture;
import org.antiphon.enforcement.contest.Appeals.Ground;
import org.antiphon.enforcement.notices.NoticeState;
import org.antiphon.enforcement.notices.Notices;
import org.antiphon.ledger.Actor;
import org.antiphon.problem.Problem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppealsTest {
  private static Fixture it;
  private static Appeals appeals;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    it = new Fixture(folder);
    appeals = new Appeals(it.database, it.ledger, it.clock, it.notices);
  }

  @AfterAll
  static void close() {
    it.close();
  }

  @Test
  void anObjectionIsKeptWordForWordAndEnteredWithoutItsWords() {
    var notice = it.queued(it.next());
    appeals.receive(notice.key(), Ground.LICENSED, "I wrote and recorded this.", "me@example.org");
    assertThat(appeals.ofCase(notice.about()))
        .singleElement()
        .satisfies(appeal -> {
          assertThat(appeal.words()).isEqualTo("I wrote and recorded this.");
          assertThat(appeal.ground()).isEqualTo(Ground.LICENSED);
        });
    var entry = it.ledger.about(Notices.subject(notice.id())).getLast().json().toString();
    assertThat(entry).contains("appeal.received").doesNotContain("I wrote").doesNotContain("@");
  }

  @Test
  void anAddressThatNoSentNoticeNamesIsUnknown() {
    refused("NOT_FOUND", () -> appeals.receive("nothing", Ground.OTHER, "wrong", ""));
    var notice = it.queued(it.next());
    it.notices.move(notice.id(), NoticeState.CANCELLED, Actor.system(), "test");
    refused("NOT_FOUND", () -> appeals.receive(notice.key(), Ground.OTHER, "wrong", ""));
  }

  @Test
  void nothingSaidIsNoObjection() {
    var notice = it.queued(it.next());
    refused("WORDS", () -> appeals.receive(notice.key(), Ground.OTHER, "  ", ""));
    refused("WORDS", () -> appeals.receive(notice.key(), Ground.OTHER, "x".repeat(5_001), ""));
  }

  @Test
  void theSixthObjectionToANoticeIsRefused() {
    var notice = it.queued(it.next());
    for (int i = 0; i < 5; i++) appeals.receive(notice.key(), Ground.NOT_IN_IT, "no " + i, "");
    refused("ENOUGH", () -> appeals.receive(notice.key(), Ground.NOT_IN_IT, "no", ""));
  }

  private static void refused(String code, Runnable deed) {
    assertThatThrownBy(deed::run).satisfies(e -> assertThat(((Problem) e).code()).isEqualTo(code));
  }
}
