package org.antiphon.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.antiphon.database.Database;
import org.antiphon.database.UuidV7;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.SigningKey;
import org.antiphon.ledger.Subject;
import org.antiphon.ledger.VerifyingKey;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;
import org.springframework.dao.DuplicateKeyException;

/// People, their roles, their keys, and the keys of programs. Logins stand in [Logins].
public final class Accounts {
  /// A valid e-mail address as browsers check it (HTML Living Standard §4.10.5.1.5): one that a
  /// log-in page would refuse must not be given to anybody.
  private static final Pattern ADDRESS =
      Pattern.compile(
          "[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
              + "(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*");

  private final Database database;
  private final Ledger ledger;
  private final KeyFolder keys;
  private final InstantSource clock;
  private final Logins logins;

  /// @param keys where the signing keys of people are kept
  public Accounts(Database database, Ledger ledger, KeyFolder keys, InstantSource clock) {
    this(database, ledger, keys, clock, PasswordCost.standard());
  }

  /// As above, with another cost of passwords.
  public Accounts(
      Database database,
      Ledger ledger,
      KeyFolder keys,
      InstantSource clock,
      PasswordCost passwords) {
    this.database = database;
    this.ledger = ledger;
    this.keys = keys;
    this.clock = clock;
    this.logins = new Logins(database, ledger, clock, passwords);
  }

  /// Enters a person; joins the caller's transaction.
  ///
  /// @throws InvalidInput when the address is taken
  public Person createPerson(String name, String title, String email, Set<Role> roles) {
    if (!ADDRESS.matcher(email).matches())
      throw new InvalidInput(
          "EMAIL", "email", "it is no e-mail address", "write it like jane@example.org");
    var person =
        new Person(
            new PersonId(UuidV7.next(clock)), name, title, email.toLowerCase(Locale.ROOT), roles);
    try {
      database.inTransaction(() -> insert(person));
    } catch (DuplicateKeyException e) {
      throw new InvalidInput(
          "EMAIL_TAKEN", "email", "somebody has this address already", "give another");
    }
    return person;
  }

  private void insert(Person person) {
    database
        .sql()
        .sql(
            """
            insert into person (id, name, title, email, roles, created_at)
            values (?, ?, ?, ?, ?, ?)
            """)
        .params(
            person.id().value(),
            person.name(),
            person.title(),
            person.email(),
            names(person.roles()),
            time(clock.instant()))
        .update();
    record(
        EntryKind.PERSON_ADDED,
        person.id(),
        Map.of("roles", List.of(names(person.roles()))),
        Map.of("name", person.name(), "email", person.email()));
  }

  /// Gives a person these roles instead of the old ones.
  public void setRoles(PersonId id, Set<Role> roles, Actor by) {
    database.inTransaction(() -> {
      int rows =
          database
              .sql()
              .sql("update person set roles = ? where id = ?")
              .params(names(roles), id.value())
              .update();
      if (rows != 1) throw unknown(id);
      ledger.append(
          new Entry(
              EntryKind.ROLES_CHANGED,
              by,
              new Subject("person", id.toString()),
              Map.of("roles", List.of(names(roles)))));
    });
  }

  /// A person.
  public Optional<Person> person(PersonId id) {
    return database
        .sql()
        .sql("select * from person where id = ?")
        .param(id.value())
        .query((row, _) -> person(row))
        .optional();
  }

  /// A person by address.
  public Optional<Person> personByEmail(String email) {
    return database
        .sql()
        .sql("select * from person where email = ?")
        .param(email.toLowerCase(Locale.ROOT))
        .query((row, _) -> person(row))
        .optional();
  }

  /// Everybody, by name.
  public List<Person> people() {
    return database
        .sql()
        .sql("select * from person order by name, id")
        .query((row, _) -> person(row))
        .list();
  }

  static Person person(ResultSet row) throws SQLException {
    var roles = (String[]) row.getArray("roles").getArray();
    return new Person(
        new PersonId(row.getObject("id", UUID.class)),
        row.getString("name"),
        row.getString("title"),
        row.getString("email"),
        Arrays.stream(roles).map(Role::valueOf).collect(Collectors.toSet()));
  }

  /// Passwords, sessions, the set-up link.
  public Logins logins() {
    return logins;
  }

  /// See [Logins#setPassword].
  public void setPassword(PersonId person, String password) {
    logins.setPassword(person, password);
  }

  /// See [Logins#login].
  public Optional<Session.Opened> login(String email, String password) {
    return logins.login(email, password);
  }

  /// See [Logins#session].
  public Optional<Session> session(String secret) {
    return logins.session(secret);
  }

  /// See [Logins#reauthenticate].
  public Optional<Session> reauthenticate(String secret, String password) {
    return logins.reauthenticate(secret, password);
  }

  /// As below, made by the program itself.
  public ApiKey.Issued issueApiKey(String name, Set<Scope> scopes) {
    return issueApiKey(name, scopes, Actor.system());
  }

  /// Makes a key for a program; the secret in the answer is shown once and not kept.
  public ApiKey.Issued issueApiKey(String name, Set<Scope> scopes, Actor by) {
    var key = new ApiKey(UuidV7.next(clock), name, scopes, clock.instant());
    var secret = Secret.random("antiphon_");
    database.inTransaction(() -> {
      database
          .sql()
          .sql(
              "insert into api_key (id, name, secret_sha256, scopes, created_at) values (?, ?, ?, ?, ?)")
          .params(key.id(), name, Secret.stored(secret), names(scopes), time(key.createdAt()))
          .update();
      recordKey(EntryKind.KEY_ADDED, key.id(), Map.of("scopes", List.of(names(scopes))), by);
    });
    return new ApiKey.Issued(key, secret);
  }

  /// The key whose secret this is; empty when it is unknown or revoked.
  public Optional<ApiKey> authenticateApiKey(String secret) {
    return database
        .sql()
        .sql("select * from api_key where secret_sha256 = ? and revoked_at is null")
        .param(Secret.stored(secret))
        .query((row, _) -> apiKey(row))
        .optional();
  }

  /// All keys that have not been revoked, without secrets.
  public List<ApiKey> apiKeys() {
    return database
        .sql()
        .sql("select * from api_key where revoked_at is null order by created_at")
        .query((row, _) -> apiKey(row))
        .list();
  }

  private static ApiKey apiKey(ResultSet row) throws SQLException {
    var scopes = (String[]) row.getArray("scopes").getArray();
    return new ApiKey(
        row.getObject("id", UUID.class),
        row.getString("name"),
        Arrays.stream(scopes).map(Scope::valueOf).collect(Collectors.toSet()),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  /// Ends a key.
  ///
  /// @return false when it had ended or never was
  public boolean revokeApiKey(UUID id, Actor by) {
    return database.inTransaction(() -> {
      int rows =
          database
              .sql()
              .sql("update api_key set revoked_at = ? where id = ? and revoked_at is null")
              .params(time(clock.instant()), id)
              .update();
      if (rows == 1) recordKey(EntryKind.KEY_REVOKED, id, Map.of(), by);
      return rows == 1;
    });
  }

  /// The person's Ed25519 signature over a message; the key is made when it is first used.
  public byte[] sign(PersonId id, byte[] message) {
    return signingKey(id).sign(message);
  }

  /// The key that checks the person's signatures.
  public VerifyingKey publicKey(PersonId id) {
    return signingKey(id).verifying();
  }

  private SigningKey signingKey(PersonId id) {
    if (person(id).isEmpty()) throw unknown(id);
    return keys.signingKey("person-" + id, "antiphon/person/" + id);
  }

  private void record(
      EntryKind kind, PersonId id, Map<String, Object> data, Map<String, String> personal) {
    var subject = new Subject("person", id.toString());
    ledger.append(new Entry(kind, Actor.system(), subject, List.of(), data, personal));
  }

  private void recordKey(EntryKind kind, UUID id, Map<String, Object> data, Actor by) {
    ledger.append(new Entry(kind, by, new Subject("api-key", id.toString()), data));
  }

  private static Refused unknown(PersonId id) {
    return new Refused("NO_SUCH_PERSON", id.toString(), "nobody has this id", "list the people");
  }

  static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static String[] names(Set<? extends Enum<?>> values) {
    return values.stream()
        .map(Enum::name)
        .collect(Collectors.toCollection(TreeSet::new))
        .toArray(String[]::new);
  }

  /// Whether the password of a session was given recently; see [Session#freshlyAuthenticated].
  public boolean freshlyAuthenticated(Session session, Duration limit) {
    return session.freshlyAuthenticated(limit, clock.instant());
  }
}
