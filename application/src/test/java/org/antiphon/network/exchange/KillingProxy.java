package org.antiphon.network.exchange;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Stands between a reader and the feed that it reads, passes everything on, and on demand does
/// something, such as killing the reader, at one exact step of its poll.
final class KillingProxy implements AutoCloseable {
  private final HttpServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String feed;
  private Optional<Trap> trap = Optional.empty();

  /// How much of the answer the reader has when it happens.
  enum Answer {
    /// Nothing, and nothing comes.
    NONE,
    /// Nothing yet: it comes afterwards.
    WAITING,
    HALF,
    ALL
  }

  /// Springs once, at the next request whose path holds these words.
  ///
  /// @param sprung completes when it has happened
  record Trap(String path, Answer answer, Runnable act, CompletableFuture<Void> sprung) {}

  KillingProxy(String feed) throws IOException {
    this.feed = feed;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::pass);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  synchronized CompletableFuture<Void> at(String path, Answer answer, Runnable act) {
    var set = new Trap(path, answer, act, new CompletableFuture<>());
    trap = Optional.of(set);
    return set.sprung;
  }

  private synchronized Optional<Trap> sprungBy(String path) {
    var set = trap.filter(it -> path.contains(it.path));
    if (set.isPresent()) trap = Optional.empty();
    return set;
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var set = sprungBy(path);
      var first = set.filter(it -> it.answer == Answer.NONE || it.answer == Answer.WAITING);
      first.ifPresent(KillingProxy::spring);
      if (first.isEmpty()) answer(exchange, path, set);
      else if (first.get().answer == Answer.WAITING) answer(exchange, path, Optional.empty());
    }
  }

  private void answer(HttpExchange exchange, String path, Optional<Trap> set) throws IOException {
    var answer = ask(path, exchange.getRequestHeaders().getFirst("Authorization"));
    byte[] body = answer.body();
    exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
    boolean half = set.filter(it -> it.answer == Answer.HALF).isPresent();
    exchange.getResponseBody().write(half ? Arrays.copyOf(body, body.length / 2) : body);
    exchange.getResponseBody().flush();
    set.ifPresent(KillingProxy::spring);
  }

  private HttpResponse<byte[]> ask(String path, @Nullable String authorization) throws IOException {
    try {
      var request = HttpRequest.newBuilder(URI.create(feed).resolve(path));
      if (authorization != null) request.header("Authorization", authorization);
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void spring(Trap set) {
    set.act.run();
    set.sprung.complete(null);
  }

  @Override
  public void close() {
    server.stop(0);
    http.close();
  }
}
