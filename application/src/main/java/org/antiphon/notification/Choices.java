package org.antiphon.notification;

import static org.antiphon.notification.Tail.utc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.PersonId;
import org.antiphon.database.Database;
import org.antiphon.notification.Topic.Manner;
import org.antiphon.problem.InvalidInput;

/// What each person wants to be told by mail, and when.
public final class Choices {
  private static final Duration GATHERED = Duration.ofMinutes(1);
  private final Database database;

  /// Reads and writes this database.
  public Choices(Database database) {
    this.database = database;
  }

  /// When a person reads mail.
  ///
  /// @param digestHour hour of the day's letter, in the zone
  /// @param quiet hours without letters
  public record Hours(ZoneId zone, int digestHour, Optional<Quiet> quiet) {
    /// For whoever has not chosen: the day's letter at 8, UTC.
    public static final Hours USUAL = new Hours(ZoneId.of("UTC"), 8, Optional.empty());

    /// Checks the hours.
    public Hours {
      hour("digestHour", digestHour);
    }

    /// As a person writes them.
    ///
    /// @param zone such as `Europe/Oslo`
    /// @param quietFrom and `quietUntil`: hours, or both empty
    public static Hours written(String zone, String digest, String quietFrom, String quietUntil) {
      var quiet =
          quietFrom.isBlank() && quietUntil.isBlank()
              ? Optional.<Quiet>empty()
              : Optional.of(
                  new Quiet(number("quietFrom", quietFrom), number("quietUntil", quietUntil)));
      try {
        return new Hours(ZoneId.of(zone.strip()), number("digestHour", digest), quiet);
      } catch (DateTimeException e) {
        throw new InvalidInput(
            "ZONE", "zone", "\"" + zone + "\" is no time zone", "write one such as Europe/Oslo");
      }
    }

    /// When what happens now is told.
    Instant due(Manner manner, Instant now) {
      return afterQuiet(
          switch (manner) {
            case AT_ONCE -> now.plus(GATHERED);
            case DAILY -> next(now.atZone(zone), digestHour).toInstant();
            case NEVER -> throw new IllegalArgumentException("it is not told");
          });
    }

    private Instant afterQuiet(Instant at) {
      var there = at.atZone(zone);
      return quiet.filter(it -> it.holds(there.getHour())).isPresent()
          ? next(there, quiet.get().until()).toInstant()
          : at;
    }

    private static ZonedDateTime next(ZonedDateTime after, int hour) {
      var today = after.toLocalDate().atTime(LocalTime.of(hour, 0)).atZone(after.getZone());
      return today.isAfter(after)
          ? today
          : after.toLocalDate().plusDays(1).atTime(hour, 0).atZone(after.getZone());
    }
  }

  /// From one hour of the day to another, over midnight where the second is the smaller.
  public record Quiet(int from, int until) {
    /// Checks the hours.
    public Quiet {
      hour("quietFrom", from);
      hour("quietUntil", until);
      if (from == until)
        throw new InvalidInput(
            "HOURS", "quietFrom", "there would be no hour for a letter", "leave hours between");
    }

    boolean holds(int hour) {
      return from < until ? hour >= from && hour < until : hour >= from || hour < until;
    }
  }

  private static int number(String field, String written) {
    if (!written.strip().matches("[0-9]{1,2}"))
      throw new InvalidInput("HOURS", field, "\"" + written + "\" is no hour", "write 0 to 23");
    return Integer.parseInt(written.strip());
  }

  /// A manner by its name.
  public static Manner manner(String name) {
    return Arrays.stream(Manner.values())
        .filter(manner -> manner.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new InvalidInput(
                "MANNER", "topics", "there is no manner " + name, "AT_ONCE, DAILY or NEVER"));
  }

  private static void hour(String field, int hour) {
    if (hour < 0 || hour > 23)
      throw new InvalidInput("HOURS", field, hour + " is no hour", "write 0 to 23");
  }

  /// When this person reads mail.
  public Hours hours(PersonId person) {
    return database
        .sql()
        .sql("select * from mail_preference where person_id = ?")
        .param(person.value())
        .query(Choices::hours)
        .optional()
        .orElse(Hours.USUAL);
  }

  private static Hours hours(ResultSet row, int number) throws SQLException {
    int from = row.getInt("quiet_from");
    var quiet = row.wasNull() ? Optional.<Quiet>empty() : Optional.of(quiet(from, row));
    return new Hours(ZoneId.of(row.getString("zone")), row.getInt("digest_hour"), quiet);
  }

  private static Quiet quiet(int from, ResultSet row) throws SQLException {
    return new Quiet(from, row.getInt("quiet_until"));
  }

  /// How each topic is told to this person, chosen or usual.
  public Map<Topic, Manner> of(PersonId person) {
    var manners = new EnumMap<Topic, Manner>(Topic.class);
    for (var topic : Topic.values()) manners.put(topic, topic.usual());
    record Chosen(Optional<Topic> topic, Manner manner) {}
    database
        .sql()
        .sql("select topic, manner from mail_choice where person_id = ?")
        .param(person.value())
        .query((row, _) ->
            new Chosen(
                Topic.named(row.getString("topic")), Manner.valueOf(row.getString("manner"))))
        .list()
        .forEach(chosen -> chosen.topic().ifPresent(topic -> manners.put(topic, chosen.manner())));
    return manners;
  }

  /// Keeps a person's choice; what is not named stays as it is.
  public void keep(PersonId person, Map<Topic, Manner> manners, Hours hours) {
    database.inTransaction(() -> {
      manners.forEach((topic, manner) ->
          database
              .sql()
              .sql(
                  """
                  insert into mail_choice values (?, ?, ?)
                  on conflict (person_id, topic) do update set manner = excluded.manner
                  """)
              .params(person.value(), topic.name(), manner.name())
              .update());
      database
          .sql()
          .sql(
              """
              insert into mail_preference values (:person, :zone, :digest, :from, :until)
              on conflict (person_id) do update set zone = excluded.zone,
                digest_hour = excluded.digest_hour, quiet_from = excluded.quiet_from,
                quiet_until = excluded.quiet_until
              """)
          .param("person", person.value())
          .param("zone", hours.zone().getId())
          .param("digest", hours.digestHour())
          .param("from", hours.quiet().map(Quiet::from).orElse(null))
          .param("until", hours.quiet().map(Quiet::until).orElse(null))
          .update();
    });
  }

  /// Notes things for one person: what was noted before, or is not wanted, is not noted; what was
  /// noted and stands in no letter yet gets the newer words.
  ///
  /// @param watched taken back by [#forget] while it stands in no letter
  void note(Person person, List<Happening> things, boolean watched, Instant now) {
    var manners = of(person.id());
    var hours = hours(person.id());
    for (var what : things) {
      var manner = manners.getOrDefault(what.topic(), Manner.NEVER);
      if (manner != Manner.NEVER && what.topic().isFor(person))
        insert(person.id(), what, watched, now, hours.due(manner, now));
    }
  }

  private void insert(PersonId person, Happening what, boolean watched, Instant now, Instant due) {
    database
        .sql()
        .sql(
            """
            insert into mail_item (person_id, topic, key, line, path, watched, at, due_at)
            values (:person, :topic, :key, :line, :path, :watched, :at, :due)
            on conflict (person_id, topic, key) do update set line = excluded.line
            where mail_item.letter_id is null and mail_item.line <> excluded.line
            """)
        .param("person", person.value())
        .param("topic", what.topic().name())
        .param("key", what.key())
        .param("line", what.line())
        .param("path", what.path())
        .param("watched", watched)
        .param("at", utc(now))
        .param("due", utc(due))
        .update();
  }

  /// Takes back what was watched, is over, and stands in no letter.
  void forget(List<Happening> still) {
    database
        .sql()
        .sql(
            """
            delete from mail_item
            where watched and letter_id is null and not (topic || ' ' || key = any(:still))
            """)
        .param(
            "still", still.stream().map(it -> it.topic() + " " + it.key()).toArray(String[]::new))
        .update();
  }
}
