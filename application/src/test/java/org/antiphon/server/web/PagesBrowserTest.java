package org.antiphon.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.antiphon.TestInstallation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Drives a real Chromium over every page, with real data behind it: large and phone-sized, light
/// and dark. Screenshots go to `target/screenshots` for a person to look at.
class PagesBrowserTest {
  private static final String AXE = axe();

  /// No case has this id: the page of what went wrong.
  private static final String NOBODY = "00000000-0000-0001-0000-000000000002";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Path SHOTS = Path.of("target", "screenshots");
  private static TestInstallation it;
  private static Playwright playwright;
  private static Browser browser;
  private final List<String> trouble = new ArrayList<>();

  /// A size and a light.
  private enum View {
    DESK_LIGHT(1440, 900, ColorScheme.LIGHT),
    DESK_DARK(1440, 900, ColorScheme.DARK),
    PHONE_LIGHT(390, 844, ColorScheme.LIGHT),
    PHONE_DARK(390, 844, ColorScheme.DARK);

    final int width;
    final int height;
    final ColorScheme light;

    View(int width, int height, ColorScheme light) {
      this.width = width;
      this.height = height;
      this.light = light;
    }
  }

  @BeforeAll
  static void start() {
    it = TestInstallation.get();
    playwright = Playwright.create();
    var chromium = System.getProperty("chromium", "");
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of(chromium.isEmpty() ? "/usr/bin/chromium" : chromium))
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--autoplay-policy=no-user-gesture-required",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  @AfterAll
  static void stop() {
    if (playwright != null) playwright.close();
  }

  @Test
  void everyPageIsAccessibleQuietAndWithinItsWidthLargeAndSmallLightAndDark() {
    var pages = pages();
    for (var view : View.values())
      try (var context = context(view)) {
        var page = watched(context);
        pages.forEach((name, path) -> look(page, view, name, path));
      }
    assertThat(trouble).isEmpty();
  }

  @Test
  void thePublicPagesAreToo() {
    for (var view : List.of(View.DESK_LIGHT, View.PHONE_DARK))
      try (var context = browser.newContext(options(view))) {
        var page = watched(context);
        look(page, view, "login", "/login");
        look(page, view, "setup", "/setup?token=none");
        look(page, view, "tip", "/tip");
      }
    assertThat(trouble).isEmpty();
  }

  @Test
  void bothPlayersAdvanceAndStayWithinTwentyMilliseconds() {
    try (var context = context(View.DESK_LIGHT)) {
      var page = watched(context);
      page.navigate(it.address() + "/cases/" + caseOf("up-1"));
      page.waitForFunction(
          "() => [...document.querySelectorAll('.players audio')].every(a => a.readyState >= 3)");
      page.keyboard().press("Space");
      page.waitForFunction("() => document.querySelector('audio.upload').currentTime > 2.5");
      var drifts = new ArrayList<Double>();
      var heard = new ArrayList<Double>();
      for (int i = 0; i < 10; i++) {
        page.waitForFunction(
            "n => document.querySelector('audio.upload').currentTime > n", 2.5 + 0.2 * i);
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
    assertThat(trouble).isEmpty();
  }

  /// A case about a name has nothing to compare with: one player, and both sides of the credits.
  @Test
  void aCaseAboutANameShowsCreditsBesideTheRosterAndCountsWhatWasHeardOfTheUpload() {
    try (var context = context(View.PHONE_LIGHT)) {
      var page = watched(context);
      page.navigate(it.address() + "/cases/" + caseOf("up-7"));
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
    assertThat(trouble).isEmpty();
  }

  /// From the queue to a decision and back, without a mouse.
  @Test
  void aCaseIsReviewedByKeyboardAlone() {
    try (var context = context(View.DESK_LIGHT)) {
      var page = watched(context);
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
            it.login(TestInstallation.EMAIL).get("/api/v1/cases/" + caseOf("up-5")).path("state"))
        .hasToString("\"IN_REVIEW\"");
    assertThat(trouble).isEmpty();
  }

  @Test
  void theBrowserItselfVerifiesAnEntryAndSeesOneThatDoesNotHold() {
    try (var context = context(View.DESK_LIGHT)) {
      var page = watched(context);
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
    assertThat(trouble).isEmpty();
  }

  // ---- what the pages are

  private static Map<String, String> pages() {
    var pages = new java.util.LinkedHashMap<String, String>();
    pages.put("overview", "/");
    pages.put("queue", "/queue");
    pages.put("queue-empty", "/queue?state=CLOSED");
    pages.put("batches", "/batches");
    pages.put("batch", batch());
    pages.put("case", "/cases/" + caseOf("up-1"));
    pages.put("case-of-a-name", "/cases/" + caseOf("up-7"));
    pages.put("case-in-review", "/cases/" + caseOf("up-4"));
    pages.put("uploads", "/uploads");
    pages.put("upload", "/uploads/" + uploadOf("up-6"));
    pages.put("catalogue", "/catalogue");
    pages.put("recording", "/catalogue/westlund-romans");
    pages.put("platforms", "/platforms");
    pages.put("ledger", "/ledger");
    pages.put("settings", "/settings");
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

  private static String caseOf(String upload) {
    for (JsonNode one : it.login(TestInstallation.EMAIL).get("/api/v1/cases").path("items"))
      if (one.path("uploadId").asString().equals(upload)) return one.path("id").asString();
    throw new AssertionError("no case about " + upload);
  }

  private static String uploadOf(String externalId) {
    for (JsonNode one : it.login(TestInstallation.EMAIL).get("/api/v1/uploads").path("items"))
      if (one.path("uploadId").asString().equals(externalId)) return one.path("id").asString();
    throw new AssertionError("no upload " + externalId);
  }

  // ---- looking

  private static Browser.NewContextOptions options(View view) {
    return new Browser.NewContextOptions()
        .setViewportSize(view.width, view.height)
        .setColorScheme(view.light)
        .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE);
  }

  /// Somebody who is logged in.
  private static BrowserContext context(View view) {
    var context = browser.newContext(options(view));
    context.addCookies(
        List.of(
            new Cookie("antiphon_session", it.login(TestInstallation.EMAIL).secret())
                .setUrl(it.address().toString())));
    return context;
  }

  private Page watched(BrowserContext context) {
    var page = context.newPage();
    page.onConsoleMessage(said -> {
      if (said.text().contains("status of 404") && page.url().endsWith(NOBODY)) return;
      if (said.type().equals("error") || said.type().equals("warning"))
        trouble.add(page.url() + " console: " + said.text());
    });
    page.onPageError(fault -> trouble.add(page.url() + " script: " + fault));
    page.onRequest(request -> {
      if (!request.url().startsWith(it.address() + "/") && !request.url().startsWith("data:"))
        trouble.add(page.url() + " asks elsewhere: " + request.url());
    });
    return page;
  }

  private void look(Page page, View view, String name, String path) {
    page.navigate(it.address() + path);
    page.waitForLoadState(LoadState.LOAD);
    page.waitForFunction("() => [...document.images].every(image => image.complete)");
    var where = name + " " + view + ": ";
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(
                SHOTS.resolve(name + "-" + view.name().toLowerCase(java.util.Locale.ROOT) + ".png"))
            .setFullPage(true));
    if ((Boolean) page.evaluate("() => document.documentElement.scrollWidth > innerWidth"))
      trouble.add(where + "wider than the window: " + page.evaluate(WIDE));
    for (var blank : (List<?>) page.evaluate(BLANK)) trouble.add(where + "blank picture " + blank);
    page.evaluate(AXE);
    for (var violation : (List<?>) page.evaluate(RULES)) trouble.add(where + violation);
  }

  private static final String WIDE =
      """
      () => [...document.querySelectorAll('*')]
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
        .map(e => e.tagName + '.' + e.className).slice(0, 5).join(', ')
      """;

  /// Pictures with fewer than 16 different colours on a grid of points.
  private static final String BLANK =
      """
      () => [...document.images].filter(image => {
        if (image.naturalWidth === 0) return true;
        const canvas = document.createElement('canvas');
        canvas.width = 64; canvas.height = 64;
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0, 64, 64);
        const pixels = context.getImageData(0, 0, 64, 64).data;
        const seen = new Set();
        for (let i = 0; i < pixels.length; i += 4) seen.add((pixels[i] << 16) | (pixels[i+1] << 8) | pixels[i+2]);
        return seen.size < 16;
      }).map(image => image.src)
      """;

  private static final String RULES =
      """
      async () => {
        const found = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] });
        return found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target + ' ' + n.failureSummary).slice(0, 3).join(' | '));
      }
      """;

  private static String axe() {
    try (InputStream in = PagesBrowserTest.class.getResourceAsStream("/axe.min.js")) {
      if (in == null) throw new IllegalStateException("axe-core is not on the class path");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
