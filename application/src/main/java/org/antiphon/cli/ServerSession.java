package org.antiphon.cli;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antiphon.config.Settings;
import org.antiphon.outbound.Bodies;
import org.antiphon.outbound.Bounds;
import org.antiphon.outbound.Outbound;
import org.antiphon.outbound.OutboundCall;
import org.antiphon.outbound.OutboundSettings;
import org.antiphon.outbound.Outcome;
import org.antiphon.outbound.Reach;
import org.antiphon.outbound.Resolver;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;
import org.antiphon.problem.Unavailable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A person's session with the server that runs on this machine: what is signed goes through the
/// same door, and the same rules, as a page's form.
final class ServerSession implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Bounds LARGE = new Bounds(64L << 20, Duration.ofMinutes(1), Set.of());

  private final Outbound outbound;
  private final URI base;
  private Optional<String> cookie = Optional.empty();

  private ServerSession(Outbound outbound, URI base) {
    this.outbound = outbound;
    this.base = base;
  }

  /// Of the server of these settings, or of another on this machine.
  static ServerSession open(Kit kit, Settings settings, Optional<URI> server) {
    var clock = kit.surroundings().clock();
    var outbound = new Outbound(OutboundSettings.standard("cli"), Resolver.system(), clock);
    return new ServerSession(
        outbound,
        server.orElseGet(() -> URI.create("http://127.0.0.1:" + settings.server().port())));
  }

  /// Logs in.
  void login(String email, String password) {
    post("/api/v1/sessions", Map.of("email", email, "password", password));
  }

  JsonNode get(String path) {
    return exchange("GET", path, new byte[0]);
  }

  JsonNode post(String path, Map<String, ?> body) {
    return exchange("POST", path, JSON.writeValueAsBytes(body));
  }

  private JsonNode exchange(String method, String path, byte[] body) {
    var uri = base.resolve(path);
    var call = new OutboundCall(method, uri, headers(), body, Reach.LOOPBACK, LARGE);
    return switch (outbound.send(call, Bodies.whole())) {
      case Outcome.Answered<Bodies.Body>(var head, var answer) -> {
        var text = new String(answer.kept(), StandardCharsets.UTF_8);
        if (!head.isSuccess()) throw refused(head.status(), text);
        head.header("set-cookie").ifPresent(it -> cookie = Optional.of(it.split(";", 2)[0]));
        yield text.isEmpty() ? JSON.nullNode() : JSON.readTree(text);
      }
      case Outcome.NotSent<Bodies.Body>(_, var detail) -> throw silent(detail);
      case Outcome.Lost<Bodies.Body>(_, var detail, _) -> throw silent(detail);
    };
  }

  private static RuntimeException refused(int status, String text) {
    var problem = text.startsWith("{") ? JSON.readTree(text) : JSON.createObjectNode();
    var code = problem.path("code").asString("HTTP_" + status);
    var what = problem.path("detail").asString("the server answered " + status);
    var where = problem.path("where").asString("server");
    var hint = problem.path("hint").asString("look into the server's log");
    return status == 400
        ? new InvalidInput(code, where, what, hint)
        : new Refused(code, where, what, hint);
  }

  private Unavailable silent(String detail) {
    return new Unavailable(
        "NO_SERVER",
        base.toString(),
        "no server answers there: " + detail,
        "start it: `./antiphon serve`, or name it with --server");
  }

  private Map<String, String> headers() {
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "application/json");
    cookie.ifPresent(value -> headers.put("Cookie", value));
    return headers;
  }

  @Override
  public void close() {
    outbound.close();
  }
}
