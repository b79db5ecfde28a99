package org.antiphon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.antiphon.TestInstallation;
import org.antiphon.problem.Refused;
import org.antiphon.server.ProblemAnswers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a program is told that asks wrongly: which field, what was sent, what is taken; in one
/// shape from every place, and nothing of our inside.
class ProblemsApiTest {
  private static TestInstallation it;
  private static TestInstallation.Client ada;

  @BeforeAll
  static void login() {
    it = TestInstallation.get();
    ada = it.login(TestInstallation.EMAIL);
  }

  @Test
  void aBadParameterIsNamedWithItsValueAndWhatIsTaken() {
    var about = "/api/v1/cases/" + it.caseOf("up-2");
    for (var accept : List.of("application/json", "*/*", "text/html")) {
      told(get("/api/v1/cases?limit=abc", accept), "limit", "\"abc\"", "a whole number");
      told(get("/api/v1/cases?state=NOSUCH", accept), "state", "\"NOSUCH\"", "IN_REVIEW");
      told(get(about + "/evidence?copy=nosuch", accept), "copy", "\"nosuch\"", "RECIPIENT");
      told(get("/api/v1/ledger/entries?id=x", accept), "subject", "is missing", "openapi");
    }
    told(
        ada.send("POST", "/api/v1/screenings?deadline=abc", Map.of(), Map.of()),
        "deadline",
        "\"abc\"",
        "5s");
  }

  @Test
  void aBadFieldIsNamedByItsPathAndNoClassIs() {
    var review = "/api/v1/cases/" + it.caseOf("up-2") + "/review";
    told(sent(review, "{\"decision\":\"MAYBE\"}"), "/decision", "\"MAYBE\"", "APPROVE");
    told(sent("/api/v1/uploads", "[]"), "body", "not an object", "object");
    told(sent("/api/v1/uploads", "{\"url\":"), "body", "no JSON", "line 1");
    told(sent("/api/v1/uploads", ""), "body", "missing", "openapi");
    var settings = put("/api/v1/screening/settings", "{\"late\":\"ALLOW\"}");
    told(settings, "/", "not ", "give");
  }

  @Test
  void everyRefusalHasTheSameShape() throws IOException, InterruptedException {
    var nobody =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(it.address().resolve("/api/v1/cases")).build(),
                HttpResponse.BodyHandlers.ofString());
    var foreign =
        ada.send("POST", "/api/v1/keys", Map.of(), Map.of("Origin", "https://elsewhere.invalid"));
    var method = ada.send("DELETE", "/api/v1/cases", Map.of(), Map.of());
    var type = ada.send("POST", "/api/v1/uploads", Map.of(), Map.of("X-Test", "1"));
    var csv = typed("/api/v1/uploads", "text/csv", "a,b");
    assertThat(List.of(nobody.statusCode(), foreign.statusCode(), method.statusCode()))
        .containsExactly(401, 403, 405);
    assertThat(csv.statusCode()).isEqualTo(415);
    for (var answer : List.of(nobody, foreign, method, type, csv)) {
      var json = JsonMapper.shared().readTree(answer.body());
      assertThat(json.propertyNames())
          .as(answer.body())
          .contains("type", "title", "status", "detail", "instance", "code", "where", "hint")
          .contains("errors")
          .doesNotContain("properties");
      assertThat(json.path("errors")).isNotEmpty();
    }
    assertThat(method.headers().firstValue("allow")).isPresent();
  }

  @Test
  void whatWasSentComesBackShortened() {
    var answer =
        ada.send("POST", "/api/v1/uploads", Map.of("url", "x:" + "y".repeat(500_000)), Map.of());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body().length()).isLessThan(3_000);
  }

  @Test
  void aScreeningWithoutASoundIsTheCallersMistake() {
    assertThat(typed("/api/v1/screenings", "application/json", "{}").statusCode()).isEqualTo(415);
    var empty = typed("/api/v1/screenings", "application/octet-stream", "");
    assertThat(empty.statusCode()).isEqualTo(400);
    assertThat(empty.body()).contains("there is no sound in the body");
  }

  @Test
  void aScreeningThatIsAskedAgainUnderItsKeySaysSo() {
    var key =
        Map.of("Idempotency-Key", "screened-once", "Content-Type", "application/octet-stream");
    var first = raw("POST", "/api/v1/screenings", "no sound, and yet bytes", key);
    var second = raw("POST", "/api/v1/screenings", "no sound, and yet bytes", key);
    assertThat(first.headers().firstValue("Idempotent-Replayed")).isEmpty();
    assertThat(second.headers().firstValue("Idempotent-Replayed")).contains("true");
    assertThat(second.body()).isEqualTo(first.body());
  }

  @Test
  void aBodyThatIsTooLargeIs413() {
    var refused = new Refused("TOO_LARGE", "what was sent", "too much", "send less");
    assertThat(ProblemAnswers.statusOf(refused).value()).isEqualTo(413);
  }

  private static void told(HttpResponse<String> answer, String where, String what, String taken) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    JsonNode json = JsonMapper.shared().readTree(answer.body());
    assertThat(json.path("where").asString()).as(answer.body()).startsWith(where);
    assertThat(json.path("detail").asString()).contains(what);
    assertThat(json.path("detail").asString() + json.path("hint").asString()).contains(taken);
    assertThat(answer.body())
        .doesNotContain("org.antiphon", "java.", "tools.jackson", "Feature", "form of the page");
  }

  private static HttpResponse<String> get(String path, String accept) {
    return ada.send("GET", path, Map.of(), Map.of("Accept", accept));
  }

  private static HttpResponse<String> sent(String path, String body) {
    return typed(path, "application/json", body);
  }

  private static HttpResponse<String> put(String path, String body) {
    return raw("PUT", path, body, Map.of("Content-Type", "application/json"));
  }

  private static HttpResponse<String> typed(String path, String type, String body) {
    return raw("POST", path, body, Map.of("Content-Type", type));
  }

  private static HttpResponse<String> raw(
      String method, String path, String body, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(it.address().resolve(path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Cookie", "antiphon_session=" + ada.secret());
    headers.forEach(request::header);
    try {
      return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
