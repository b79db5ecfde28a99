package org.antiphon.notification;

import static org.antiphon.notification.Tail.utc;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.antiphon.accounts.Accounts;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.PersonId;
import org.antiphon.database.Database;
import org.antiphon.database.UuidV7;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.Priority;

/// Writes letters of what is due: one to a person, topic by topic, at most five lines of a topic
/// and then their number, each with the page that deals with it. The letter, what stands in it and
/// the job that hands it over are one transaction.
final class Letters {
  private static final int LINES = 5;
  private static final Duration APART = Duration.ofMinutes(5);
  private final Database database;
  private final Accounts accounts;
  private final Jobs jobs;
  private final URI pages;
  private final InstantSource clock;

  Letters(Database database, Accounts accounts, Jobs jobs, URI pages, InstantSource clock) {
    this.database = database;
    this.accounts = accounts;
    this.jobs = jobs;
    this.pages = pages;
    this.clock = clock;
  }

  /// Writes what is due now.
  ///
  /// @return how many letters
  int write() {
    int written = 0;
    for (var person : due()) if (write(person)) written++;
    return written;
  }

  /// Whoever has something due, no letter that waits, and none that was written just now.
  private List<PersonId> due() {
    return database
        .sql()
        .sql(
            """
            select distinct i.person_id from mail_item i
            where i.letter_id is null and i.due_at <= :now
              and not exists (select from mail_letter l where l.person_id = i.person_id
                and (l.state = 'WAITING' or l.made_at > :before))
            """)
        .param("now", utc(clock.instant()))
        .param("before", utc(clock.instant().minus(APART)))
        .query((row, _) -> new PersonId(row.getObject("person_id", UUID.class)))
        .list();
  }

  private record Item(long id, Topic topic, String line, String path) {}

  private boolean write(PersonId id) {
    return database.inTransaction(() -> {
      var person = accounts.person(id).orElseThrow();
      var items = new ArrayList<Item>();
      for (var item : items(id))
        if (item.topic.isFor(person)) items.add(item);
        else drop(item); // it is not their work any more
      if (items.isEmpty()) return false;
      var letter = UuidV7.next(clock);
      insert(letter, person, subject(items), body(person, items));
      items.forEach(item -> put(item, letter));
      return true;
    });
  }

  private List<Item> items(PersonId person) {
    return database
        .sql()
        .sql(
            """
            select id, topic, line, path from mail_item
            where person_id = :person and letter_id is null and due_at <= :now
            order by id for update
            """)
        .param("person", person.value())
        .param("now", utc(clock.instant()))
        .query(Letters::item)
        .list();
  }

  private static Item item(ResultSet row, int number) throws SQLException {
    return new Item(
        row.getLong("id"),
        Topic.valueOf(row.getString("topic")),
        row.getString("line"),
        row.getString("path"));
  }

  private void drop(Item item) {
    database.sql().sql("delete from mail_item where id = ?").param(item.id).update();
  }

  private void put(Item item, UUID letter) {
    database
        .sql()
        .sql("update mail_item set letter_id = ? where id = ?")
        .params(letter, item.id)
        .update();
  }

  private void insert(UUID letter, Person person, String subject, String body) {
    var now = clock.instant();
    database
        .sql()
        .sql(
            """
            insert into mail_letter (id, person_id, subject, body, made_at, state, since, next_at)
            values (?, ?, ?, ?, ?, 'WAITING', ?, ?)
            """)
        .params(letter, person.id().value(), subject, body, utc(now), utc(now), utc(now))
        .update();
    jobs.schedule(Mail.SEND, letter.toString(), new Mail.Sending(letter), now, Priority.NORMAL);
  }

  private static String subject(List<Item> items) {
    var first = items.stream().map(Item::topic).min((a, b) -> a.compareTo(b)).orElseThrow();
    long others = items.stream().map(Item::topic).distinct().count() - 1;
    return "Antiphon: " + first.words() + (others == 0 ? "" : ", and " + others + " more");
  }

  private String body(Person person, List<Item> items) {
    Map<Topic, List<Item>> byTopic =
        items.stream()
            .collect(
                Collectors.groupingBy(
                    Item::topic, () -> new EnumMap<>(Topic.class), Collectors.toList()));
    var text = new StringBuilder();
    byTopic.forEach((topic, told) -> text.append(part(topic, told)));
    var roles =
        byTopic.keySet().stream()
            .flatMap(topic -> topic.roles().stream())
            .filter(person::is)
            .distinct()
            .sorted()
            .map(role -> role.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '))
            .collect(Collectors.joining(", "));
    return text.append("You get this for your work as ")
        .append(roles)
        .append(". What you are told, and when:\n")
        .append(at("/settings/mail"))
        .append('\n')
        .toString();
  }

  private String part(Topic topic, List<Item> told) {
    var text = new StringBuilder(topic.words()).append("\n");
    for (var item : told.subList(0, Math.min(LINES, told.size())))
      text.append("- ").append(item.line).append("\n  ").append(at(item.path)).append('\n');
    if (told.size() > LINES)
      text.append("- and ")
          .append(told.size() - LINES)
          .append(" more:\n  ")
          .append(at(topic.path()))
          .append('\n');
    return text.append('\n').toString();
  }

  private String at(String path) {
    return pages.toString().replaceAll("/+$", "") + path;
  }

  UUID test(Person person) {
    return database.inTransaction(() -> {
      var letter = UuidV7.next(clock);
      insert(
          letter,
          person,
          "Antiphon: mail arrives",
          "You asked for this letter. What you are told, and when:\n"
              + at("/settings/mail")
              + "\n");
      return letter;
    });
  }
}
