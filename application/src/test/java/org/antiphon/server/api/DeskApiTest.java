package org.antiphon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.zip.ZipInputStream;
import org.antiphon.TestInstallation;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What people do at their desks, over HTTP, with real cases behind it.
class DeskApiTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Map<String, Object> CONSIDERED =
      Map.of(
          "signs", "none found",
          "factors", Map.of("purpose", "p", "nature", "n", "amount", "a", "market", "m"),
          "conclusion", "NOT_FAIR_USE");
  private static TestInstallation.Client ada;
  private static TestInstallation.Client ben;

  @BeforeAll
  static void login() {
    var it = TestInstallation.get();
    ada = it.login(TestInstallation.EMAIL);
    ben = it.login(TestInstallation.OTHER_EMAIL);
  }

  @Test
  void aBatchIsRefusedUnheardAndSignedOnceItsSampleWasHeard() {
    TestInstallation.get().resumeAll();
    ada.post(
        "/api/v1/cases/" + caseOf("up-3") + "/heard",
        Map.of("uploadSeconds", 0, "recordingSeconds", 0));
    var group = group(ada.get("/api/v1/batches").path("waiting"), "Wolfire Games");
    var batch = ada.post("/api/v1/batches", group);
    var sign = "/api/v1/batches/" + batch.path("id").asString() + "/attestation";
    assertThat(ada.send("POST", sign, signing(batch), Map.of()).body()).contains("UNHEARD");
    for (JsonNode row : batch.path("items"))
      ada.post(
          "/api/v1/cases/" + row.path("case").asString() + "/heard",
          Map.of("uploadSeconds", 6, "recordingSeconds", 6));
    var wrong = new java.util.TreeMap<>(signing(batch));
    wrong.put("root", "0".repeat(64));
    assertThat(ada.send("POST", sign, wrong, Map.of()).body()).contains("DOCUMENT_CHANGED");
    assertThat(ada.post(sign, signing(batch)).path("statementSha256").asString()).hasSize(64);
    assertThat(
            ben.send("GET", "/api/v1/batches/" + batch.path("id").asString(), Map.of(), Map.of())
                .statusCode())
        .as("somebody who does not sign")
        .isEqualTo(403);
  }

  @Test
  void aChangeToACaseThatChangedMeanwhileIsRefused() {
    var path = "/api/v1/cases/" + caseOf("up-1");
    var answer = ada.send("GET", path, Map.of(), Map.of());
    var tag = answer.headers().firstValue("etag").orElseThrow();
    assertThat(ada.send("GET", path, Map.of(), Map.of("If-None-Match", tag)).statusCode())
        .isEqualTo(304);
    assertThat(ada.send("POST", path + "/draft", Map.of(), Map.of("If-Match", tag)).statusCode())
        .isEqualTo(200);
    var stale = ada.send("POST", path + "/draft", Map.of(), Map.of("If-Match", tag));
    assertThat(stale.statusCode()).isEqualTo(412);
    assertThat(stale.body()).contains("STALE");
  }

  @Test
  void ofFourWhoDecideTheSameStateAtOnceOneDecidesAndThreeAreRefused() throws Exception {
    var path = "/api/v1/cases/" + caseOf("up-4");
    for (int round = 0; round < 3; round++) {
      var tag = settledTag(path);
      var body = Map.of("decision", "CANNOT_TELL", "reason", "heard by one of four");
      Callable<Integer> decide =
          () ->
              ben.send("POST", path + "/review", body, Map.of("If-Match", tag + ", \"other\""))
                  .statusCode();
      try (var four = Executors.newFixedThreadPool(4)) {
        var answers = new ArrayList<Integer>();
        for (var each : four.invokeAll(List.of(decide, decide, decide, decide)))
          answers.add(each.get());
        assertThat(answers).containsExactlyInAnyOrder(200, 412, 412, 412);
      }
    }
  }

  @Test
  void aConditionNamesWholeTags() {
    var path = "/api/v1/cases/" + caseOf("up-5");
    var tag = settledTag(path);
    var half = "\"" + tag.replace("\"", "") + "0\"";
    for (var condition : List.of(half, tag.replace("\"", ""), "W/" + tag, "\"" + "a,b" + "\""))
      assertThat(
              ben.send("POST", path + "/review", cannotTell(), Map.of("If-Match", condition))
                  .statusCode())
          .as(condition)
          .isEqualTo(412);
    for (var condition : List.of("\"a,b\", W/" + tag, "*"))
      assertThat(ada.send("GET", path, Map.of(), Map.of("If-None-Match", condition)).statusCode())
          .as(condition)
          .isEqualTo(304);
    assertThat(
            ben.send("POST", path + "/review", cannotTell(), Map.of("If-Match", "*")).statusCode())
        .isEqualTo(200);
  }

  private static Map<String, String> cannotTell() {
    return Map.of("decision", "CANNOT_TELL", "reason", "heard it, and cannot tell");
  }

  /// The tag once every entry about the case has its place in the ledger, which is shown too.
  private static String settledTag(String path) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            ada.get(path).path("history").valueStream().noneMatch(e -> e.path("index").isNull()));
    return ada.send("GET", path, Map.of(), Map.of()).headers().firstValue("etag").orElseThrow();
  }

  /// Names of uploaders and words of objections are for those who work on cases (R28).
  @Test
  void whoMayOnlyLookSeesNoNameOfAnUploader() {
    var email = "vera@test.invalid";
    ada.post(
        "/api/v1/people",
        Map.of(
            "name",
            "Vera Viewer",
            "title",
            "Guest",
            "email",
            email,
            "roles",
            List.of("VIEWER"),
            "password",
            TestInstallation.PASSWORD));
    var vera = TestInstallation.get().login(email);
    var about = "/cases/" + caseOf("up-1");
    for (var path :
        List.of("/queue?state=ALL", "/uploads", about, "/contest", "/api/v1" + about, "/")) {
      var page = vera.send("GET", path, Map.of(), Map.of("Accept", "text/html, application/json"));
      assertThat(page.statusCode()).as(path).isEqualTo(200);
      assertThat(page.body()).as(path).doesNotContain("night owl", "accused one");
    }
    assertThat(ada.send("GET", "/queue?state=ALL", Map.of(), Map.of()).body())
        .contains("night owl");
    assertThat(ada.get("/api/v1" + about).path("uploader").asString()).isNotEmpty();
    assertThat(vera.get("/api/v1" + about).path("uploader").isNull())
        .as("what the platform calls them is theirs too")
        .isTrue();
    for (var upload : vera.get("/api/v1/uploads").path("items"))
      assertThat(upload.path("uploader").isNull()).isTrue();
    assertThat(vera.send("GET", "/tips", Map.of(), Map.of()).statusCode()).isEqualTo(403);
    for (var upload : List.of("up-1", "up-7"))
      bundle(vera, caseOf(upload))
          .forEach((name, bytes) ->
              assertThat(new String(bytes, StandardCharsets.UTF_8))
                  .as(upload + " " + name)
                  .doesNotContain("night owl", "night-owl", "quick drop", "quick-drop"));
    assertThat(vera.get("/api/v1/cases/" + caseOf("up-7")).toString())
        .doesNotContain("quick drop", "quick-drop");
  }

  /// The recipients' copy, part by part.
  private static Map<String, byte[]> bundle(TestInstallation.Client as, String about) {
    var parts = new TreeMap<String, byte[]>();
    try (var zip = new ZipInputStream(as.bytes("/api/v1/cases/" + about + "/evidence"))) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
        parts.put(entry.getName(), zip.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(parts.keySet()).anyMatch(name -> name.endsWith("data/upload/page.json"));
    return parts;
  }

  /// What no examiner can tell is stated by a person, answered by the rules at once, and taken
  /// back. A voice alike of somebody who did not consent to be compared opens nothing.
  @Test
  void aVoiceThatAPersonHeardIsStatedShownAndTakenBack() {
    var upload = ada.get("/api/v1/uploads?limit=1").path("items").path(0).path("id").asString();
    var artist = ada.get("/api/v1/roster").path("items").path(0).path("artist").asString();
    var path = "/api/v1/uploads/" + upload + "/findings";
    var asked =
        Map.<String, Object>of("kind", "VOICE", "about", artist, "reason", "her very vibrato");
    assertThat(ben.send("POST", path, Map.of("about", artist), Map.of()).statusCode())
        .isEqualTo(400);
    var stated = ben.post(path, asked);
    assertThat(stated.path("cases")).isEmpty();
    assertThat(ben.send("POST", path, asked, Map.of()).body()).contains("ALREADY_FOUND");
    var page = ben.send("GET", "/uploads/" + upload, Map.of(), Map.of("Accept", "text/html"));
    assertThat(page.body()).contains("her very vibrato", "Take it back");
    var finding = stated.path("items").path(0).path("id").asString();
    var taken =
        ben.post("/api/v1/findings/" + finding + "/withdrawal", Map.of("reason", "it is another"));
    assertThat(taken.path("withdrawnAt").isNull()).isFalse();
    assertThat(ada.get(path).path("items")).hasSize(1);
  }

  /// One attester among several persons: every page says so (R27).
  @Test
  void everyPageSaysThatOnePersonAloneSigns() {
    for (var path : List.of("/", "/queue", "/settings", "/tip"))
      assertThat(ada.send("GET", path, Map.of(), Map.of("Accept", "text/html")).body())
          .as(path)
          .contains("One person alone signs here");
  }

  @Test
  void onlyTheFieldsThatWereAskedForAreGiven() {
    var first = ada.get("/api/v1/cases?fields=id,state&limit=1").path("items").path(0);
    assertThat(first.propertyNames()).containsExactly("id", "state");
    var unknown = ada.send("GET", "/api/v1/cases?fields=colour", Map.of(), Map.of());
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("UNKNOWN_FIELD");
  }

  @Test
  void anAddressIsTakenOnceAndWhatIsNoneIsRefused() {
    var url = Map.of("url", "http://127.0.0.1:1/one.mp3");
    assertThat(ada.send("POST", "/api/v1/uploads", url, Map.of()).statusCode()).isEqualTo(202);
    assertThat(ada.send("POST", "/api/v1/uploads", url, Map.of()).statusCode()).isEqualTo(200);
    var bad = ada.send("POST", "/api/v1/uploads", Map.of("url", "file:/etc/passwd"), Map.of());
    assertThat(bad.statusCode()).isEqualTo(400);
  }

  @Test
  void whatIsNotThereIsAProblemToProgramsAndAPageToPeople() {
    var program = ada.send("GET", "/api/v1/nothing", Map.of(), Map.of());
    assertThat(program.statusCode()).isEqualTo(404);
    assertThat(program.headers().firstValue("content-type").orElseThrow())
        .startsWith("application/problem+json");
    var person = ada.send("GET", "/nothing", Map.of(), Map.of("Accept", "text/html"));
    assertThat(person.statusCode()).isEqualTo(404);
    assertThat(person.body()).contains("<h1>there is no such page</h1>");
  }

  @Test
  void aSetUpLinkThatIsSpentShowsNoForm() {
    var page = ada.send("GET", "/setup?token=spent", Map.of(), Map.of("Accept", "text/html"));
    assertThat(page.body())
        .contains("This link is spent or too old")
        .doesNotContain("<form method=\"post\" action=\"/setup\"");
  }

  /// Each operation of the description that asks for nothing is really there, and answers with one
  /// of the statuses and types that it names.
  @Test
  void theDescriptionSaysWhatTheServerAnswers() {
    assertThat(ada.get("/api/openapi.json").at("/components/schemas").propertyNames())
        .as("a library's tree is no schema: describing it failed, and filled the log")
        .doesNotContain("ObjectNode");
    int asked = 0;
    for (var path : ada.get("/api/openapi.json").path("paths").properties()) {
      var get = path.getValue().path("get");
      boolean needs =
          get.path("parameters").valueStream().anyMatch(each -> each.path("required").asBoolean());
      if (get.isMissingNode() || needs || path.getKey().endsWith("/events")) continue;
      if (!path.getKey().startsWith("/api/")) continue;
      var answer = ada.send("GET", path.getKey(), Map.of(), Map.of("Accept", "*/*"));
      var described = get.path("responses").path(String.valueOf(answer.statusCode()));
      assertThat(described.isObject())
          .as("%s answers %d", path.getKey(), answer.statusCode())
          .isTrue();
      var type = answer.headers().firstValue("content-type").orElse("").split(";", 2)[0];
      assertThat(described.path("content").propertyNames())
          .as(path.getKey())
          .anyMatch(each -> each.equals("*/*") || each.equals(type));
      asked++;
    }
    assertThat(asked).isGreaterThan(8);
  }

  private static Map<String, Object> signing(JsonNode batch) {
    var affirmed = new ArrayList<String>();
    for (JsonNode statement : batch.path("toAffirm")) affirmed.add(statement.path("id").asString());
    return Map.of(
        "root",
        batch.path("root").asString(),
        "typedName",
        TestInstallation.NAME,
        "affirmed",
        List.copyOf(affirmed),
        "fairUse",
        CONSIDERED);
  }

  private static Map<String, Object> group(JsonNode groups, String owner) {
    for (JsonNode group : groups)
      if (group.path("alike").path("owner").asString().equals(owner) || groups.size() == 1)
        return JSON.convertValue(
            group.path("alike"), new tools.jackson.core.type.TypeReference<>() {});
    throw new AssertionError(groups);
  }

  private static String caseOf(String upload) {
    for (JsonNode one : ada.get("/api/v1/cases").path("items"))
      if (one.path("uploadId").asString().equals(upload)) return one.path("id").asString();
    throw new AssertionError("no case about " + upload);
  }
}
