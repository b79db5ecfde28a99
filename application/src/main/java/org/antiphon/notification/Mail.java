package org.antiphon.notification;

import static org.antiphon.notification.Tail.utc;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.antiphon.accounts.Accounts;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.PersonId;
import org.antiphon.database.Database;
import org.antiphon.database.UuidV7;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.JobType;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.Priority;
import org.antiphon.outbound.Post;
import org.antiphon.problem.Refused;

/// Mail to the people who work here: what concerns their role, as each of them chose, several
/// things in one letter, nobody outside named.
///
/// Things come from the ledger, in the transaction that reads it for the webhooks, and from what
/// the root watches (deadlines, tasks). Each is noted once for each person whose work it is; a job
/// writes letters of what is due, another hands each letter over, again and again for three days.
/// While one letter to a person waits, no other is written: what happens meanwhile stands in the
/// next. A crash after the server took a letter and before we noted so sends it again, under the
/// same `Message-ID`.
public final class Mail {
  /// One letter to hand over.
  static final JobType<Sending> SEND = new JobType<>("mail.send", Sending.class);

  private static final JobType<Nothing> WATCH = new JobType<>("mail.watch", Nothing.class);
  private static final JobType<Nothing> GATHER = new JobType<>("mail.gather", Nothing.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
  private static final Duration WATCH_EVERY = Duration.ofMinutes(1);

  private final Database database;
  private final Accounts accounts;
  private final Jobs jobs;
  private final InstantSource clock;
  private final Choices choices;
  private final Letters letters;

  /// Wires it; nothing runs before [#register] and [#start].
  ///
  /// @param pages where our pages are, as people open them
  public Mail(Database database, Accounts accounts, Jobs jobs, URI pages, InstantSource clock) {
    this.database = database;
    this.accounts = accounts;
    this.jobs = jobs;
    this.clock = clock;
    this.choices = new Choices(database);
    this.letters = new Letters(database, accounts, jobs, pages, clock);
  }

  /// Which letter.
  record Sending(UUID letter) {}

  /// A job without particulars.
  record Nothing() {}

  /// A letter as its reader sees it listed.
  ///
  /// @param state WAITING, TAKEN or DEAD
  public record Listed(
      UUID id,
      String subject,
      Instant at,
      String state,
      int attempts,
      String lastAnswer,
      Optional<Instant> nextAt) {}

  /// What each person wants to be told.
  public Choices choices() {
    return choices;
  }

  /// Before the jobs start.
  ///
  /// @param watched what can be told that no entry of the ledger tells, such as a deadline that
  ///   nears; asked once a minute
  public void register(Post post, Supplier<List<Happening>> watched) {
    var postman = new Postman(database, accounts, post, clock);
    jobs.register(
        WATCH,
        (_, _) -> {
          watch(watched.get());
          return JobOutcome.again(clock.instant().plus(WATCH_EVERY));
        });
    jobs.register(
        GATHER,
        (_, _) -> {
          letters.write();
          return JobOutcome.again(clock.instant().plus(LOOK_EVERY));
        });
    jobs.register(SEND, (sending, _) -> postman.step(sending));
  }

  /// Begins to gather.
  public void start() {
    database.inTransaction(() -> {
      jobs.schedule(WATCH, "watch", new Nothing(), clock.instant(), Priority.NORMAL);
      jobs.schedule(GATHER, "gather", new Nothing(), clock.instant(), Priority.NORMAL);
    });
  }

  /// Notes what is so now; what was so, is no more and stands in no letter is not told.
  void watch(List<Happening> now) {
    database.inTransaction(() -> {
      choices.forget(now);
      for (var person : accounts.people()) choices.note(person, now, true, clock.instant());
    });
  }

  /// Notes a thing for everybody whose work it is and who wants it; again changes nothing.
  public void tell(Happening what) {
    database.inTransaction(() -> {
      for (var person : accounts.people())
        choices.note(person, List.of(what), false, clock.instant());
    });
  }

  /// What an event of the ledger says to people; in the transaction that reads it.
  void event(EventType type, String id, Map<String, Object> body) {
    Happening.of(type, id, body).ifPresent(this::tell);
  }

  /// Sends a person a letter that says that mail arrives.
  public UUID test(Person person) {
    return letters.test(person);
  }

  /// A person's letters, the newest first.
  public List<Listed> letters(PersonId person, int most) {
    return database
        .sql()
        .sql("select * from mail_letter where person_id = ? order by made_at desc, id desc limit ?")
        .params(person.value(), most)
        .query(Mail::listed)
        .list();
  }

  private static Listed listed(ResultSet row, int number) throws SQLException {
    return new Listed(
        row.getObject("id", UUID.class),
        row.getString("subject"),
        row.getObject("made_at", OffsetDateTime.class).toInstant(),
        row.getString("state"),
        row.getInt("attempts"),
        row.getString("last_answer"),
        Optional.ofNullable(row.getObject("next_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant));
  }

  /// Tries a parked letter again, for another three days.
  ///
  /// @throws Refused NOT_FOUND where this person has no such parked letter
  public void again(UUID letter, PersonId person) {
    database.inTransaction(() -> {
      int rows =
          database
              .sql()
              .sql(
                  """
                  update mail_letter set state = 'WAITING', since = :now, next_at = :now,
                    attempts = 0
                  where id = :id and person_id = :person and state = 'DEAD'
                  """)
              .param("now", utc(clock.instant()))
              .param("id", letter)
              .param("person", person.value())
              .update();
      if (rows == 0)
        throw new Refused(
            "NOT_FOUND", "letter " + letter, "no such letter is parked", "list the letters");
      jobs.schedule(
          SEND,
          letter + "@" + UuidV7.next(clock),
          new Sending(letter),
          clock.instant(),
          Priority.NORMAL);
    });
  }
}
