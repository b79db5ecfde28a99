package org.antiphon.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Real HTTP against a controller that counts what it is asked to do.
class IdempotencyFilterTest {
  private static Database database;
  private static WebServer server;
  private static Counting counting;
  private final HttpClient client = HttpClient.newHttpClient();

  /// Counts; fails the first time where it is told to.
  @RestController
  public static final class Counting {
    private final AtomicInteger done = new AtomicInteger();

    @PostMapping("/api/v1/counts")
    ResponseEntity<Map<String, Object>> count(@RequestBody Map<String, Object> asked) {
      int now = done.incrementAndGet();
      boolean fails = asked.containsKey("failUntil") && now < (Integer) asked.get("failUntil");
      return ResponseEntity.status(fails ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.CREATED)
          .body(Map.of("count", now));
    }
  }

  @BeforeAll
  static void start() {
    database = TestDatabase.fresh();
    counting = new Counting();
    var filter =
        new IdempotencyFilter(database, InstantSource.fixed(Instant.parse("2030-01-01T00:00:00Z")));
    server = WebServer.start("127.0.0.1", 0, List.of(counting, filter, new ProblemAnswers()));
  }

  @AfterAll
  static void stop() {
    server.close();
    database.close();
  }

  @Test
  void theSameRequestAgainIsAnsweredAgainAndNotDoneAgain() throws Exception {
    int before = counting.done.get();
    var first = post("once", "{\"a\":1}");
    var second = post("once", "{\"a\":1}");
    assertThat(counting.done.get()).isEqualTo(before + 1);
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
  }

  @Test
  void anotherRequestUnderTheSameKeyIsRefused() throws Exception {
    post("reused", "{\"a\":1}");
    int before = counting.done.get();
    var other = post("reused", "{\"a\":2}");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("IDEMPOTENCY_KEY_REUSED");
    assertThat(counting.done.get()).isEqualTo(before);
  }

  @Test
  void anAnswerThatAsksToComeAgainIsNotKept() throws Exception {
    int until = counting.done.get() + 2;
    String body = "{\"failUntil\":" + until + "}";
    assertThat(post("again", body).statusCode()).isEqualTo(503);
    assertThat(post("again", body).statusCode()).isEqualTo(201);
  }

  @Test
  void withoutAKeyEachRequestIsDone() throws Exception {
    int before = counting.done.get();
    post("", "{}");
    post("", "{}");
    assertThat(counting.done.get()).isEqualTo(before + 2);
  }

  private HttpResponse<String> post(String key, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1/counts"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!key.isEmpty()) request.header("Idempotency-Key", key);
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
