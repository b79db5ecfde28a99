package org.antiphon.notification;

import static org.antiphon.notification.Tail.utc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.antiphon.database.Database;
import org.antiphon.database.UuidV7;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.JobType;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.Priority;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.Subject;
import org.antiphon.outbound.Outbound;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;

/// Events to others' servers: who wants which, and what came of telling them. A job reads the
/// ledger behind the sequencer and makes events of it; another sends each to each endpoint that
/// asked for its type, again and again for three days. The same event bears the same id however
/// often it is sent; order is not promised, a sequence number stands in the body.
public final class Webhooks {
  /// One event to one endpoint.
  static final JobType<Sending> SEND = new JobType<>("webhook.send", Sending.class);

  private static final JobType<Nothing> TAIL = new JobType<>("webhook.tail", Nothing.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final Duration OLD_SECRET = Duration.ofDays(1);
  private static final int SECRET_BYTES = 32;

  private final Database database;
  private final Ledger ledger;
  private final Jobs jobs;
  private final Path secrets;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /// Wires it; nothing runs before [#register] and [#start].
  ///
  /// @param secrets folder for the secrets that we make
  public Webhooks(Database database, Ledger ledger, Jobs jobs, Path secrets, InstantSource clock) {
    this.database = database;
    this.ledger = ledger;
    this.jobs = jobs;
    this.secrets = secrets;
    this.clock = clock;
  }

  /// Which event goes where.
  record Sending(long event, UUID endpoint) {}

  /// A job without particulars.
  record Nothing() {}

  /// Where events go.
  ///
  /// @param secret where it lies, `file:/path`
  /// @param simulated a pretend server on this machine
  /// @param events names of the types that it wants; empty: all
  public record Endpoint(
      UUID id, String url, String secret, boolean simulated, Set<String> events) {
    public Endpoint {
      events = Set.copyOf(events);
    }
  }

  /// An endpoint that was just made or given a new secret.
  ///
  /// @param secret itself, shown this once; empty where it was named, not made
  public record Made(Endpoint endpoint, Optional<String> secret) {}

  /// What came of telling one event.
  ///
  /// @param state WAITING, TAKEN or DEAD
  public record Delivery(
      long sequence,
      String event,
      String type,
      String state,
      int attempts,
      Optional<Instant> lastAt,
      String lastAnswer,
      Optional<Instant> nextAt) {}

  /// How many of an endpoint's events are where.
  public record Counts(long waiting, long taken, long dead) {}

  /// Before the jobs start.
  ///
  /// @param mail hears of the same events, where mail is sent
  public void register(Outbound outbound, Optional<Mail> mail) {
    Tail.Listener besides = mail.<Tail.Listener>map(each -> each::event).orElse((_, _, _) -> {});
    var tail = new Tail(database, jobs, clock, besides);
    var sender = new Sender(database, outbound, clock);
    jobs.register(
        TAIL,
        (_, _) -> {
          boolean more = tail.step();
          return JobOutcome.again(more ? clock.instant() : clock.instant().plus(LOOK_EVERY));
        });
    jobs.register(SEND, (sending, _) -> sender.step(sending));
  }

  /// Begins to read the ledger.
  public void start() {
    database.inTransaction(
        () -> jobs.schedule(TAIL, "tail", new Nothing(), clock.instant(), Priority.NORMAL));
  }

  /// Tells what no entry of its own tells; its entry is written in the same transaction as what
  /// scheduled this. Again with the same id changes nothing.
  public void tell(String id, EventType type, Map<String, Object> body) {
    var whole = new LinkedHashMap<String, Object>();
    whole.put("type", type.wire());
    whole.putAll(body);
    database.inTransaction(() -> new Tail(database, jobs, clock).publish(id, type, whole));
  }

  /// Adds an endpoint.
  ///
  /// @param url https, or http to this machine where it is a pretend server
  /// @param secret `file:/path`; empty: one is made
  /// @param events names of types; empty: all
  public Made add(String url, String secret, boolean simulated, Set<String> events, Actor by) {
    address(url, simulated);
    if (!secret.isEmpty() && !secret.startsWith("file:/"))
      throw new InvalidInput(
          "SECRET", "secret", "a secret must not stand here", "write file:/path, or leave it out");
    for (var event : events)
      if (EventType.named(event).isEmpty())
        throw new InvalidInput(
            "EVENT_TYPE", "events", "there is no event " + event, "one of " + names());
    var id = UuidV7.next(clock);
    var made = secret.isEmpty() ? Optional.of(secret()) : Optional.<String>empty();
    var place = made.map(it -> keep(id, it)).orElse(secret);
    var endpoint = new Endpoint(id, url, place, simulated, events);
    database.inTransaction(() -> {
      database
          .sql()
          .sql(
              """
              insert into webhook_endpoint (id, url, secret, simulated, added_at, events)
              values (?, ?, ?, ?, ?, ?)
              """)
          .params(
              id,
              url,
              place,
              simulated,
              utc(clock.instant()),
              new TreeSet<>(events).toArray(String[]::new))
          .update();
      record(id, "added", by);
    });
    return new Made(endpoint, made);
  }

  private static void address(String url, boolean simulated) {
    try {
      var uri = new URI(url);
      var scheme = uri.getScheme();
      if (uri.getHost() != null && uri.getUserInfo() == null)
        if ("https".equals(scheme) || (simulated && "http".equals(scheme))) return;
    } catch (URISyntaxException _) {
      // said below
    }
    throw new InvalidInput(
        "URL", "url", "events go to an https address", "write https://example.org/hooks");
  }

  private static String names() {
    return Arrays.stream(EventType.values()).map(EventType::wire).collect(Collectors.joining(", "));
  }

  private String secret() {
    var bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return "whsec_" + Base64.getEncoder().encodeToString(bytes);
  }

  private String keep(UUID id, String secret) {
    try {
      Files.createDirectories(secrets);
      var file = secrets.resolve("webhook-" + id + "-" + UuidV7.next(clock));
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, secret);
      return "file:" + file.toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException("the secret cannot be kept", e);
    }
  }

  /// Gives an endpoint a new secret; for a day both sign.
  public Made rotate(UUID id, Actor by) {
    var old = get(id);
    var secret = secret();
    var place = keep(id, secret);
    database.inTransaction(() -> {
      database
          .sql()
          .sql(
              """
              update webhook_endpoint set secret = ?, previous_secret = ?, previous_until = ?
              where id = ?
              """)
          .params(place, old.secret(), utc(clock.instant().plus(OLD_SECRET)), id)
          .update();
      record(id, "secret changed", by);
    });
    return new Made(get(id), Optional.of(secret));
  }

  /// Nothing is sent there any more.
  public void remove(UUID id, Actor by) {
    get(id);
    database.inTransaction(() -> {
      database
          .sql()
          .sql("update webhook_endpoint set removed_at = ? where id = ?")
          .params(utc(clock.instant()), id)
          .update();
      record(id, "removed", by);
    });
  }

  private void record(UUID id, String what, Actor by) {
    ledger.append(
        new Entry(
            EntryKind.SETTING_CHANGED,
            by,
            new Subject("webhook", id.toString()),
            Map.of("endpoint", what)));
  }

  /// All endpoints.
  public List<Endpoint> endpoints() {
    return database
        .sql()
        .sql("select * from webhook_endpoint where removed_at is null order by id")
        .query(Webhooks::endpoint)
        .list();
  }

  /// One that is not removed.
  ///
  /// @throws Refused NOT_FOUND
  public Endpoint get(UUID id) {
    return endpoints().stream()
        .filter(endpoint -> endpoint.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new Refused("NOT_FOUND", "webhook " + id, "there is no such endpoint", "list them"));
  }

  static Endpoint endpoint(ResultSet row, int number) throws SQLException {
    return new Endpoint(
        row.getObject("id", UUID.class),
        row.getString("url"),
        row.getString("secret"),
        row.getBoolean("simulated"),
        Set.of((String[]) row.getArray("events").getArray()));
  }

  /// How an endpoint does.
  public Counts counts(UUID endpoint) {
    return database
        .sql()
        .sql(
            """
            select count(*) filter (where state = 'WAITING') as waiting,
              count(*) filter (where state = 'TAKEN') as taken,
              count(*) filter (where state = 'DEAD') as dead
            from webhook_delivery where endpoint_id = ?
            """)
        .param(endpoint)
        .query((row, _) ->
            new Counts(row.getLong("waiting"), row.getLong("taken"), row.getLong("dead")))
        .single();
  }

  /// What was told to an endpoint, the newest first.
  ///
  /// @param state WAITING, TAKEN or DEAD; empty: all
  public List<Delivery> deliveries(UUID endpoint, String state, int most) {
    return database
        .sql()
        .sql(
            """
            select e.seq, e.id, e.type, d.state, d.attempts, d.last_at, d.last_answer, d.next_at
            from webhook_delivery d join webhook_event e on e.seq = d.event_seq
            where d.endpoint_id = :endpoint and (:state = '' or d.state = :state)
            order by d.event_seq desc limit :most
            """)
        .param("endpoint", endpoint)
        .param("state", state)
        .param("most", most)
        .query((row, _) ->
            new Delivery(
                row.getLong("seq"),
                row.getString("id"),
                row.getString("type"),
                row.getString("state"),
                row.getInt("attempts"),
                moment(row, "last_at"),
                row.getString("last_answer"),
                moment(row, "next_at")))
        .list();
  }

  private static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  /// Sends an endpoint's parked events again, for another three days, under the same ids.
  ///
  /// @return how many
  public int replay(UUID endpoint) {
    get(endpoint);
    return database.inTransaction(() -> {
      var now = clock.instant();
      var events =
          database
              .sql()
              .sql(
                  """
                  update webhook_delivery set state = 'WAITING', attempts = 0, since = ?, next_at = ?
                  where endpoint_id = ? and state = 'DEAD' returning event_seq
                  """)
              .params(utc(now), utc(now), endpoint)
              .query((row, _) -> row.getLong("event_seq"))
              .list();
      database
          .sql()
          .sql("update webhook_endpoint set quiet_until = null where id = ?")
          .param(endpoint)
          .update();
      for (long event : events)
        jobs.schedule(
            SEND,
            event + "@" + endpoint + "@" + now.toEpochMilli(),
            new Sending(event, endpoint),
            now,
            Priority.NORMAL);
      return events.size();
    });
  }
}
