package org.antiphon.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.antiphon.TestInstallation;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Drives a real Chromium over the pages about those outside: where a recording went, partners and
/// screening, who disagrees, and the page of the accused creator, with a notice that was really
/// sent behind them.
class OutsidePagesBrowserTest {
  private static final String COUNTER =
      """
      I state under penalty of perjury that I have a good faith belief that the material was removed
      as a result of mistake. It is up-8, at the address in your notice. I consent to the
      jurisdiction of the Federal District Court and will accept service of process. /s/ Two,
      1 Street, Town, telephone +1 555 0101
      """;

  private static TestInstallation it;
  private static TestInstallation.Client ada;
  private static BrowserEyes eyes;
  private static String notice;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    it = TestInstallation.get();
    ada = it.login(TestInstallation.EMAIL);
    var about = it.caseOf("up-8");
    notice = it.sign(about);
    screen(Files.readAllBytes(it.data().resolveSibling("offered").resolve("up-8.mp3")));
    it.awaitNotice(notice, "VERIFIED_DOWN");
    ada.post("/api/v1/exchange/claims", Map.of("about", about));
    followOurselves();
    eyes = new BrowserEyes(it);
  }

  @AfterAll
  static void stop() {
    if (eyes != null) eyes.close();
  }

  /// The only feed that this installation can reach is its own; as a partner it shows every part of
  /// the page: records read and verified, a claim, its weight.
  private static void followOurselves() throws IOException {
    var key = ada.post("/api/v1/keys", Map.of("name", "mirror", "scopes", List.of("EXCHANGE")));
    var secret = Files.createTempFile(it.data(), "mirror", ".key");
    Files.writeString(secret, key.path("secret").asString());
    ada.post(
        "/api/v1/partners",
        Map.of(
            "id",
            "mirror",
            "name",
            "Mirror of ourselves",
            "party",
            "Test Rights",
            "url",
            it.address() + "/exchange",
            "vkey",
            ada.get("/api/v1/exchange").path("vkey").asString(),
            "simulated",
            true,
            "bearer",
            "file:" + secret));
    Awaitility.await()
        .until(() -> ada.get("/api/v1/partners/mirror/claims").path("items").size() > 0);
  }

  private static void screen(byte[] sound) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var answer =
          http.send(
              HttpRequest.newBuilder(it.address().resolve("/api/v1/screenings?deadline=60s"))
                  .header("Cookie", "antiphon_session=" + ada.secret())
                  .header("Content-Type", "application/octet-stream")
                  .POST(HttpRequest.BodyPublishers.ofByteArray(sound))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }
  }

  @Test
  void spreadAndPartnersAreAccessibleQuietAndWithinTheirWidth() {
    for (var view : BrowserEyes.View.values())
      try (var context = eyes.of(TestInstallation.EMAIL, view)) {
        var page = eyes.watched(context);
        page.navigate(it.address() + "/catalogue/muldjord-chaos-god/spread");
        drawn(page);
        eyes.lookHere(page, view, "spread");
        eyes.look(
            page, view, "spread-empty", "/catalogue/wolfire-snow/spread?asOf=2020-01-01T00:00:00Z");
        eyes.look(page, view, "partners", "/partners");
      }
    eyes.areContent();
  }

  private static void drawn(Page page) {
    page.waitForFunction("() => document.getElementById('graph-words').textContent !== ''");
  }

  /// The past by the arrow keys, the rows by J and K, an upload by Enter.
  @Test
  void theSpreadIsReadByKeyboardAlone() {
    try (var context = eyes.of(TestInstallation.EMAIL, BrowserEyes.View.DESK_LIGHT)) {
      var page = eyes.watched(context);
      page.navigate(it.address() + "/catalogue/muldjord-chaos-god");
      page.getByText("Where else it is").focus();
      page.keyboard().press("Enter");
      page.waitForURL("**/spread");
      drawn(page);
      int now = page.locator("#appearances tbody tr").count();
      assertThat(now).as("the uploads that play it").isEqualTo(6);
      tabTo(page, "as-of");
      page.keyboard().press("Home");
      page.waitForURL("**asOf=**");
      page.keyboard().press("End");
      page.waitForURL(url -> !url.contains("asOf="));
      page.locator("#as-of").blur();
      page.keyboard().press("j");
      page.keyboard().press("j");
      page.keyboard().press("k");
      assertThat(page.evaluate("() => document.activeElement.dataset.id")).isNotNull();
      page.keyboard().press("Enter");
      page.waitForURL("**/uploads/**");
    }
    eyes.areContent();
  }

  private static void tabTo(Page page, String id) {
    for (int i = 0; i < 60; i++) {
      page.keyboard().press("Tab");
      if (id.equals(page.evaluate("() => document.activeElement.id"))) return;
    }
    throw new AssertionError("no Tab leads to " + id);
  }

  /// Both sides of one dispute, in the order in which it happens: the creator on a phone, and those
  /// who must answer.
  @Test
  void anObjectionIsMadeOnAPhoneAndStandsBeforeThoseWhoMustAnswer() {
    try (var context = eyes.of(TestInstallation.OTHER_EMAIL, BrowserEyes.View.DESK_LIGHT)) {
      var page = eyes.watched(context);
      page.navigate(it.address() + "/contest");
      if (page.getByText("Nobody waits for an answer").count() > 0)
        eyes.lookHere(page, BrowserEyes.View.DESK_LIGHT, "contest-empty");
    }
    object();
    var counter = Map.of("receivedAt", Instant.now().toString(), "text", COUNTER);
    ada.post("/api/v1/notices/" + notice + "/counter-notices", counter);
    for (var view : BrowserEyes.View.values()) {
      try (var context = eyes.of(TestInstallation.OTHER_EMAIL, view)) {
        var page = eyes.watched(context);
        eyes.look(page, view, "contest", "/contest");
        assertThat(page.locator("main").innerText())
            .contains("<b>I</b> made it")
            .contains("Our deadline");
        eyes.look(page, view, "case-contested", "/cases/" + it.caseOf("up-8"));
        eyes.look(page, view, "overview-contested", "/");
      }
      try (var context = eyes.stranger(view)) {
        eyes.look(eyes.watched(context), view, "appeal-received", it.appealOf(notice));
      }
    }
    eyes.areContent();
  }

  private static void object() {
    for (var view : BrowserEyes.View.values())
      try (var context = eyes.stranger(view)) {
        eyes.look(eyes.watched(context), view, "appeal", it.appealOf(notice));
      }
    try (var context = eyes.stranger(BrowserEyes.View.PHONE_DARK)) {
      var page = eyes.watched(context);
      page.navigate(it.address() + it.appealOf(notice));
      page.locator("audio").first().evaluate("sound => sound.play()");
      page.waitForFunction("() => document.querySelector('audio').currentTime > 0.3");
      page.getByText("I made this recording").focus();
      tabToName(page, "ground");
      page.keyboard().press("ArrowDown");
      tabTo(page, "words");
      page.keyboard().type("<b>I</b> made it, in 2019; here is the session");
      tabTo(page, "contact");
      page.keyboard().type("two@test.invalid");
      page.keyboard().press("Enter");
      page.getByText("Your objection A-").waitFor();
      assertThat(page.locator("main").innerText())
          .contains("A person who did not sign the notice reads it")
          .doesNotContain("two@test.invalid");
    }
  }

  private static void tabToName(Page page, String name) {
    for (int i = 0; i < 60; i++) {
      page.keyboard().press("Tab");
      if (name.equals(page.evaluate("() => document.activeElement.name"))) return;
    }
    throw new AssertionError("no Tab leads to " + name);
  }

  /// A reviewer answers without a mouse.
  @Test
  void anObjectionIsAnsweredByKeyboardAlone() {
    var appeal = it.appealOf(notice);
    post(appeal, "ground=OTHER&words=something+else");
    try (var context = eyes.of(TestInstallation.OTHER_EMAIL, BrowserEyes.View.DESK_DARK)) {
      var page = eyes.watched(context);
      page.navigate(it.address() + "/contest");
      int before = page.locator("article form[action^='/contest/appeals/']").count();
      tabToName(page, "reasons");
      page.keyboard().type("We listened again: it is the same recording.");
      tabToName(page, "decision");
      page.keyboard().press("Tab");
      assertThat(page.evaluate("() => document.activeElement.value")).isEqualTo("REJECTED");
      page.keyboard().press("Enter");
      page.waitForFunction(
          "n => document.querySelectorAll(\"article form[action^='/contest/appeals/']\").length < n",
          before);
    }
    eyes.areContent();
  }

  private static void post(String path, String form) {
    try (var http = HttpClient.newHttpClient()) {
      var answer =
          http.send(
              HttpRequest.newBuilder(it.address().resolve(path))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString(form))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
