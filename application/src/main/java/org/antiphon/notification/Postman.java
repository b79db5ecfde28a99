package org.antiphon.notification;

import static org.antiphon.notification.Tail.utc;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.accounts.Accounts;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.PersonId;
import org.antiphon.database.Database;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.outbound.Letter;
import org.antiphon.outbound.Post;

/// Hands one letter to the mail server. What the server will never take is parked at once; anything
/// else is tried again with growing pauses for three days, then parked for its reader to see.
final class Postman {
  static final Duration PATIENCE = Duration.ofDays(3);

  /// After the first failure, the second, ...; the last is repeated.
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(4));

  private final Database database;
  private final Accounts accounts;
  private final Post post;
  private final InstantSource clock;

  Postman(Database database, Accounts accounts, Post post, InstantSource clock) {
    this.database = database;
    this.accounts = accounts;
    this.post = post;
    this.clock = clock;
  }

  private record Order(
      UUID id, Person to, String subject, String body, Instant at, Instant since, int attempts) {
    Letter letter() {
      return new Letter(id.toString(), to.email(), subject, body, at);
    }
  }

  /// Does what is next for one letter.
  JobOutcome step(Mail.Sending sending) {
    var order = find(sending.letter());
    if (order.isEmpty()) return JobOutcome.done(); // taken or parked
    return switch (post.send(order.get().letter())) {
      case Post.Answer.Taken(var words) -> ended(order.get(), "TAKEN", words);
      case Post.Answer.Refused(var words) -> ended(order.get(), "DEAD", words);
      case Post.Answer.Not(var words) -> again(order.get(), words);
    };
  }

  private Optional<Order> find(UUID letter) {
    return database
        .sql()
        .sql("select * from mail_letter where id = ? and state = 'WAITING'")
        .param(letter)
        .query((row, _) ->
            new Order(
                letter,
                accounts.person(new PersonId(row.getObject("person_id", UUID.class))).orElseThrow(),
                row.getString("subject"),
                row.getString("body"),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getInt("attempts")))
        .optional();
  }

  private JobOutcome ended(Order order, String state, String words) {
    note(order, state, words, Optional.empty());
    return JobOutcome.done();
  }

  private JobOutcome again(Order order, String words) {
    var pause = PAUSES.get(Math.min(order.attempts, PAUSES.size() - 1));
    var next = clock.instant().plus(pause);
    if (next.isAfter(order.since.plus(PATIENCE))) return ended(order, "DEAD", words);
    note(order, "WAITING", words, Optional.of(next));
    return JobOutcome.again(next);
  }

  private void note(Order order, String state, String words, Optional<Instant> next) {
    database
        .sql()
        .sql(
            """
            update mail_letter set state = :state, attempts = attempts + 1, last_at = :at,
              last_answer = :words, next_at = :next
            where id = :id
            """)
        .param("state", state)
        .param("at", utc(clock.instant()))
        .param("words", words)
        .param("next", next.map(Tail::utc).orElse(null))
        .param("id", order.id)
        .update();
  }
}
