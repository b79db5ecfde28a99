package org.antiphon.demo;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.antiphon.outbound.Bodies;
import org.antiphon.outbound.Bounds;
import org.antiphon.outbound.Outbound;
import org.antiphon.outbound.OutboundCall;
import org.antiphon.outbound.Outcome;
import org.antiphon.outbound.Reach;
import org.antiphon.problem.Unavailable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Speaks to the server as a browser with a session would, and to the simulator's control address.
/// An answer that is no success is a problem with the server's own words.
final class DemoClient {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Outbound outbound;
  private final URI base;
  private Optional<String> cookie = Optional.empty();

  DemoClient(Outbound outbound, URI base) {
    this.outbound = outbound;
    this.base = base;
  }

  JsonNode get(String path) {
    return exchange("GET", path, Optional.empty());
  }

  JsonNode post(String path, Map<String, ?> body) {
    return exchange("POST", path, Optional.of(body));
  }

  JsonNode put(String path, Map<String, ?> body) {
    return exchange("PUT", path, Optional.of(body));
  }

  /// Sends a sound as the body.
  JsonNode postSound(String path, byte[] sound) {
    return exchange("POST", path, sound, "application/octet-stream");
  }

  /// As [#get], but empty while nobody answers: a server that starts or was killed.
  Optional<JsonNode> tryGet(String path) {
    try {
      return Optional.of(get(path));
    } catch (Unavailable e) {
      return Optional.empty();
    }
  }

  private JsonNode exchange(String method, String path, Optional<Map<String, ?>> body) {
    byte[] bytes = body.map(JSON::writeValueAsBytes).orElse(new byte[0]);
    return exchange(method, path, bytes, "application/json");
  }

  private JsonNode exchange(String method, String path, byte[] bytes, String type) {
    var uri = base.resolve(path);
    var call = new OutboundCall(method, uri, headers(type), bytes, Reach.LOOPBACK, LARGE);
    return switch (outbound.send(call, Bodies.whole())) {
      case Outcome.Answered<Bodies.Body>(var head, var answer) -> {
        if (!head.isSuccess())
          throw new Unavailable(
              "DEMO_REFUSED",
              method + " " + uri,
              head.status() + " " + new String(answer.kept(), StandardCharsets.UTF_8),
              "look into the server's log");
        head.header("set-cookie").ifPresent(this::keep);
        yield answer.length() == 0 ? JSON.nullNode() : JSON.readTree(answer.kept());
      }
      case Outcome.NotSent<Bodies.Body>(_, var detail) -> throw silent(uri, detail);
      case Outcome.Lost<Bodies.Body>(_, var detail, _) -> throw silent(uri, detail);
    };
  }

  private static final Bounds LARGE =
      new Bounds(512L << 20, java.time.Duration.ofMinutes(1), java.util.Set.of());

  private static Unavailable silent(URI uri, String detail) {
    return new Unavailable("NO_ANSWER", uri.toString(), detail, "look into the server's log");
  }

  private void keep(String setCookie) {
    cookie = Optional.of(setCookie.split(";", 2)[0]);
  }

  private Map<String, String> headers(String type) {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", type);
    headers.put("Accept", "application/json");
    headers.put("Origin", base.resolve("/").toString().replaceAll("/$", ""));
    cookie.ifPresent(value -> headers.put("Cookie", value));
    return headers;
  }
}
