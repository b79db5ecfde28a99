package org.antiphon.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.antiphon.accounts.Accounts;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.Role;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.JobsSettings;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.Sequencer;
import org.antiphon.ledger.Subject;
import org.antiphon.notification.Topic.Manner;
import org.antiphon.outbound.Letterbox;
import org.antiphon.outbound.Post;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Letters out of a real ledger and database, to a real SMTP server on this machine.
class MailTest {
  private final Database database = TestDatabase.fresh();
  private Instant now = Instant.parse("2026-11-29T10:00:00Z");
  private Ledger ledger;
  private Sequencer sequencer;
  private Accounts accounts;
  private Jobs jobs;
  private Letterbox box;
  private Mail mail;
  private Tail tail;
  private Letters letters;
  private Postman postman;
  private Person legal;
  private Person viewer;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    var keys = new KeyFolder(folder.resolve("keys"));
    ledger = new Ledger(database, keys, () -> now);
    sequencer = new Sequencer(database, keys, folder.resolve("heads"), () -> now);
    accounts = new Accounts(database, ledger, keys, () -> now);
    jobs = new Jobs(database, JobsSettings.standard(), () -> now);
    var pages = URI.create("https://antiphon.label.test/");
    mail = new Mail(database, accounts, jobs, pages, () -> now);
    letters = new Letters(database, accounts, jobs, pages, () -> now);
    tail = new Tail(database, jobs, () -> now, mail::event);
    box = Letterbox.open();
    postman = new Postman(database, accounts, new Post(box.settings()), () -> now);
    legal = accounts.createPerson("Lea Legal", "Counsel", "lea@label.test", Set.of(Role.LEGAL));
    viewer = accounts.createPerson("Vic View", "Guest", "vic@label.test", Set.of(Role.VIEWER));
  }

  @AfterEach
  void close() {
    box.close();
    jobs.close();
    sequencer.close();
    database.close();
  }

  private void happened(EntryKind kind, Subject about, Map<String, Object> data) {
    database.inTransaction(() -> ledger.append(new Entry(kind, Actor.system(), about, data)));
    try {
      sequencer.sequence();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    while (tail.step()) {
      // more waits
    }
  }

  private String counterNotice() {
    var notice = UUID.randomUUID().toString();
    happened(EntryKind.COUNTER_NOTICE_RECEIVED, new Subject("notice", notice), Map.of());
    return notice;
  }

  private void later(Duration time) {
    now = now.plus(time);
    letters.write();
    waiting().forEach(postman::step);
  }

  private List<Mail.Sending> waiting() {
    return database
        .sql()
        .sql("select id from mail_letter where state = 'WAITING' order by made_at, id")
        .query((row, _) -> new Mail.Sending(row.getObject("id", UUID.class)))
        .list();
  }

  private List<String> texts() {
    return box.letters().stream()
        .map(it -> {
          try {
            return it.getAllRecipients()[0] + "\n" + it.getSubject() + "\n" + it.getContent();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        })
        .toList();
  }

  @Test
  void aCounterNoticeIsToldWithinMinutesOnceToWhomeverItConcernsWithALinkAndTheReason() {
    var notice = counterNotice();
    later(Duration.ofSeconds(30));
    assertThat(box.letters()).as("a minute is waited for more of it").isEmpty();
    later(Duration.ofSeconds(31));
    assertThat(texts())
        .singleElement()
        .asString()
        .startsWith("lea@label.test\nAntiphon: Counter-notices, and their deadlines\n")
        .contains(
            "https://antiphon.label.test/notices/" + notice,
            "for your work as legal",
            "https://antiphon.label.test/settings/mail");
    later(Duration.ofHours(30));
    assertThat(box.letters()).as("once").hasSize(1);
    assertThat(mail.letters(legal.id(), 10))
        .singleElement()
        .satisfies(it -> assertThat(it.state()).isEqualTo("TAKEN"));
    assertThat(mail.letters(viewer.id(), 10)).isEmpty();
  }

  @Test
  void sevenThingsAreOneLetterWithFiveLinesAndTheNumberOfTheOthers() {
    for (int i = 0; i < 7; i++) counterNotice();
    later(Duration.ofSeconds(61));
    assertThat(texts())
        .singleElement()
        .asString()
        .contains("- and 2 more:")
        .satisfies(text -> assertThat(text.split("/notices/", -1)).hasSize(6));
  }

  @Test
  void whatComesWhileALetterWaitsStandsInTheNext() {
    box.refuseNextText(450);
    counterNotice();
    later(Duration.ofSeconds(61));
    counterNotice();
    later(Duration.ofMinutes(10)); // the first one goes; no second one was written beside it
    assertThat(box.letters()).hasSize(1);
    later(Duration.ofMinutes(10));
    assertThat(box.letters()).hasSize(2);
  }

  @Test
  void eachChoosesHowAndTheDaysLetterComesAtTheirHourInTheirZone() {
    mail.choices()
        .keep(
            legal.id(),
            Map.of(Topic.COUNTER_NOTICE, Manner.DAILY),
            new Choices.Hours(ZoneId.of("Europe/Oslo"), 9, Optional.empty()));
    counterNotice(); // at 11:00 in Oslo
    later(Duration.ofHours(20));
    assertThat(box.letters()).isEmpty();
    later(Duration.ofHours(2)); // 9:00 in Oslo is 8:00 UTC
    assertThat(box.letters()).hasSize(1);
  }

  @Test
  void whoeverChoosesNeverIsNotTold() {
    mail.choices()
        .keep(legal.id(), Map.of(Topic.COUNTER_NOTICE, Manner.NEVER), Choices.Hours.USUAL);
    counterNotice();
    later(Duration.ofDays(2));
    assertThat(box.letters()).isEmpty();
  }

  @Test
  void inQuietHoursNothingComes() {
    mail.choices()
        .keep(
            legal.id(),
            Map.of(),
            new Choices.Hours(ZoneId.of("UTC"), 8, Optional.of(new Choices.Quiet(22, 6))));
    now = Instant.parse("2026-11-29T23:30:00Z");
    counterNotice();
    later(Duration.ofHours(6));
    assertThat(box.letters()).isEmpty();
    later(Duration.ofMinutes(31));
    assertThat(box.letters()).hasSize(1);
  }

  @Test
  void whoeverHasLostTheRoleIsNotToldAnyMore() {
    counterNotice();
    accounts.setRoles(legal.id(), Set.of(Role.VIEWER), Actor.system());
    later(Duration.ofMinutes(2));
    assertThat(box.letters()).isEmpty();
  }

  @Test
  void whatWasWatchedIsToldOnceAndNotAtAllWhereItIsOverBefore() {
    var near = new Happening(Topic.COUNTER_NOTICE, "c1 deadline", "Act by Thursday.", "/contest");
    mail.watch(List.of(near));
    mail.watch(List.of());
    later(Duration.ofMinutes(2));
    assertThat(box.letters()).isEmpty();
    mail.watch(List.of(near));
    later(Duration.ofMinutes(2));
    for (int i = 0; i < 3; i++) {
      mail.watch(List.of(near));
      later(Duration.ofMinutes(20));
    }
    assertThat(box.letters()).hasSize(1);
  }

  /// The worker is killed after the server took the letter and before we noted so.
  @Test
  void aCrashAfterItWasTakenSendsTheSameLetterUnderTheSameMessageId() throws Exception {
    counterNotice();
    now = now.plusSeconds(61);
    letters.write();
    var sending = waiting().getFirst();
    assertThatThrownBy(() ->
            database.inTransaction(() -> {
              postman.step(sending);
              throw new IllegalStateException("killed");
            }))
        .hasMessage("killed");
    assertThat(postman.step(sending)).isInstanceOf(JobOutcome.Done.class);
    postman.step(sending); // noted: never again
    assertThat(box.letters()).hasSize(2);
    assertThat(box.letters().get(0).getMessageID()).isEqualTo(box.letters().get(1).getMessageID());
  }

  @Test
  void aServerThatTakesNothingIsAskedForThreeDaysThenTheLetterIsParkedAndCanBeTriedAgain() {
    counterNotice();
    now = now.plusSeconds(61);
    letters.write();
    var sending = waiting().getFirst();
    for (int i = 0; i < 100; i++) box.refuseNextText(451);
    var pauses = new ArrayList<Duration>();
    while (postman.step(sending) instanceof JobOutcome.Again(var at, _)) {
      pauses.add(Duration.between(now, at));
      now = at;
    }
    assertThat(pauses).isSorted().startsWith(Duration.ofSeconds(30), Duration.ofMinutes(2));
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(Duration.ofDays(2), Duration.ofDays(3));
    var parked = mail.letters(legal.id(), 10).getFirst();
    assertThat(parked.state()).isEqualTo("DEAD");
    assertThat(parked.lastAnswer()).contains("451");
    assertThatThrownBy(() -> mail.again(parked.id(), viewer.id())).isInstanceOf(Refused.class);
    mail.again(parked.id(), legal.id());
    assertThat(waiting()).containsExactly(sending);
  }

  @Test
  void anAddressThatTheServerRefusesForGoodIsParkedAtOnce() {
    counterNotice();
    box.refuseNextRecipient(550);
    later(Duration.ofSeconds(61));
    assertThat(mail.letters(legal.id(), 10))
        .singleElement()
        .satisfies(it -> {
          assertThat(it.state()).isEqualTo("DEAD");
          assertThat(it.attempts()).isOne();
        });
  }

  @Test
  void hoursThatLeaveNoneForALetterAreRefused() {
    assertThatThrownBy(() -> new Choices.Quiet(7, 7)).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> Choices.Hours.written("Europe/Atlantis", "8", "", ""))
        .isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> Choices.Hours.written("UTC", "25", "", ""))
        .isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> Choices.Hours.written("UTC", "8", "22", ""))
        .isInstanceOf(InvalidInput.class);
  }
}
