package org.antiphon.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.antiphon.TestInstallation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Drives a real Chromium over every page of those who work, with real data behind it: large and
/// phone-sized, light and dark.
class PagesBrowserTest {
  /// No case has this id: the page of what went wrong.
  private static final String NOBODY = "00000000-0000-0001-0000-000000000002";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static TestInstallation it;
  private static BrowserEyes eyes;

  @BeforeAll
  static void start() {
    it = TestInstallation.get();
    eyes = new BrowserEyes(it);
  }

  @AfterAll
  static void stop() {
    if (eyes != null) eyes.close();
  }

  @Test
  void everyPageIsAccessibleQuietAndWithinItsWidthLargeAndSmallLightAndDark() {
    var pages = pages();
    for (var view : BrowserEyes.View.values())
      try (var context = eyes.of(TestInstallation.EMAIL, view)) {
        var page = eyes.watched(context, NOBODY);
        pages.forEach((name, path) -> eyes.look(page, view, name, path));
      }
    eyes.areContent();
  }

  @Test
  void thePublicPagesAreToo() {
    for (var view : List.of(BrowserEyes.View.DESK_LIGHT, BrowserEyes.View.PHONE_DARK))
      try (var context = eyes.stranger(view)) {
        var page = eyes.watched(context);
        eyes.look(page, view, "login", "/login");
        eyes.look(page, view, "setup", "/setup?token=none");
        eyes.look(page, view, "tip", "/tip");
        eyes.look(page, view, "transparency", "/transparency");
      }
    eyes.areContent();
  }

  /// A busy machine may start one player late: they have to find their step by themselves, and then
  /// to keep it.
  @Test
  void bothPlayersAdvanceAndStayWithinTwentyMilliseconds() {
    try (var context = eyes.of(TestInstallation.EMAIL, BrowserEyes.View.DESK_LIGHT)) {
      var page = eyes.watched(context);
      page.navigate(it.address() + "/cases/" + it.caseOf("up-1"));
      page.waitForFunction(
          "() => [...document.querySelectorAll('.players audio')].every(a => a.readyState >= 3)");
      page.keyboard().press("Space");
      page.waitForFunction(
          "() => document.querySelector('audio.upload').currentTime > 2.5"
              + " && Math.abs(document.querySelector('.players').dataset.drift) < 0.020");
      double since =
          Double.parseDouble(
              String.valueOf(
                  page.evaluate("() => document.querySelector('audio.upload').currentTime")));
      var drifts = new ArrayList<Double>();
      var heard = new ArrayList<Double>();
      for (int i = 0; i < 10; i++) {
        page.waitForFunction(
            "n => document.querySelector('audio.upload').currentTime > n", since + 0.2 * i);
        drifts.add(Double.parseDouble(page.locator(".players").getAttribute("data-drift")));
        heard.add(
            Double.valueOf(
                String.valueOf(
                    page.evaluate("() => document.querySelector('audio.reference').currentTime"))));
      }
      assertThat(drifts).allSatisfy(drift -> assertThat(Math.abs(drift)).isLessThan(0.020));
      assertThat(heard).as("the other one moves too").isSorted().doesNotHaveDuplicates();
      assertThat(heard.getLast()).isGreaterThan(2);
    }
    eyes.areContent();
  }

  /// A case about a name has nothing to compare with: one player, and both sides of the credits.
  @Test
  void aCaseAboutANameShowsCreditsBesideTheRosterAndCountsWhatWasHeardOfTheUpload() {
    try (var context = eyes.of(TestInstallation.EMAIL, BrowserEyes.View.PHONE_LIGHT)) {
      var page = eyes.watched(context);
      page.navigate(it.address() + "/cases/" + it.caseOf("up-7"));
      assertThat(page.locator("audio.reference").count()).isZero();
      assertThat(page.locator(".beside").innerText())
          .contains("ON_PROFILE_UNDELIVERED", "warble:ar-halden", "QuickDrop Music", "ZZHLV");
      assertThat(page.locator(".opinion").innerText())
          .contains("Second opinion: Echo", "a machine made it with a probability of 0.930");
      page.waitForFunction("() => document.querySelector('audio.upload').readyState >= 3");
      page.evaluate("() => { document.querySelector('audio.upload').play(); }");
      page.waitForFunction(
          "() => !document.querySelector('[data-heard-so-far]').textContent.endsWith('0:00')");
    }
    eyes.areContent();
  }

  /// From the queue to a decision and back, without a mouse.
  @Test
  void aCaseIsReviewedByKeyboardAlone() {
    try (var context = eyes.of(TestInstallation.EMAIL, BrowserEyes.View.DESK_LIGHT)) {
      var page = eyes.watched(context);
      page.navigate(it.address() + "/queue?q=Torus");
      page.keyboard().press("j");
      assertThat(page.evaluate("() => document.activeElement.className")).isEqualTo("open");
      page.keyboard().press("Enter");
      page.waitForURL("**/cases/**");
      page.waitForFunction(
          "() => [...document.querySelectorAll('.players audio')].every(a => a.readyState >= 3)");
      page.keyboard().press("Space");
      page.keyboard().press("x");
      page.keyboard().press("l");
      page.waitForFunction("() => document.querySelector('audio.upload').currentTime > 0.5");
      page.keyboard().press("Space");
      page.keyboard().press("r"); // asks for the reason first
      page.keyboard().type("a licensed use, says the label");
      page.keyboard().press("Escape");
      page.keyboard().press("r");
      page.waitForURL("**what=REFUSE**");
      assertThat(page.locator(".done").innerText()).contains("No case");
      page.keyboard().press("u");
      page.waitForURL(url -> !url.contains("what="));
      page.keyboard().press("?");
      assertThat(page.locator("dialog").innerText()).contains("Keys of this page");
    }
    assertThat(
            it.login(TestInstallation.EMAIL)
                .get("/api/v1/cases/" + it.caseOf("up-5"))
                .path("state"))
        .hasToString("\"IN_REVIEW\"");
    eyes.areContent();
  }

  /// A signature can be undone for ten seconds; the page counts them, and says when they are over.
  @Test
  void theSecondsThatAreLeftToUndoASignatureRun() {
    try (var context = eyes.of(TestInstallation.EMAIL, BrowserEyes.View.DESK_LIGHT)) {
      var page = eyes.watched(context);
      var until = java.time.Instant.ofEpochMilli(System.currentTimeMillis() + 6_000);
      page.navigate(
          it.address() + "/queue?did=" + it.caseOf("up-1") + "&what=SIGNED&until=" + until);
      var clock = page.locator("[data-until]");
      assertThat(clock.innerText()).endsWith("s left");
      page.waitForFunction(
          "was => document.querySelector('[data-until]').textContent !== was", clock.innerText());
      assertThat(clock.innerText()).endsWith("s left");
      page.waitForFunction(
          "() => document.querySelector('[data-until]').textContent.startsWith('It has left')");
      assertThat(page.locator(".done button").isDisabled()).isTrue();
    }
    eyes.areContent();
  }

  @Test
  void theBrowserItselfVerifiesAnEntryAndSeesOneThatDoesNotHold() {
    try (var context = eyes.of(TestInstallation.EMAIL, BrowserEyes.View.DESK_LIGHT)) {
      var page = eyes.watched(context);
      page.navigate(it.address() + "/ledger?from=0");
      page.locator("[data-verify]").first().click();
      page.locator(".state.good").waitFor();
      page.route(
          "**/ledger/proof**",
          route -> {
            var answer = JSON.readTree(route.fetch().text());
            var body = new java.util.TreeMap<>(map(answer));
            body.put("body", "e30=");
            route.fulfill(
                new com.microsoft.playwright.Route.FulfillOptions()
                    .setBody(JSON.writeValueAsString(body)));
          });
      page.locator("[data-verify]").last().click();
      page.locator(".state.bad").waitFor();
      assertThat(page.locator(".state.bad").innerText())
          .contains("does not lead to the signed root");
    }
    eyes.areContent();
  }

  // ---- what the pages are

  private static Map<String, String> pages() {
    var pages = new java.util.LinkedHashMap<String, String>();
    pages.put("overview", "/");
    pages.put("queue", "/queue");
    pages.put("queue-empty", "/queue?state=CLOSED");
    pages.put("batches", "/batches");
    pages.put("batch", batch());
    pages.put("case", "/cases/" + it.caseOf("up-1"));
    pages.put("case-of-a-name", "/cases/" + it.caseOf("up-7"));
    pages.put("case-in-review", "/cases/" + it.caseOf("up-4"));
    pages.put("uploads", "/uploads");
    pages.put("upload", "/uploads/" + uploadOf("up-6"));
    pages.put("catalogue", "/catalogue");
    pages.put("recording", "/catalogue/westlund-romans");
    pages.put("platforms", "/platforms");
    pages.put("consequences", "/consequences");
    pages.put("queue-by-harm", "/queue?sort=HARM&state=ALL");
    pages.put("pauses", "/pauses?kind=RULE");
    pages.put("ledger", "/ledger");
    pages.put("settings", "/settings");
    pages.put("webhooks", "/settings/webhooks");
    pages.put("mail", "/settings/mail");
    pages.put("tips", "/tips");
    pages.put("fault", "/cases/" + NOBODY);
    return pages;
  }

  private static String batch() {
    var ada = it.login(TestInstallation.EMAIL);
    for (JsonNode group : ada.get("/api/v1/batches").path("waiting"))
      return "/batches/"
          + ada.post("/api/v1/batches", map(group.path("alike"))).path("id").asString();
    throw new AssertionError("no group waits");
  }

  private static Map<String, Object> map(JsonNode node) {
    return JSON.convertValue(node, new tools.jackson.core.type.TypeReference<>() {});
  }

  private static String uploadOf(String externalId) {
    for (JsonNode one : it.login(TestInstallation.EMAIL).get("/api/v1/uploads").path("items"))
      if (one.path("uploadId").asString().equals(externalId)) return one.path("id").asString();
    throw new AssertionError("no upload " + externalId);
  }
}
