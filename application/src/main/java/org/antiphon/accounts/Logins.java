package org.antiphon.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.database.Database;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.Subject;
import org.antiphon.problem.Refused;

/// How people prove who they are. Each try is in the ledger, the failed ones too. After five wrong
/// passwords an account waits 1 minute, then 2, 4 … at most 15.
public final class Logins {
  static final Duration SESSION = Duration.ofHours(12);
  static final Duration SETUP = Duration.ofHours(1);
  private static final int FREE_TRIES = 5;
  private final Database database;
  private final Ledger ledger;
  private final InstantSource clock;
  private final PasswordCost cost;

  Logins(Database database, Ledger ledger, InstantSource clock, PasswordCost cost) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
    this.cost = cost;
  }

  private record Stored(PersonId person, String password, int wrong, Instant lockedUntil) {}

  /// Sets a person's password, at least 12 characters, and ends all their sessions.
  public void setPassword(PersonId person, String password) {
    var hash = Passwords.hash(password, cost);
    database.inTransaction(() -> {
      database
          .sql()
          .sql("update person set password = ?, wrong_passwords = 0 where id = ?")
          .params(hash, person.value())
          .update();
      endAll(person);
    });
  }

  /// Opens a session.
  ///
  /// @return empty when address or password is wrong, without saying which
  /// @throws Refused `LOCKED` after too many wrong passwords
  public Optional<Session.Opened> login(String email, String password) {
    var stored = find("email", email.toLowerCase(Locale.ROOT));
    if (!right(stored, password)) return Optional.empty();
    var person = stored.orElseThrow().person();
    var secret = Secret.random("");
    var now = clock.instant();
    var session = new Session(person, now, now.plus(SESSION), now);
    database.inTransaction(() -> {
      database
          .sql()
          .sql(
              """
              insert into session (secret_sha256, person, created_at, expires_at, authenticated_at)
              values (?, ?, ?, ?, ?)
              """)
          .params(
              Secret.stored(secret),
              person.value(),
              Accounts.time(now),
              Accounts.time(session.expiresAt()),
              Accounts.time(now))
          .update();
      record(EntryKind.LOGIN_SUCCEEDED, person);
    });
    return Optional.of(new Session.Opened(session, secret));
  }

  /// The session whose secret this is; empty when it ended.
  public Optional<Session> session(String secret) {
    return database
        .sql()
        .sql("select * from session where secret_sha256 = ? and expires_at > ?")
        .params(Secret.stored(secret), Accounts.time(clock.instant()))
        .query((row, _) -> session(row))
        .optional();
  }

  private static Session session(ResultSet row) throws SQLException {
    return new Session(
        new PersonId(row.getObject("person", UUID.class)),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        row.getObject("authenticated_at", OffsetDateTime.class).toInstant());
  }

  /// Asks for the password once more; the time of the answer decides how fresh the session is.
  ///
  /// @return the session with its new time; empty when the password is wrong or the session ended
  public Optional<Session> reauthenticate(String secret, String password) {
    var session = session(secret);
    if (session.isEmpty()) return Optional.empty();
    var person = session.get().person();
    if (!right(find("id", person.value()), password)) return Optional.empty();
    database.inTransaction(() -> {
      database
          .sql()
          .sql("update session set authenticated_at = ? where secret_sha256 = ?")
          .params(Accounts.time(clock.instant()), Secret.stored(secret))
          .update();
      record(EntryKind.REAUTHENTICATED, person);
    });
    return session(secret);
  }

  /// Ends a session.
  public void logout(String secret) {
    database
        .sql()
        .sql("delete from session where secret_sha256 = ?")
        .param(Secret.stored(secret))
        .update();
  }

  private void endAll(PersonId person) {
    database.sql().sql("delete from session where person = ?").param(person.value()).update();
  }

  /// Makes the one-time link's secret for the first start: valid one hour, spent on first use. An
  /// older one ends. Shown to whoever starts the program, kept nowhere.
  public String setupSecret() {
    var secret = Secret.random("");
    database.inTransaction(() -> {
      database.sql().sql("delete from setup_link").update();
      database
          .sql()
          .sql("insert into setup_link (secret_sha256, expires_at) values (?, ?)")
          .params(Secret.stored(secret), Accounts.time(clock.instant().plus(SETUP)))
          .update();
      recordSetup("made");
    });
    return secret;
  }

  /// Whether a set-up link is still good; looking spends nothing.
  public boolean isSetup(String secret) {
    return database
            .sql()
            .sql("select count(*) from setup_link where secret_sha256 = ? and expires_at > ?")
            .params(Secret.stored(secret), Accounts.time(clock.instant()))
            .query(Long.class)
            .single()
        > 0;
  }

  /// Spends the set-up link.
  ///
  /// @return whether it was valid; the same secret is never valid again
  public boolean spendSetup(String secret) {
    return database.inTransaction(() -> {
      int rows =
          database
              .sql()
              .sql("delete from setup_link where secret_sha256 = ? and expires_at > ?")
              .params(Secret.stored(secret), Accounts.time(clock.instant()))
              .update();
      if (rows == 1) recordSetup("used");
      return rows == 1;
    });
  }

  private void recordSetup(String step) {
    ledger.append(
        new Entry(
            EntryKind.SETUP_LINK,
            Actor.system(),
            new Subject("setup", "link"),
            Map.of("step", step)));
  }

  private Optional<Stored> find(String column, Object value) {
    return database
        .sql()
        .sql(
            "select id, password, wrong_passwords, locked_until from person where %s = ?"
                .formatted(column))
        .param(value)
        .query((row, _) ->
            new Stored(
                new PersonId(row.getObject("id", UUID.class)),
                Optional.ofNullable(row.getString("password")).orElse(cost.matchesNothing()),
                row.getInt("wrong_passwords"),
                row.getObject("locked_until", OffsetDateTime.class).toInstant()))
        .optional();
  }

  private boolean right(Optional<Stored> stored, String password) {
    stored.ifPresent(this::refuseLocked);
    boolean matches =
        Passwords.matches(password, stored.map(Stored::password).orElse(cost.matchesNothing()));
    boolean right = stored.isPresent() && matches;
    if (right && stored.get().wrong() > 0) unlock(stored.get().person());
    if (!right) database.inTransaction(() -> countWrong(stored));
    return right;
  }

  private void refuseLocked(Stored stored) {
    if (!clock.instant().isBefore(stored.lockedUntil())) return;
    throw new Refused(
        "LOCKED",
        "login",
        "too many wrong passwords; locked until " + stored.lockedUntil(),
        "wait, or ask an administrator");
  }

  private void unlock(PersonId person) {
    database
        .sql()
        .sql("update person set wrong_passwords = 0 where id = ?")
        .param(person.value())
        .update();
  }

  private void countWrong(Optional<Stored> stored) {
    stored.ifPresent(known -> {
      int over = known.wrong() + 1 - FREE_TRIES;
      long minutes = over < 0 ? 0 : Math.min(15, 1L << Math.min(over, 4));
      database
          .sql()
          .sql(
              """
              update person set wrong_passwords = wrong_passwords + 1, locked_until = ?
              where id = ?
              """)
          .params(
              Accounts.time(clock.instant().plus(Duration.ofMinutes(minutes))),
              known.person().value())
          .update();
    });
    var subject = stored.map(known -> known.person().toString()).orElse("unknown");
    ledger.append(
        new Entry(
            EntryKind.LOGIN_FAILED,
            Actor.system(),
            new Subject("person", subject),
            List.of(),
            Map.of(),
            Map.of()));
  }

  private void record(EntryKind kind, PersonId person) {
    ledger.append(
        new Entry(
            kind,
            Actor.person("person", person.toString()),
            new Subject("person", person.toString()),
            Map.of()));
  }
}
