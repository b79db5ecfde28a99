package org.antiphon.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.antiphon.TestInstallation;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Imports through the running server: looked at, added, taken back.
class ImportsApiTest {
  private static final Path SOUND = Path.of("..", "samples", "bystanders", "aminos-indian.opus");
  private final TestInstallation it = TestInstallation.get();
  private final TestInstallation.Client ada = it.login(TestInstallation.EMAIL);

  private String open() {
    return ada.post("/api/v1/imports", Map.of("artist", "Tess Artist")).path("id").asString();
  }

  private HttpResponse<String> hand(String id, String name, byte[] bytes) {
    var path =
        "/api/v1/imports/" + id + "/files?path=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(it.address().resolve(URI.create(path)))
                  .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
                  .header("Content-Type", "application/octet-stream")
                  .header("Cookie", "antiphon_session=" + ada.secret())
                  .build(),
              HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static byte[] rows(String... lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private JsonNode awaitDone(String id) {
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> !ada.get("/api/v1/imports/" + id).path("state").asString().equals("RUNNING"));
    return ada.get("/api/v1/imports/" + id);
  }

  @Test
  void soundsAndATableAreLookedAtThenAddedThenTakenBack() throws IOException {
    var id = open();
    assertThat(hand(id, "new/castle.opus", Files.readAllBytes(SOUND)).statusCode()).isEqualTo(200);
    hand(
        id,
        "new/table.csv",
        rows(
            "id,file,title,artist,isrc",
            "import-castle,castle.opus,The Castle,Tess Artist,ZZTST2600001",
            "import-words,,Words Alone,Tess Artist,ZZTST2600002"));
    var preview = ada.get("/api/v1/imports/" + id + "/preview");
    assertThat(preview.path("faults")).isEmpty();
    assertThat(preview.path("rows")).hasSize(2);
    assertThat(preview.path("rows").path(0).path("change").asString()).isEqualTo("NEW");
    assertThat(preview.path("rows").path(0).path("from").asString()).isEqualTo("new/table.csv:2");
    assertThat(exists("import-castle")).as("a preview adds nothing").isFalse();

    ada.post("/api/v1/imports/" + id + "/start", Map.of());
    var done = awaitDone(id);
    assertThat(done.path("counts").path("NEW").asInt()).as(done.toString()).isEqualTo(2);
    assertThat(exists("import-castle")).isTrue();
    assertThat(ada.get("/api/v1/recordings/import-castle").path("seconds").asDouble())
        .isGreaterThan(5);

    var undone = ada.post("/api/v1/imports/" + id + "/undo", Map.of());
    assertThat(undone.path("stays")).isEmpty();
    assertThat(undone.path("counts").path("TAKEN_BACK").asInt()).isEqualTo(2);
    assertThat(exists("import-castle")).isFalse();
    assertThat(ada.send("POST", "/api/v1/imports/" + id + "/undo", Map.of(), Map.of()).statusCode())
        .as("once")
        .isEqualTo(409);
  }

  private boolean exists(String recording) {
    return ada.send("GET", "/api/v1/recordings/" + recording, Map.of(), Map.of()).statusCode()
        == 200;
  }

  @Test
  void faultsAreNamedByLineAndNothingIsAddedUnlessTheyAreToBeLeftOut() {
    var id = open();
    hand(
        id,
        "table.csv",
        rows(
            "id,title,artist,isrc,territories,mandate_kind",
            "import-good,Good,Tess Artist,ZZTST2600003,,",
            "import-bad,Bad,Tess Artist,ZZ-NO,,",
            "import-uk,Uk,Tess Artist,ZZTST2600004,UK,RECORDING"));
    var faults = ada.get("/api/v1/imports/" + id + "/preview").path("faults");
    assertThat(faults).hasSize(2);
    assertThat(faults.path(0).path("where").asString()).isEqualTo("table.csv:3");
    assertThat(faults.path(1).path("where").asString()).isEqualTo("table.csv:4");
    assertThat(faults.path(1).path("hint").asString()).contains("GB");
    var refused = ada.send("POST", "/api/v1/imports/" + id + "/start", Map.of(), Map.of());
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("table.csv:3", "table.csv:4");
    assertThat(ada.get("/api/v1/imports/" + id).path("state").asString()).isEqualTo("OPEN");
    ada.post("/api/v1/imports/" + id + "/start", Map.of("faults", "skip"));
    var done = awaitDone(id);
    assertThat(done.path("counts").path("NEW").asInt()).isOne();
    assertThat(done.path("leftOut").asInt()).isEqualTo(2);
    ada.post("/api/v1/imports/" + id + "/undo", Map.of());
  }

  @Test
  void whatWasHereBeforeOrWasChangedSinceOrCarriesACaseStaysAndSaysWhy() {
    var first = open();
    hand(
        first,
        "table.csv",
        rows(
            "id,title,artist,isrc",
            "import-old,Old,Tess Artist,ZZTST2600005",
            "import-changed,Changed,Tess Artist,ZZTST2600006"));
    ada.post("/api/v1/imports/" + first + "/start", Map.of());
    awaitDone(first);
    var second = open();
    hand(
        second,
        "table.csv",
        rows("id,title,artist,isrc", "import-changed,Changed twice,Tess Artist,ZZTST2600006"));
    assertThat(
            ada.get("/api/v1/imports/" + second + "/preview")
                .path("rows")
                .path(0)
                .path("change")
                .asString())
        .isEqualTo("REPLACED");
    ada.post("/api/v1/imports/" + second + "/start", Map.of());
    awaitDone(second);
    assertThat(ada.post("/api/v1/imports/" + second + "/undo", Map.of()).path("stays").toString())
        .contains("it was here before");
    var stays = ada.post("/api/v1/imports/" + first + "/undo", Map.of()).path("stays");
    assertThat(stays).hasSize(1);
    assertThat(stays.path(0).path("undoWhy").asString()).contains("changed after the import");
    assertThat(exists("import-old")).isFalse();
    assertThat(exists("import-changed")).isTrue();
    it.run("catalogue", "remove", "import-changed", "--yes");
  }

  @Test
  void nameThatLeadsElsewhereIsRefusedAndSoIsARowThatNamesAFileOfThisMachine() {
    var id = open();
    for (var name : new String[] {"../out.csv", "a/../../out.csv", "/etc/out.csv", ".hidden", ""})
      assertThat(hand(id, name, rows("x")).statusCode()).as(name).isEqualTo(400);
    hand(
        id,
        "table.csv",
        rows(
            "id,title,artist,file,isrc",
            "import-x,X,Tess Artist,/etc/hostname,ZZTST2600007",
            "import-y,Y,Tess Artist,../../antiphon.toml,ZZTST2600008"));
    var faults = ada.get("/api/v1/imports/" + id + "/preview").path("faults");
    assertThat(faults).hasSize(2);
    for (var fault : faults) assertThat(fault.path("code").asString()).isEqualTo("FILE_MISSING");
    var discarded = ada.send("DELETE", "/api/v1/imports/" + id, Map.of(), Map.of());
    assertThat(discarded.statusCode()).isEqualTo(204);
    assertThat(Files.exists(it.data().resolve("imports").resolve(id))).isFalse();
  }

  @Test
  void whatIsNoSoundIsToldWithItsNameAndTheOthersGoIn() throws IOException {
    var id = open();
    hand(id, "noise.mp3", "this is no sound at all".getBytes(StandardCharsets.UTF_8));
    hand(id, "words.csv", rows("id,title,artist,isrc", "import-w,W,Tess Artist,ZZTST2600009"));
    ada.post("/api/v1/imports/" + id + "/start", Map.of());
    var done = awaitDone(id);
    assertThat(done.path("counts").path("FAILED").asInt()).as(done.toString()).isOne();
    assertThat(done.path("counts").path("NEW").asInt()).isOne();
    var items = ada.get("/api/v1/imports/" + id + "/items").path("items");
    var failed =
        items.path(0).path("state").asString().equals("FAILED") ? items.path(0) : items.path(1);
    assertThat(failed.path("from").asString()).isEqualTo("noise.mp3");
    assertThat(failed.path("faultCode").asString()).isNotEmpty();
    assertThat(ada.post("/api/v1/imports/" + id + "/undo", Map.of()).path("stays"))
        .as("what never came in does not stay")
        .isEmpty();
  }
}
