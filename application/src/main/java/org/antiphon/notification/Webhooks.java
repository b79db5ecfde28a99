package org.antiphon.notification;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.antiphon.config.Secret;
import org.antiphon.database.Database;
import org.antiphon.database.UuidV7;
import org.antiphon.outbound.Bodies;
import org.antiphon.outbound.Bounds;
import org.antiphon.outbound.Outbound;
import org.antiphon.outbound.OutboundCall;
import org.antiphon.outbound.Outcome;
import org.antiphon.outbound.Reach;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Unavailable;

/// Events to others' servers, signed after the Standard Webhooks scheme: `webhook-signature` is
/// `v1,` and Base64 of HMAC-SHA-256 over `id.timestamp.body`. The same event bears the same id
/// however often it is sent; order is not promised, a sequence number stands in the body.
public final class Webhooks {
  private static final Bounds BOUNDS = new Bounds(16_384, Duration.ofSeconds(15), Set.of());
  private final Database database;
  private final Outbound outbound;
  private final InstantSource clock;

  /// Sends through `outbound`.
  public Webhooks(Database database, Outbound outbound, InstantSource clock) {
    this.database = database;
    this.outbound = outbound;
    this.clock = clock;
  }

  /// Where events go.
  ///
  /// @param secret where it lies, `file:/path`
  /// @param simulated a pretend server on this machine
  public record Endpoint(UUID id, String url, String secret, boolean simulated) {}

  /// Adds an endpoint.
  public Endpoint add(String url, String secret, boolean simulated) {
    if (!secret.startsWith("file:/"))
      throw new InvalidInput(
          "SECRET", "secret", "a secret must not stand here", "write file:/path");
    var endpoint = new Endpoint(UuidV7.next(clock), url, secret, simulated);
    database
        .sql()
        .sql("insert into webhook_endpoint values (?, ?, ?, ?, ?)")
        .params(endpoint.id, url, secret, simulated, clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    return endpoint;
  }

  /// All endpoints.
  public List<Endpoint> endpoints() {
    return database
        .sql()
        .sql("select * from webhook_endpoint order by id")
        .query((row, _) ->
            new Endpoint(
                row.getObject("id", UUID.class),
                row.getString("url"),
                row.getString("secret"),
                row.getBoolean("simulated")))
        .list();
  }

  /// Sends one event to every endpoint.
  ///
  /// @param id the same for every attempt
  /// @throws Unavailable where one of them did not take it; send it again
  public void send(String id, byte[] body) {
    for (var endpoint : endpoints()) send(endpoint, id, body);
  }

  private void send(Endpoint endpoint, String id, byte[] body) {
    var timestamp = Long.toString(clock.instant().getEpochSecond());
    var headers =
        Map.of(
            "Content-Type",
            "application/json",
            "webhook-id",
            id,
            "webhook-timestamp",
            timestamp,
            "webhook-signature",
            sign(endpoint, id + "." + timestamp + ".", body));
    var call =
        new OutboundCall(
            "POST",
            URI.create(endpoint.url),
            headers,
            body,
            endpoint.simulated ? Reach.LOOPBACK : Reach.PUBLIC,
            BOUNDS);
    switch (outbound.send(call, Bodies.first(1_024))) {
      case Outcome.Answered<Bodies.Body>(var head, _) when head.isSuccess() -> {}
      case Outcome.Answered<Bodies.Body>(var head, _) -> throw notTaken(endpoint, head.status());
      case Outcome.NotSent<Bodies.Body>(var trouble, _) -> throw notTaken(endpoint, trouble);
      case Outcome.Lost<Bodies.Body>(var trouble, _, _) -> throw notTaken(endpoint, trouble);
    }
  }

  private static Unavailable notTaken(Endpoint endpoint, Object why) {
    return new Unavailable(
        "WEBHOOK_NOT_TAKEN", endpoint.url, "the event was not taken: " + why, "it is sent again");
  }

  private static String sign(Endpoint endpoint, String prefix, byte[] body) {
    var secret = Secret.file(Path.of(endpoint.secret.substring("file:".length()))).reveal();
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
