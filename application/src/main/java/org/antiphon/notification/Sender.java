package org.antiphon.notification;

import static org.antiphon.notification.Tail.utc;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.antiphon.config.Secret;
import org.antiphon.database.Database;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.outbound.Bodies;
import org.antiphon.outbound.Bounds;
import org.antiphon.outbound.Head;
import org.antiphon.outbound.Outbound;
import org.antiphon.outbound.OutboundCall;
import org.antiphon.outbound.Outcome;
import org.antiphon.outbound.Reach;
import org.antiphon.outbound.RetryAfter;
import org.antiphon.problem.Unavailable;

/// Sends one event to one endpoint, signed after the Standard Webhooks scheme: `webhook-signature`
/// is `v1,` and Base64 of HMAC-SHA-256 over `id.timestamp.body`, once for each secret that is
/// valid.
///
/// An answer of 2xx ends it. Anything else is tried again with growing pauses for three days, then
/// it is parked for a person. A crash after the other side took it and before we noted so sends it
/// again, with the same id: whoever keeps ids sees each event once.
final class Sender {
  static final Duration PATIENCE = Duration.ofDays(3);
  private static final int GONE = 410;
  private static final Duration LONGEST_ASKED = Duration.ofHours(12);
  private static final Bounds BOUNDS = new Bounds(16_384, Duration.ofSeconds(15), Set.of());

  /// After the first failure, the second, ...; the last is repeated.
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(4),
          Duration.ofHours(8));

  private final Database database;
  private final Outbound outbound;
  private final InstantSource clock;

  Sender(Database database, Outbound outbound, InstantSource clock) {
    this.database = database;
    this.outbound = outbound;
    this.clock = clock;
  }

  private record Order(
      String id,
      byte[] body,
      Instant since,
      int attempts,
      Optional<Instant> quietUntil,
      Webhooks.Endpoint endpoint,
      Optional<String> previousSecret) {}

  /// Does what is next for one delivery.
  JobOutcome step(Webhooks.Sending sending) {
    var order = find(sending);
    if (order.isEmpty()) return JobOutcome.done(); // taken, parked, or its endpoint was removed
    var now = clock.instant();
    var quiet = order.get().quietUntil.filter(now::isBefore);
    if (quiet.isPresent()) return JobOutcome.again(quiet.get());
    return switch (send(order.get(), now)) {
      case Answer.Taken(var words) -> {
        database.inTransaction(() -> {
          note(sending, "TAKEN", words, Optional.empty());
          quiet(sending, Optional.empty());
        });
        yield JobOutcome.done();
      }
      case Answer.Gone(var words) -> {
        note(sending, "DEAD", words, Optional.empty());
        yield JobOutcome.done();
      }
      case Answer.Not(var words, var asked) -> again(sending, order.get(), words, asked);
    };
  }

  private JobOutcome again(
      Webhooks.Sending sending, Order order, String words, Optional<Duration> asked) {
    var now = clock.instant();
    var pause = PAUSES.get(Math.min(order.attempts, PAUSES.size() - 1));
    var next = now.plus(asked.filter(it -> it.compareTo(pause) > 0).orElse(pause));
    if (next.isAfter(order.since.plus(PATIENCE))) {
      note(sending, "DEAD", words, Optional.empty());
      return JobOutcome.done();
    }
    database.inTransaction(() -> {
      note(sending, "WAITING", words, Optional.of(next));
      quiet(sending, Optional.of(next));
    });
    return JobOutcome.again(next);
  }

  private Optional<Order> find(Webhooks.Sending sending) {
    return database
        .sql()
        .sql(
            """
            select e.id as event, e.body, d.since, d.attempts, w.*
            from webhook_delivery d
            join webhook_event e on e.seq = d.event_seq
            join webhook_endpoint w on w.id = d.endpoint_id
            where d.event_seq = ? and d.endpoint_id = ? and d.state = 'WAITING'
              and w.removed_at is null
            """)
        .params(sending.event(), sending.endpoint())
        .query((row, number) ->
            new Order(
                row.getString("event"),
                row.getBytes("body"),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"),
                Optional.ofNullable(row.getObject("quiet_until", OffsetDateTime.class))
                    .map(OffsetDateTime::toInstant),
                Webhooks.endpoint(row, number),
                Optional.ofNullable(row.getObject("previous_until", OffsetDateTime.class))
                        .filter(until -> until.toInstant().isAfter(clock.instant()))
                        .isPresent()
                    ? Optional.ofNullable(row.getString("previous_secret"))
                    : Optional.empty()))
        .optional();
  }

  private void note(Webhooks.Sending sending, String state, String words, Optional<Instant> next) {
    database
        .sql()
        .sql(
            """
            update webhook_delivery set state = :state, attempts = attempts + 1, last_at = :at,
              last_answer = :words, next_at = :next
            where event_seq = :event and endpoint_id = :endpoint
            """)
        .param("state", state)
        .param("at", utc(clock.instant()))
        .param("words", words)
        .param("next", next.map(Tail::utc).orElse(null))
        .param("event", sending.event())
        .param("endpoint", sending.endpoint())
        .update();
  }

  private void quiet(Webhooks.Sending sending, Optional<Instant> until) {
    database
        .sql()
        .sql("update webhook_endpoint set quiet_until = :until where id = :endpoint")
        .param("until", until.map(Tail::utc).orElse(null))
        .param("endpoint", sending.endpoint())
        .update();
  }

  /// What the other side said.
  private sealed interface Answer {
    record Taken(String words) implements Answer {}

    /// It wants nothing more.
    record Gone(String words) implements Answer {}

    record Not(String words, Optional<Duration> asked) implements Answer {}
  }

  private Answer send(Order order, Instant now) {
    try {
      return said(outbound.send(call(order, now), Bodies.first(1_024)));
    } catch (Unavailable e) { // the secret cannot be read now
      return new Answer.Not(e.code() + " " + e.what(), Optional.empty());
    }
  }

  private static Answer said(Outcome<Bodies.Body> outcome) {
    return switch (outcome) {
      case Outcome.Answered<Bodies.Body>(var head, _) when head.isSuccess() ->
          new Answer.Taken("HTTP " + head.status());
      case Outcome.Answered<Bodies.Body>(var head, _) when head.status() == GONE ->
          new Answer.Gone("HTTP 410: it wants nothing more");
      case Outcome.Answered<Bodies.Body>(var head, _) ->
          new Answer.Not("HTTP " + head.status(), asked(head));
      case Outcome.NotSent<Bodies.Body>(var trouble, var detail) ->
          new Answer.Not("not sent: " + trouble + " " + detail, Optional.empty());
      case Outcome.Lost<Bodies.Body>(var trouble, var detail, _) ->
          new Answer.Not("no answer: " + trouble + " " + detail, Optional.empty());
    };
  }

  private static Optional<Duration> asked(Head head) {
    return RetryAfter.in(head.headers(), head.at())
        .map(it -> it.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : it);
  }

  private static OutboundCall call(Order order, Instant now) {
    var timestamp = Long.toString(now.getEpochSecond());
    var secrets = new ArrayList<>(List.of(order.endpoint.secret()));
    order.previousSecret.ifPresent(secrets::add);
    var signatures =
        secrets.stream()
            .map(secret -> sign(secret, order.id + "." + timestamp + ".", order.body))
            .toList();
    var headers =
        Map.of(
            "Content-Type",
            "application/json",
            "webhook-id",
            order.id,
            "webhook-timestamp",
            timestamp,
            "webhook-signature",
            String.join(" ", signatures));
    return new OutboundCall(
        "POST",
        URI.create(order.endpoint.url()),
        headers,
        order.body,
        order.endpoint.simulated() ? Reach.LOOPBACK : Reach.PUBLIC,
        BOUNDS);
  }

  private static String sign(String source, String prefix, byte[] body) {
    var secret = Secret.file(Path.of(source.substring("file:".length()))).reveal();
    var key =
        Base64.getDecoder().decode(secret.startsWith("whsec_") ? secret.substring(6) : secret);
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update(prefix.getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
