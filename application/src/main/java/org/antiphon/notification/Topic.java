package org.antiphon.notification;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.antiphon.accounts.Person;
import org.antiphon.accounts.Role;

/// What a person can be told by mail, and whose work it is. Names are kept with people's choices:
/// add, never rename.
public enum Topic {
  COUNTER_NOTICE("Counter-notices, and their deadlines", Manner.AT_ONCE, "/contest", Role.LEGAL),
  OBJECTION(
      "Objections of accused creators, and those that are due within a day",
      Manner.AT_ONCE,
      "/contest",
      Role.APPEAL_REVIEWER),
  PAUSED("Sending was paused", Manner.AT_ONCE, "/pauses", Role.SUPERVISOR, Role.ATTESTER),
  PLATFORM(
      "A platform refuses everything, or does not answer",
      Manner.AT_ONCE,
      "/platforms",
      Role.ADMINISTRATOR,
      Role.SUPERVISOR),
  LEDGER("The ledger does not verify", Manner.AT_ONCE, "/ledger", Role.ADMINISTRATOR),
  REFUSED("A platform declined a notice", Manner.DAILY, "/queue?state=NOTIFIED", Role.ATTESTER),
  UP_AGAIN(
      "An upload that was down is up again, or was offered anew",
      Manner.DAILY,
      "/queue?state=ALL",
      Role.REVIEWER,
      Role.ATTESTER),
  SECOND_PERSON(
      "A case waits for a second person",
      Manner.DAILY,
      "/queue?state=ALL",
      Role.REVIEWER,
      Role.ATTESTER),
  TASK("Something fell that cases rest on", Manner.DAILY, "/consequences", Role.REVIEWER),
  PARTNER(
      "A partner's feed is frozen, or what it sent was quarantined",
      Manner.DAILY,
      "/partners",
      Role.ADMINISTRATOR,
      Role.REVIEWER),
  LAPSES("Mandates that end within 30 days", Manner.DAILY, "/catalogue", Role.LEGAL, Role.ATTESTER),
  QUEUE("How many cases wait", Manner.DAILY, "/queue", Role.REVIEWER, Role.ATTESTER);

  /// How a person wants to be told.
  public enum Manner {
    /// Within minutes, several things in one letter.
    AT_ONCE,
    /// In the letter of the day.
    DAILY,
    NEVER
  }

  private final String words;
  private final Manner usual;
  private final String path;
  private final Role one;
  private final Role other;

  Topic(String words, Manner usual, String path, Role one) {
    this(words, usual, path, one, one);
  }

  Topic(String words, Manner usual, String path, Role one, Role other) {
    this.words = words;
    this.usual = usual;
    this.path = path;
    this.one = one;
    this.other = other;
  }

  /// As pages and letters say it.
  public String words() {
    return words;
  }

  /// How it is told to whoever has not chosen.
  public Manner usual() {
    return usual;
  }

  /// The page where all of it stands.
  public String path() {
    return path;
  }

  /// Whose work it is; nobody else is told.
  public Set<Role> roles() {
    return one == other ? Set.of(one) : Set.of(one, other);
  }

  /// Whether it is this person's work.
  public boolean isFor(Person person) {
    return person.is(one) || person.is(other);
  }

  /// The topic of that name.
  public static Optional<Topic> named(String name) {
    return Arrays.stream(values()).filter(topic -> topic.name().equals(name)).findFirst();
  }
}
