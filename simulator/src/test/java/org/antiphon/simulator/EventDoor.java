package org.antiphon.simulator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/// A receiver of events that checks signature and time, or, when careless, takes everything.
final class EventDoor implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, byte[]> secrets = new HashMap<>();

  EventDoor(boolean careful) throws IOException {
    this.server =
        HttpServer.create(new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/hooks/",
        exchange -> {
          var body = exchange.getRequestBody().readAllBytes();
          String platform = exchange.getRequestURI().getPath().substring("/hooks/".length());
          var headers = exchange.getRequestHeaders();
          long at = Long.parseLong(headers.getFirst("webhook-timestamp"));
          String id = headers.getFirst("webhook-id");
          boolean good =
              Math.abs(Instant.now().getEpochSecond() - at) < 300
                  && headers
                      .getFirst("webhook-signature")
                      .equals(Webhooks.signature(secret(platform), id, at, body));
          exchange.sendResponseHeaders(good || !careful ? 204 : 401, -1);
          exchange.close();
        });
    server.start();
  }

  private byte[] secret(String platform) {
    return secrets.getOrDefault(platform, new byte[] {1});
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks";
  }

  void knows(Path client) throws IOException {
    for (var platform : Json.read(Files.readAllBytes(client)).path("platforms"))
      secrets.put(
          Json.text(platform, "id"),
          Base64.getDecoder().decode(Json.text(platform, "webhookSecret").substring(6)));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
