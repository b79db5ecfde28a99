package org.antiphon.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.antiphon.TestInstallation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A person hands real files over in a real Chromium: chosen by keyboard, and dropped.
class ImportBrowserTest {
  private static final Path SOUND =
      Path.of("..", "samples", "bystanders", "trudgett-snodom.opus").toAbsolutePath().normalize();
  private static TestInstallation it;
  private static BrowserEyes eyes;
  @TempDir Path folder;

  @BeforeAll
  static void start() {
    it = TestInstallation.get();
    eyes = new BrowserEyes(it);
  }

  @AfterAll
  static void stop() {
    if (eyes != null) eyes.close();
  }

  private Path table(String... rows) throws IOException {
    var file = folder.resolve("table.csv");
    return Files.writeString(file, "id,file,title,artist,isrc\n" + String.join("\n", rows) + "\n");
  }

  /// Chosen in the file input, handed over, looked at, added, taken back: by keyboard alone.
  @Test
  void aSoundAndItsTableAreAddedAndTakenBackByKeyboard() throws IOException {
    var sound = Files.copy(SOUND, folder.resolve("snodom.opus"));
    var rows = table("browser-snodom,snodom.opus,Snodom,Tess Artist,ZZTST2600101");
    try (var context = eyes.of(TestInstallation.EMAIL, BrowserEyes.View.DESK_LIGHT)) {
      var page = eyes.watched(context);
      page.navigate(it.address() + "/catalogue");
      page.locator("#files").setInputFiles(new Path[] {sound, rows});
      press(page, "Hand these over");
      page.waitForURL("**/imports/**");
      assertThat(page.locator("main").innerText())
          .contains("2 files", "1 new", "0 faults", "Snodom", "table.csv:2");
      var path = page.url().substring(it.address().toString().length());
      eyes.look(page, BrowserEyes.View.DESK_LIGHT, "import-preview", path);
      press(page, "Add 1 recording");
      page.locator("text=What became of it").waitFor();
      assertThat(page.locator("main").innerText()).contains("new", "Snodom");
      assertThat(
              it.login(TestInstallation.EMAIL)
                  .get("/api/v1/recordings/browser-snodom")
                  .path("title")
                  .asString())
          .isEqualTo("Snodom");
      press(page, "Take this import back");
      page.locator("h1 + .state:has-text('taken back')").waitFor();
    }
    assertThat(
            it.login(TestInstallation.EMAIL)
                .send(
                    "GET",
                    "/api/v1/recordings/browser-snodom",
                    java.util.Map.of(),
                    java.util.Map.of())
                .statusCode())
        .isEqualTo(404);
    eyes.areContent();
  }

  private static void press(Page page, String button) {
    var found = page.locator("button:has-text('" + button + "')").first();
    found.focus();
    page.keyboard().press("Enter");
  }

  /// Dropped on the page on a phone-sized screen in the dark: faults stand by their lines, and
  /// nothing is added.
  @Test
  void aDroppedTableWithFaultsShowsThemByLineAndCanBeThrownAway() {
    for (var view :
        new BrowserEyes.View[] {
          BrowserEyes.View.DESK_DARK, BrowserEyes.View.PHONE_LIGHT, BrowserEyes.View.PHONE_DARK
        })
      try (var context = eyes.of(TestInstallation.EMAIL, view)) {
        var page = eyes.watched(context);
        page.navigate(it.address() + "/imports");
        page.evaluate(
            """
            () => {
              const transfer = new DataTransfer();
              transfer.items.add(new File(
                ["id,title,artist,isrc\\nb-good,Good,Tess,ZZTST2600102\\nb-bad,Bad,Tess,NO-CODE\\n"],
                "dropped.csv", { type: "text/csv" }));
              document.querySelector("[data-drop]").dispatchEvent(
                new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
            }
            """);
        page.waitForURL("**/imports/*-*");
        assertThat(page.locator("main").innerText())
            .contains("1 fault", "dropped.csv:3", "Leave the faulty rows out and add 1 recording");
        var path = page.url().substring(it.address().toString().length());
        eyes.look(page, view, "import-faults", path);
        press(page, "Throw it away");
        page.locator("h1 + .state:has-text('thrown away')").waitFor();
        eyes.look(page, view, "imports", "/imports");
        eyes.look(page, view, "catalogue-drop", "/catalogue");
      }
    eyes.areContent();
  }
}
