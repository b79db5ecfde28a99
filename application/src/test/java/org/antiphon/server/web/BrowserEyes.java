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
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antiphon.TestInstallation;

/// A real Chromium that looks at pages: what the console says, what is asked for elsewhere, what is
/// wider than the window, which pictures are blank, and what axe-core finds. Screenshots go to
/// `target/screenshots` for a person to look at.
final class BrowserEyes implements AutoCloseable {
  private static final String AXE = axe();
  private static final Path SHOTS = Path.of("target", "screenshots");
  private final TestInstallation it;
  private final Playwright playwright;
  private final Browser browser;
  private final List<String> trouble = new ArrayList<>();

  /// A size and a light.
  enum View {
    DESK_LIGHT(1440, 900, ColorScheme.LIGHT),
    DESK_DARK(1440, 900, ColorScheme.DARK),
    PHONE_LIGHT(390, 844, ColorScheme.LIGHT),
    PHONE_DARK(390, 844, ColorScheme.DARK);

    private final int width;
    private final int height;
    private final ColorScheme light;

    View(int width, int height, ColorScheme light) {
      this.width = width;
      this.height = height;
      this.light = light;
    }
  }

  BrowserEyes(TestInstallation it) {
    this.it = it;
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

  @Override
  public void close() {
    playwright.close();
  }

  /// Nothing was found since the last time.
  void areContent() {
    var found = List.copyOf(trouble);
    trouble.clear();
    assertThat(found).isEmpty();
  }

  /// Somebody whom nobody knows.
  BrowserContext stranger(View view) {
    return browser.newContext(
        new Browser.NewContextOptions()
            .setViewportSize(view.width, view.height)
            .setColorScheme(view.light)
            .setTimezoneId("Europe/Berlin")
            .setReducedMotion(ReducedMotion.REDUCE));
  }

  /// Somebody who is logged in.
  BrowserContext of(String email, View view) {
    var context = stranger(view);
    context.addCookies(
        List.of(
            new Cookie("antiphon_session", it.login(email).secret())
                .setUrl(it.address().toString())));
    return context;
  }

  /// A page whose troubles are noted.
  ///
  /// @param missing the end of an address that may be answered 404
  Page watched(BrowserContext context, String missing) {
    var page = context.newPage();
    page.onConsoleMessage(said -> {
      if (said.text().contains("status of 404") && page.url().endsWith(missing)) return;
      if (said.type().equals("error") || said.type().equals("warning"))
        trouble.add(page.url() + " console: " + said.text());
    });
    page.onPageError(fault -> trouble.add(page.url() + " script: " + fault));
    page.onRequest(request -> {
      if (!request.url().startsWith(it.address() + "/")
          && !request.url().startsWith("data:")
          && !request.url().startsWith("blob:"))
        trouble.add(page.url() + " asks elsewhere: " + request.url());
    });
    return page;
  }

  Page watched(BrowserContext context) {
    return watched(context, "nowhere");
  }

  /// Goes there and looks.
  void look(Page page, View view, String name, String path) {
    page.navigate(it.address() + path);
    page.waitForLoadState(LoadState.LOAD);
    lookHere(page, view, name);
  }

  /// Looks at what is shown now.
  void lookHere(Page page, View view, String name) {
    page.evaluate("() => document.querySelectorAll('img').forEach(i => i.loading = 'eager')");
    page.waitForFunction("() => [...document.images].every(image => image.complete)");
    var where = name + " " + view + ": ";
    page.screenshot(
        new Page.ScreenshotOptions()
            .setPath(SHOTS.resolve(name + "-" + view.name().toLowerCase(Locale.ROOT) + ".png"))
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

  /// Pictures and canvases with fewer than their share of different colours on a grid of points: 16
  /// in a picture, 3 in a drawing of nodes.
  private static final String BLANK =
      """
      () => {
        const colours = source => {
          const canvas = document.createElement('canvas');
          canvas.width = 64; canvas.height = 64;
          const context = canvas.getContext('2d');
          context.drawImage(source, 0, 0, 64, 64);
          const pixels = context.getImageData(0, 0, 64, 64).data;
          const seen = new Set();
          for (let i = 0; i < pixels.length; i += 4) seen.add((pixels[i] << 16) | (pixels[i+1] << 8) | pixels[i+2]);
          return seen.size;
        };
        const pictures = [...document.images].filter(image => image.naturalWidth === 0 || colours(image) < 16).map(image => image.src);
        const drawn = [...document.querySelectorAll('#graph')].filter(box => ![...box.querySelectorAll('canvas')].some(canvas => canvas.width > 0 && colours(canvas) >= 3)).map(() => 'the graph');
        return [...pictures, ...drawn];
      }
      """;

  private static final String RULES =
      """
      async () => {
        const found = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] });
        return found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target + ' ' + n.failureSummary).slice(0, 3).join(' | '));
      }
      """;

  private static String axe() {
    try (InputStream in = BrowserEyes.class.getResourceAsStream("/axe.min.js")) {
      if (in == null) throw new IllegalStateException("axe-core is not on the class path");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
