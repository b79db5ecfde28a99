package org.antiphon.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antiphon.TestInstallation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The first ten minutes of those who come to the pages, acted out in a real Chromium with a
/// stopwatch: what must be seen is seen on the first screen, and each step is possible. The times
/// go to `target/ten-minutes.tsv`; they are a machine's (nobody reads here), so they are written
/// down and not judged.
class TenMinutesBrowserTest {
  private static final Path TIMES = Path.of("target", "ten-minutes.tsv");
  private static final List<String> LINES = new ArrayList<>();
  private static TestInstallation it;
  private static BrowserEyes eyes;

  @BeforeAll
  static void start() {
    it = TestInstallation.get();
    eyes = new BrowserEyes(it);
  }

  @AfterAll
  static void stop() throws IOException {
    if (eyes != null) eyes.close();
    Files.write(TIMES, LINES);
  }

  /// Says how long after the beginning a step was done.
  private static final class Stopwatch {
    private final String who;
    private final long began = System.nanoTime();

    Stopwatch(String who) {
      this.who = who;
    }

    void done(String step) {
      LINES.add(
          String.format(Locale.ROOT, "%s\t%.1f\t%s", who, (System.nanoTime() - began) / 1e9, step));
    }
  }

  @Test
  void anAnalystComesFromALinkSeesTheCaseOnOneScreenAndHearsBothSides() {
    it.resumeAll();
    var about = it.caseOf("up-10");
    try (var context = eyes.stranger(BrowserEyes.View.DESK_LIGHT)) {
      var page = eyes.watched(context);
      var watch = new Stopwatch("analyst");
      page.navigate(it.address() + "/cases/" + about + "?list=READY");
      page.locator("#email").fill(TestInstallation.EMAIL);
      page.locator("#password").fill(TestInstallation.PASSWORD);
      page.keyboard().press("Enter");
      page.waitForURL("**/cases/" + about + "**");
      watch.done("opened the link of a case, logged in, the case is there");
      for (var what : List.of("h1", ".players", "section:has(> h2:text-is('Why')) li"))
        onFirstScreen(page.locator(what).first(), page, what);
      watch.done("what, where and how sure stand on the first screen at 1440 by 900");
      page.waitForFunction(
          "() => [...document.querySelectorAll('.players audio')].every(a => a.readyState >= 3)");
      page.keyboard().press("Space");
      page.waitForFunction("() => document.querySelector('audio.upload').currentTime > 1");
      page.keyboard().press("x");
      watch.done("both sound, and X swaps them at the same moment");
      assertThat(page.locator("main").innerText())
          .contains("What speaks against", "What this does not prove");
      page.waitForFunction(HEARD, 1); // X lets one side sound alone
      page.keyboard().press("x");
      page.waitForFunction(HEARD, 2);
      watch.done("heard more than 5 s of each, counted as it sounded");
      signs(page, about, watch);
    }
    eyes.areContent();
  }

  /// So many sides for more than 5 s, as the page counts it.
  private static final String HEARD =
      """
      sides => {
        const times = document.querySelector('[data-heard-so-far]').textContent.match(/\\d+:\\d\\d/g);
        return times.filter(time => time >= '0:06').length >= sides;
      }
      """;

  /// Without a mouse: draws the notice up, affirms, signs.
  private static void signs(Page page, String about, Stopwatch watch) {
    page.keyboard().press("Space");
    page.keyboard().press("a");
    page.locator("#sign").waitFor();
    assertThat(page.locator("pre").first().innerText()).contains(TestInstallation.NAME);
    watch.done("the notice is drawn up, exactly as it would be sent");
    page.keyboard().press("a");
    int sentences = page.locator("#sign input[type=checkbox]").count();
    for (int i = 0; i < sentences; i++) {
      page.keyboard().press("Space");
      page.keyboard().press("Tab");
    }
    for (var said : List.of("a plain re-upload", "music", "nearly all", "replaces it")) {
      page.keyboard().type(said);
      page.keyboard().press("Tab");
    }
    page.keyboard().type(TestInstallation.NAME);
    page.keyboard().press("Tab");
    page.keyboard().type(TestInstallation.PASSWORD);
    page.keyboard().press("Enter");
    page.locator(".done").waitFor();
    assertThat(page.locator(".done").innerText()).contains("Signed", "that case");
    assertThat(page.url()).as("the next case, or the list").doesNotContain("/cases/" + about);
    watch.done("affirmed, weighed fair use, typed the name, signed; the next one is there");
  }

  private static void onFirstScreen(Locator what, Page page, String name) {
    var box = what.boundingBox();
    assertThat(box).as(name).isNotNull();
    assertThat(box.y + box.height).as(name + " ends on the first screen").isLessThan(900);
    assertThat(page.evaluate("() => scrollY")).isEqualTo(0);
  }

  @Test
  void anAccusedCreatorOnAPhoneHearsUnderstandsAndHoldsAReceipt() {
    var notice = it.sign(it.caseOf("up-11"));
    it.awaitNotice(notice, "ACCEPTED", "SAID_DOWN", "SEEN_DOWN_ONCE", "VERIFIED_DOWN");
    try (var context = eyes.stranger(BrowserEyes.View.PHONE_LIGHT)) {
      var page = eyes.watched(context);
      var watch = new Stopwatch("accused creator");
      page.navigate(it.address() + it.appealOf(notice));
      watch.done("opened the address in the notice; no account, no script");
      for (var what : List.of("h1", ".lead", "section:has(> h2:text-is('What exactly')) li"))
        assertThat(page.locator(what).first().boundingBox().y).as(what).isLessThan(844);
      assertThat(page.locator(".lead").innerText())
          .contains("God of licences", "Chaos God", "costs nothing", "five business days");
      watch.done("what, where, that it costs nothing and the clock stand on the first screen");
      page.locator("audio").first().evaluate("sound => sound.play()");
      page.waitForFunction("() => document.querySelector('audio').currentTime > 0.5");
      page.locator("audio").nth(1).evaluate("sound => sound.play()");
      page.waitForFunction("() => document.querySelectorAll('audio')[1].currentTime > 0.5");
      watch.done("heard the stretch in their upload, and in the recording");
      page.getByText("Go to the form").click();
      page.getByText("I have a licence").click();
      page.locator("#words").fill("The label licensed it to me; the e-mail is of 3 May.");
      page.getByText("Send the objection").click();
      page.getByText("Your objection A-").waitFor();
      assertThat(page.locator("[role=status]").first().innerText()).contains("answers by");
      watch.done("sent the objection; receipt and date are there");
      assertThat(page.locator("[role=status]").first().boundingBox().y)
          .as("the receipt is seen without scrolling")
          .isLessThan(600);
    }
    eyes.areContent();
  }
}
