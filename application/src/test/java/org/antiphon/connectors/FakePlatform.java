package org.antiphon.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A small, honest platform that speaks the plain REST wire (`simulator/openapi.yaml`). The real
/// simulator, which misbehaves, is run by the integration tests.
final class FakePlatform implements AutoCloseable {
  static final String KEY = "key-of-the-test";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private final HttpServer server;
  private final Map<String, ObjectNode> notices = new LinkedHashMap<>();
  private final Map<String, Boolean> uploads = new LinkedHashMap<>();

  FakePlatform() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/p1");
  }

  synchronized String newUpload() {
    String id = "u" + (uploads.size() + 1);
    uploads.put(id, true);
    return id;
  }

  synchronized void takeDown(String upload) {
    uploads.put(upload, false);
  }

  synchronized List<String> heldAbout(String upload) {
    return notices.values().stream()
        .filter(notice -> notice.path("uploadId").asString().equals(upload))
        .map(notice -> notice.path("externalReference").asString())
        .toList();
  }

  private synchronized void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring("/p1".length());
      if (path.startsWith("/u/")) page(exchange, path.substring(3));
      else if (path.startsWith("/a/")) sound(exchange, path.substring(3));
      else if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization")))
        problem(exchange, 401, "unauthorised");
      else if (path.equals("/v1/notices") && exchange.getRequestMethod().equals("POST"))
        file(exchange);
      else if (path.equals("/v1/notices")) find(exchange);
      else if (path.endsWith("/withdrawal")) withdraw(exchange, path.split("/", -1)[3]);
      else if (path.startsWith("/v1/notices/")) state(exchange, path.split("/", -1)[3]);
      else if (path.startsWith("/v1/uploads/")) upload(exchange, path.split("/", -1)[3]);
      else if (path.equals("/v1/uploads")) feed(exchange);
      else problem(exchange, 404, "no_such_path");
    }
  }

  private void file(HttpExchange exchange) throws IOException {
    JsonNode body = MAPPER.readTree(exchange.getRequestBody().readAllBytes());
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    String upload = body.path("uploadId").asString();
    var known = notice(key);
    if (known != null) {
      boolean same = known.path("documentSha256").equals(body.path("documentSha256"));
      if (same) json(exchange, 200, known);
      else problem(exchange, 422, "key_reused");
    } else if (!uploads.containsKey(upload)) problem(exchange, 404, "no_such_upload");
    else if (!Objects.requireNonNull(uploads.get(upload))) problem(exchange, 409, "target_gone");
    else json(exchange, 201, hold(key, upload, body.path("documentSha256").asString()));
  }

  private ObjectNode hold(String key, String upload, String sha256) {
    String id = "n" + (notices.size() + 1);
    var notice =
        MAPPER
            .createObjectNode()
            .put("id", id)
            .put("state", "accepted")
            .put("externalReference", key)
            .put("uploadId", upload)
            .put("documentSha256", sha256)
            .put("version", 1)
            .put("createdAt", NOW.toString())
            .put("updatedAt", NOW.toString())
            .put("unknownField", true);
    notices.put(id, notice);
    return notice;
  }

  private @Nullable ObjectNode notice(String key) {
    return notices.values().stream()
        .filter(notice -> notice.path("externalReference").asString().equals(key))
        .findFirst()
        .orElse(null);
  }

  private void find(HttpExchange exchange) throws IOException {
    String query = String.valueOf(exchange.getRequestURI().getRawQuery());
    var found = new ArrayList<>(notices.values());
    for (String part : query.split("&", -1))
      if (part.startsWith("externalReference=")) {
        String key = URLDecoder.decode(part.substring(18), UTF_8);
        found.removeIf(notice -> !notice.path("externalReference").asString().equals(key));
      }
    var page = MAPPER.createObjectNode();
    page.putArray("notices").addAll(found);
    page.putNull("next");
    json(exchange, 200, page);
  }

  private void state(HttpExchange exchange, String id) throws IOException {
    var notice = notices.get(id);
    if (notice == null) problem(exchange, 404, "no_such_notice");
    else json(exchange, 200, notice);
  }

  private void withdraw(HttpExchange exchange, String id) throws IOException {
    var notice = notices.get(id);
    if (notice == null) {
      problem(exchange, 404, "no_such_notice");
      return;
    }
    notice.put("state", "withdrawn").put("version", 2);
    json(exchange, 200, notice);
  }

  private void feed(HttpExchange exchange) throws IOException {
    var page = MAPPER.createObjectNode();
    var list = page.putArray("uploads");
    uploads.forEach((id, up) -> list.add(upload(id, up)));
    page.putNull("next");
    json(exchange, 200, page);
  }

  private void upload(HttpExchange exchange, String id) throws IOException {
    var up = uploads.get(id);
    if (up == null) problem(exchange, 404, "no_such_upload");
    else if (!up) problem(exchange, 410, "upload_removed");
    else json(exchange, 200, upload(id, true));
  }

  private ObjectNode upload(String id, boolean up) {
    var node = MAPPER.createObjectNode().put("id", id).put("revision", up ? 1 : 2);
    node.put("deleted", !up);
    if (!up) return node;
    node.put("publishedAt", NOW.toString()).put("seconds", 30.5);
    node.put("pageUrl", base() + "/u/" + id).put("audioUrl", base() + "/a/" + id);
    node.putObject("uploader").put("id", "someone").put("name", "Someone").put("followers", 12);
    var credits = node.putObject("credits").put("title", "Harbour").put("isrc", "QZANT2600001");
    credits.put("description", "made at night").putArray("artists").add("Ada Kern");
    return node;
  }

  private void page(HttpExchange exchange, String id) throws IOException {
    boolean up = uploads.getOrDefault(id, false);
    send(exchange, up ? 200 : 410, "text/html", up ? "<audio>" : "removed");
  }

  private void sound(HttpExchange exchange, String id) throws IOException {
    boolean up = uploads.getOrDefault(id, false);
    send(exchange, up ? 200 : 410, up ? "audio/mpeg" : "text/plain", up ? "sound of " + id : "");
  }

  private static void json(HttpExchange exchange, int status, JsonNode node) throws IOException {
    send(exchange, status, "application/json; charset=utf-8", node.toString());
  }

  private static void problem(HttpExchange exchange, int status, String code) throws IOException {
    var node =
        MAPPER
            .createObjectNode()
            .put("type", "urn:antiphon:problem:" + code)
            .put("title", code)
            .put("status", status)
            .put("code", code);
    send(exchange, status, "application/problem+json", node.toString());
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
