package org.antiphon.simulator;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/// Two clients in one: a careful one that looks up before it sends again, waits when told to and
/// looks whether an upload is really gone; and the naive one, a loop with three tries and a new key
/// for each, that believes what it is told. Both know the truth: this is no test of recognition.
final class ToyClient {
  private final boolean careful;
  private final String url;
  private final String key;
  private final String platform;
  private final double settle;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  ToyClient(JsonNode platform, boolean careful) {
    this.careful = careful;
    this.url = Json.text(platform, "url");
    this.key = Json.text(platform, "key");
    this.platform = Json.text(platform, "id");
    this.settle = platform.path("settleSeconds").doubleValue();
  }

  record Answer(int status, JsonNode json, String retryAfter) {}

  /// Crawls, fetches, files and watches, as its character is.
  static void runAll(Path client, boolean careful) throws Exception {
    var platforms = Json.read(Files.readAllBytes(client)).path("platforms");
    var threads = new java.util.ArrayList<Thread>();
    for (var platform : platforms)
      threads.add(Thread.ofVirtual().start(() -> new ToyClient(platform, careful).run()));
    for (var thread : threads) thread.join();
  }

  private void run() {
    Set<String> uploads = new TreeSet<>();
    for (int round = 0; round < (careful ? 3 : 1); round++) crawl(uploads);
    for (String upload : uploads) fetch(upload);
    pause(careful ? 0.5 : 0);
    for (String upload : uploads) notice(upload);
    if (careful) watch(uploads);
  }

  private void crawl(Set<String> found) {
    String cursor = "";
    for (int pages = 0; pages < (careful ? 100 : 20); pages++) {
      var page = get("/v1/uploads?limit=50&cursor=" + cursor);
      if (page.status() == 410) {
        cursor = "";
        continue;
      }
      if (page.status() != 200) {
        pause(careful ? 0 : 0.2);
        continue;
      }
      for (var upload : page.json().path("uploads"))
        if (!upload.path("deleted").asBoolean(false)) found.add(Json.text(upload, "id"));
      boolean hole =
          page.json().path("uploads").size() < page.json().path("limit").asInt(0)
              && page.json().path("next").isString();
      if (hole && careful) continue;
      cursor = Json.text(page.json(), "next");
      if (cursor.isEmpty()) return;
    }
  }

  private void fetch(String upload) {
    for (int tries = 0; tries < 8; tries++) {
      int status = get("/a/" + upload).status();
      if (status == 200 || status == 410) return;
    }
  }

  /// Copy number i plays rec-i; see [Plant].
  private void notice(String upload) {
    int number = Integer.parseInt(upload.substring(1));
    if (number >= ToyClientsTest.COPIES) return;
    if (careful && get("/v1/uploads/" + upload).status() == 410) return;
    var document = Plant.document(platform, upload, "rec-" + number, 40.2);
    if (careful) fileCarefully(upload, document);
    else fileNaively(upload, document);
  }

  private void fileNaively(String upload, String document) {
    for (int tries = 0; tries < 3; tries++) {
      if (post(UUID.randomUUID().toString(), upload, document).status() / 100 == 2) return;
      pause(0.7);
    }
  }

  private void fileCarefully(String upload, String document) {
    String reference = "key-of-" + platform + "-" + upload;
    while (true) {
      var answer = post(reference, upload, document);
      if (answer.status() == 429) pause(waitFor(answer.retryAfter()));
      else if (answer.status() >= 200 && answer.status() < 300 && answer.json().has("id")) return;
      else if (answer.status() >= 400 && answer.status() < 500) return;
      else if (isThere(reference)) return;
    }
  }

  private boolean isThere(String reference) {
    for (int looks = 0; looks < 2; looks++) {
      if (looks > 0) pause(settle);
      var answer = get("/v1/notices?externalReference=" + reference);
      if (answer.status() != 200) looks--;
      else if (!answer.json().path("notices").isEmpty()) return true;
    }
    return false;
  }

  private static double waitFor(String retryAfter) {
    return retryAfter.matches("[0-9]{1,3}")
        ? Double.parseDouble(retryAfter) + 0.1
        : dated(retryAfter);
  }

  /// A date is at most 4 s away in these platforms; nonsense is nothing to wait for.
  private static double dated(String retryAfter) {
    return retryAfter.contains(":") ? 4.1 : 0.3;
  }

  /// Polls and looks until every notice is removed and every noticed upload is gone.
  private void watch(Set<String> uploads) {
    var left = new HashSet<String>(uploads);
    left.removeIf(u -> Integer.parseInt(u.substring(1)) >= ToyClientsTest.COPIES);
    for (int rounds = 0; rounds < 200 && !left.isEmpty(); rounds++) {
      pause(0.1);
      get("/v1/notices?updatedSince=2026-01-01T00:00:00Z");
      left.removeIf(this::isGone);
    }
  }

  private boolean isGone(String upload) {
    int page = get("/u/" + upload).status();
    int audio = get("/a/" + upload).status();
    return page == 410 && audio == 410;
  }

  private Answer get(String path) {
    while (true) {
      var answer = send(request(path).GET().build());
      if (answer.status() != 429 || !careful) return answer;
      pause(waitFor(answer.retryAfter()));
    }
  }

  private Answer post(String reference, String upload, String document) {
    var body = new LinkedHashMap<String, String>(Map.of("externalReference", reference));
    body.put("uploadId", upload);
    body.put("documentSha256", HexFormat.of().formatHex(Dice.sha256(document)));
    body.put("document", document);
    return send(
        request("/v1/notices")
            .header("Idempotency-Key", reference)
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(Duration.ofSeconds(5))
        .header("Authorization", "Bearer " + key);
  }

  private Answer send(HttpRequest request) {
    try {
      var text = HttpResponse.BodyHandlers.ofString();
      var answer = http.sendAsync(request, HttpResponse.BodyHandlers.limiting(text, 1 << 20));
      var response = await(answer);
      return new Answer(
          response.statusCode(),
          Json.orMissing(response.body()),
          response.headers().firstValue("Retry-After").orElse(""));
    } catch (ExecutionException | TimeoutException _) {
      return new Answer(0, Json.orMissing(""), "");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A body may drip for ever: the whole exchange has a limit, not only its head.
  private static <T> T await(CompletableFuture<T> answer)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      return answer.get(5, TimeUnit.SECONDS);
    } finally {
      answer.cancel(true);
    }
  }

  private static void pause(double seconds) {
    long until = System.nanoTime() + (long) (seconds * 1e9);
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime())
      LockSupport.parkNanos(left);
  }
}
