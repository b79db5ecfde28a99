package org.antiphon.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.antiphon.TestInstallation;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// An objection over real HTTP, by somebody without an account: from the address in the notice to
/// the retraction at everybody who was told; and what somebody hostile is answered there.
class ContestWebTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static TestInstallation it;
  private static TestInstallation.Client ada;
  private static TestInstallation.Client ben;
  private static String sent;
  private static String notice;
  private static String appeal;
  private static String draft;

  @BeforeAll
  static void send() throws IOException {
    it = TestInstallation.get();
    ada = it.login(TestInstallation.EMAIL);
    ben = it.login(TestInstallation.OTHER_EMAIL);
    var unsigned = ada.post("/api/v1/cases/" + it.caseOf("up-1") + "/draft", Map.of());
    draft = it.appealOf(unsigned.path("notice").asString());
    sent = it.caseOf("up-12");
    notice = it.sign(sent);
    appeal = it.appealOf(notice);
    it.awaitNotice(notice, "VERIFIED_DOWN");
  }

  @AfterAll
  static void close() {
    HTTP.close();
  }

  @Test
  void theAddressInTheNoticeShowsWhatWasMatchedToHearAndToSee() {
    var page = get(appeal);
    assertThat(page.statusCode()).isEqualTo(200);
    var html = text(page);
    assertThat(html)
        .contains("God of order", "Chaos God", "0:00–0:24 of the upload is 0:12–0:36")
        .contains("Objecting here costs nothing", "five business days: if you object now, by")
        .contains("its calendar runs 1,440 times as fast")
        .contains("What this does not prove", "Head of rights")
        .as("no person's name, no script")
        .doesNotContain(TestInstallation.NAME, TestInstallation.EMAIL, "<script");
    var exhibits = all(html, "src=\"(" + appeal + "/exhibits/[^\"]+)\"");
    assertThat(exhibits).hasSizeGreaterThanOrEqualTo(5);
    for (var exhibit : exhibits) {
      var shown = get(exhibit);
      assertThat(shown.statusCode()).as(exhibit).isEqualTo(200);
      assertThat(shown.body().length).as(exhibit).isGreaterThan(2_000);
    }
    assertThat(get(appeal + "/exhibits/..%2f..%2fkeys").statusCode()).isIn(400, 404);
    var evidence = get(all(html, "href=\"(/evidence/[^\"]+)\"").getFirst());
    assertThat(evidence.statusCode()).isEqualTo(200);
    assertThat(text(evidence)).contains("antiphon-evidence");
  }

  /// People who follow the notice's address of the evidence are shown where to object; programs are
  /// given what they can hash.
  @Test
  void theAddressOfTheEvidenceIsAPageToABrowserAndBytesToAProgram() throws Exception {
    var address = "/evidence/" + evidenceOf(notice);
    var page = get(address);
    assertThat(page.headers().firstValue("content-type").orElseThrow()).startsWith("text/html");
    assertThat(text(page))
        .contains("href=\"" + appeal + "\"", "href=\"" + address + ".json\"", "warble")
        .doesNotContain("<script", TestInstallation.NAME);
    for (var accept : List.of("*/*", "application/json", "text/html;q=0.5, application/json")) {
      var bytes =
          HTTP.send(
              HttpRequest.newBuilder(java.net.URI.create(it.address() + address))
                  .header("Accept", accept)
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(
              java.util.HexFormat.of()
                  .formatHex(
                      java.security.MessageDigest.getInstance("SHA-256").digest(bytes.body())))
          .as(accept)
          .isEqualTo(evidenceOf(notice));
    }
  }

  private static String evidenceOf(String notice) {
    return ada.get("/api/v1/notices/" + notice + "/document").at("/evidence/sha256").asString();
  }

  @Test
  void anUpheldObjectionTakesTheNoticeBackAtThePlatformAndAtEveryPartner() throws IOException {
    ada.post("/api/v1/exchange/claims", Map.of("about", sent));
    follow("glass");
    var answer =
        post(
            appeal,
            Map.of(
                "ground", "LICENSED", "words", "Here is my licence.", "contact", "a@test.invalid"));
    assertThat(answer.statusCode()).isEqualTo(200);
    var receipt = all(text(answer), "Your objection (A-[0-9A-F-]+)").getFirst();
    assertThat(text(answer))
        .contains("A person who did not sign the notice reads it and answers by")
        .as("one date, and no other beside it")
        .doesNotContain("if you object now");

    var waiting = text(get("/contest", ben));
    assertThat(waiting).contains(receipt, "Here is my licence.", "a@test.invalid");
    var form =
        all(waiting, "(?s)" + receipt + ".*?action=\"(/contest/appeals/[^\"]+)\"").getFirst();
    assertThat(text(get("/contest", ada)))
        .as("whoever signed is told why there is no button")
        .containsPattern("(?s)" + receipt + ".*?You signed or released this notice")
        .doesNotContain("action=\"" + form + "\"");
    var deciding = Map.of("decision", "UPHELD", "reasons", "The licence is good.");
    assertThat(text(post(form, deciding, ada)))
        .as("whoever signed does not judge")
        .contains("SEPARATION_OF_DUTIES");
    assertThat(post(form, deciding, ben).statusCode()).isEqualTo(303);

    Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(90))
        .untilAsserted(() ->
            assertThat(text(get(appeal)))
                .contains("The notice is taken back.", "The licence is good.")
                .containsPattern("warble:\\s+confirmed 20")
                .containsPattern("partner Glass:\\s+confirmed 20"));
    it.awaitNotice(notice, "RETRACTED");
    var about = ada.get("/api/v1/cases/" + sent);
    assertThat(about.path("state").asString()).isEqualTo("RETRACTED");
    assertThat(about.path("retraction").findValuesAsString("recipient"))
        .contains("warble", "partner Glass");
    assertThat(get("/contest", ben))
        .satisfies(page -> assertThat(text(page)).doesNotContain(receipt));
  }

  /// Our own feed is the only one within reach; as a partner it acknowledges as any would.
  private static void follow(String id) throws IOException {
    var key = ada.post("/api/v1/keys", Map.of("name", id, "scopes", List.of("EXCHANGE")));
    var secret = Files.createTempFile(it.data(), id, ".key");
    Files.writeString(secret, key.path("secret").asString());
    var partner = new LinkedHashMap<String, Object>();
    partner.put("id", id);
    partner.put("name", "Glass");
    partner.put("party", "Glass Records");
    partner.put("url", it.address() + "/exchange");
    partner.put("vkey", ada.get("/api/v1/exchange").path("vkey").asString());
    partner.put("simulated", true);
    partner.put("bearer", "file:" + secret);
    ada.post("/api/v1/partners", partner);
  }

  @Test
  void anAddressThatNoSentNoticeNamesIsAnOrdinaryNo() {
    for (var path :
        List.of(draft, "/appeal/nothing", "/appeal/" + "x".repeat(3_000), "/appeal/%00%3Cb%3E")) {
      var answer = get(path);
      assertThat(answer.statusCode()).as(path).isIn(400, 404);
      assertThat(text(answer)).as(path).doesNotContain("INTERNAL", "Exception", "<b>");
      assertThat(post(path, Map.of("ground", "OTHER", "words", "w")).statusCode())
          .as(path)
          .isIn(400, 404);
    }
    assertThat(text(get(draft))).contains("copy the whole address from the notice");
  }

  @Test
  void hostileWordsAreShownAsWordsOrRefusedInPlainOnes() {
    var about = it.appealOf(it.sign(it.caseOf("up-9")));
    var words = "<script>alert(1)</script> \u202Egnirts\u202C \u0007 ' OR 1=1 --";
    var taken = post(about, Map.of("ground", "OTHER", "words", words));
    assertThat(taken.statusCode()).isEqualTo(200);
    assertThat(text(taken)).as("a public page repeats no words").doesNotContain("alert(1)");
    var desk = text(get("/contest", ben));
    assertThat(desk)
        .contains("&lt;script&gt;alert(1)&lt;/script&gt; \uFFFDgnirts\uFFFD \uFFFD ' OR 1=1 --")
        .doesNotContain("<script>alert", "\u202E", "\u0007");
    assertThat(post(about, Map.of("ground", "OTHER", "words", "x".repeat(1_000_000))))
        .satisfies(answer -> {
          assertThat(answer.statusCode()).isEqualTo(400);
          assertThat(text(answer)).contains("say in 1 to 5,000 characters what is wrong");
        });
    assertThat(post(about, Map.of("ground", "OTHER", "words", "x".repeat(3_000_000))).statusCode())
        .as("beyond what the server reads at all")
        .isIn(400, 413);
    assertThat(post(about, Map.of("ground", "OTHER", "words", "  ")).statusCode()).isEqualTo(400);
    var bent = post(about, Map.of("ground", "DROP TABLE", "words", "w"));
    assertThat(bent.statusCode()).isEqualTo(400);
    assertThat(text(bent)).contains("go back and fill in the form").doesNotContain("Exception");
    assertThat(post(about, Map.of("words", "w")).statusCode()).isEqualTo(400);
    for (int i = 0; i < 4; i++) post(about, Map.of("ground", "OTHER", "words", "again " + i));
    assertThat(post(about, Map.of("ground", "OTHER", "words", "a sixth")))
        .satisfies(answer -> {
          assertThat(answer.statusCode()).isEqualTo(409);
          assertThat(text(answer)).contains("5 objections already");
        });
  }

  @Test
  void whoeverAsksTooOftenIsToldWhenToComeBack() {
    var refused =
        java.util.stream.Stream.generate(
                () -> once(HttpRequest.newBuilder().GET(), "/appeal/nothing"))
            .limit(400)
            .filter(answer -> answer.statusCode() == 429)
            .findFirst();
    assertThat(refused).isPresent();
    assertThat(refused.get().headers().firstValueAsLong("retry-after").orElseThrow()).isPositive();
    assertThat(text(refused.get())).contains("too many ask at once");
    assertThat(get("/appeal/nothing").statusCode()).as("a moment later").isEqualTo(404);
  }

  // ---- asking

  private static HttpResponse<byte[]> get(String path) {
    return ask(HttpRequest.newBuilder().GET(), path);
  }

  private static HttpResponse<byte[]> get(String path, TestInstallation.Client as) {
    return ask(HttpRequest.newBuilder().header("Cookie", cookie(as)).GET(), path);
  }

  private static HttpResponse<byte[]> post(String path, Map<String, String> form) {
    return ask(HttpRequest.newBuilder().POST(form(form)), path);
  }

  private static HttpResponse<byte[]> post(
      String path, Map<String, String> form, TestInstallation.Client as) {
    return ask(HttpRequest.newBuilder().header("Cookie", cookie(as)).POST(form(form)), path);
  }

  private static String cookie(TestInstallation.Client as) {
    return "antiphon_session=" + as.secret();
  }

  private static HttpRequest.BodyPublisher form(Map<String, String> fields) {
    var pairs =
        fields.entrySet().stream()
            .map(each ->
                each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
            .toList();
    return HttpRequest.BodyPublishers.ofString(String.join("&", pairs));
  }

  /// Asks again where too many asked at once: one of these tests is about just that.
  private static HttpResponse<byte[]> ask(HttpRequest.Builder request, String path) {
    return Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(60))
        .until(() -> once(request.copy(), path), answer -> answer.statusCode() != 429);
  }

  private static HttpResponse<byte[]> once(HttpRequest.Builder request, String path) {
    try {
      return HTTP.send(
          request
              .uri(java.net.URI.create(it.address() + path))
              .header("Accept", "text/html")
              .header("Content-Type", "application/x-www-form-urlencoded")
              .build(),
          HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static List<String> all(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(each -> each.group(1)).toList();
  }
}
