package org.antiphon.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The wire of `openapi.yaml`, without faults.
class PlatformTest {
  @TempDir Path folder;
  private Simulator simulator;
  private Wire wire;

  @BeforeEach
  void start() throws Exception {
    var uploads = Plant.scenario(Plant.uploads(folder, 12, 6));
    simulator = Simulator.start(Plant.options(uploads, 3, "none", Optional.empty()));
    wire = new Wire(simulator, "p1");
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void theSameKeyAndBodyTwiceIsOneNotice() throws Exception {
    var document = Plant.document("p1", "u0", "rec-0", 40.2);
    var first = wire.file("key-00000001", "u0", document);
    var second = wire.file("key-00000001", "u0", document);
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(json(second).path("id")).isEqualTo(json(first).path("id"));
    assertThat(first.headers().firstValue("Location")).isPresent();
    assertThat(total("accepted")).isEqualTo(1);
  }

  @Test
  void aKeyWithAnotherBodyIsRefused() throws Exception {
    wire.file("key-00000001", "u0", Plant.document("p1", "u0", "rec-0", 40.2));
    var other = wire.file("key-00000001", "u0", Plant.document("p1", "u0", "rec-0", 41.2));
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(json(other).path("code").stringValue()).isEqualTo("key_reused");
  }

  @Test
  void aNoticeWithoutASignatureIsRefusedAndSaysSo() throws Exception {
    var unsigned = Plant.document("p1", "u0", "rec-0", 40.2).replace("signature", "sigil");
    var answer = wire.file("key-00000001", "u0", unsigned);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("signature.name");
    assertThat(total("lost")).isZero();
  }

  @Test
  void aDocumentWithAnotherHashIsRefused() throws Exception {
    var document = Plant.document("p1", "u0", "rec-0", 40.2);
    var body =
        Json.bytes(
            java.util.Map.of(
                "externalReference",
                "key-00000001",
                "uploadId",
                "u0",
                "documentSha256",
                "00".repeat(32),
                "document",
                document));
    var answer = wire.post("/v1/notices", body, "Idempotency-Key", "key-00000001");
    assertThat(json(answer).path("code").stringValue()).isEqualTo("hash_mismatch");
  }

  @Test
  void aNoticeIsFoundByItsReferenceAndByPolling() throws Exception {
    wire.file("key-00000001", "u0", Plant.document("p1", "u0", "rec-0", 40.2));
    wire.file("key-00000002", "u3", Plant.document("p1", "u3", "rec-3", 40.2));
    assertThat(json(wire.get("/v1/notices?externalReference=key-00000001")).path("notices"))
        .hasSize(1);
    assertThat(json(wire.get("/v1/notices?externalReference=key-00000009")).path("notices"))
        .isEmpty();
    var first = json(wire.get("/v1/notices?updatedSince=2026-01-01T00:00:00Z&limit=1"));
    assertThat(first.path("notices")).hasSize(1);
    var rest = json(wire.get("/v1/notices?limit=1&cursor=" + first.path("next").stringValue()));
    assertThat(rest.path("notices")).hasSize(1);
    assertThat(rest.path("notices")).isNotEqualTo(first.path("notices"));
  }

  @Test
  void theFeedBringsEachUploadOnceNewestFirst() throws Exception {
    var seen = new TreeSet<String>();
    String cursor = "";
    String newest = "9";
    do {
      var page = json(wire.get("/v1/uploads?limit=50&cursor=" + cursor));
      for (var upload : page.path("uploads")) {
        assertThat(seen.add(upload.path("id").stringValue())).isTrue();
        assertThat(upload.path("publishedAt").stringValue()).isLessThan(newest);
        newest = upload.path("publishedAt").stringValue();
        assertThat(upload.has("truth")).isFalse();
      }
      cursor = Json.text(page, "next");
    } while (!cursor.isEmpty());
    assertThat(seen).hasSize(6);
    // What was brought is noted after its last byte went out, so it may be noted after we read it.
    await().untilAsserted(() -> assertThat(total("missedUploads")).isEqualTo(12));
  }

  @Test
  void audioComesInRangesThatJoinToTheFile() throws Exception {
    var whole = Files.size(folder.resolve("u0.mp3"));
    var first = wire.get("/a/u0", "Range", "bytes=0-999");
    var tag = first.headers().firstValue("ETag").orElseThrow();
    var rest = wire.get("/a/u0", "Range", "bytes=1000-", "If-Range", tag);
    assertThat(first.statusCode()).isEqualTo(206);
    assertThat(first.headers().firstValue("Content-Range")).contains("bytes 0-999/" + whole);
    assertThat(rest.statusCode()).isEqualTo(206);
    assertThat(rest.headers().firstValueAsLong("Content-Length")).hasValue(whole - 1000);
    var stale = wire.get("/a/u0", "Range", "bytes=1000-", "If-Range", "\"old\"");
    assertThat(stale.statusCode()).isEqualTo(200);
    assertThat(wire.get("/a/u0", "Range", "bytes=999999-").statusCode()).isEqualTo(416);
    assertThat(wire.get("/a/u0", "If-None-Match", tag).statusCode()).isEqualTo(304);
  }

  @Test
  void thePageEscapesWhatAnUploaderWrote() throws Exception {
    var page = wire.get("/u/u0");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Someone &lt;0>").doesNotContain("Someone <0>");
    assertThat(wire.get("/u/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void aRemovedUploadIsGoneEverywhereAndReturnsAfterAWithdrawal() throws Exception {
    var filed = json(wire.file("key-00000001", "u0", Plant.document("p1", "u0", "rec-0", 40.2)));
    var path = "/v1/notices/" + filed.path("id").stringValue();
    long until = System.nanoTime() + 10_000_000_000L;
    while (!Json.text(json(wire.get(path)), "state").equals("removed")) {
      assertThat(System.nanoTime()).isLessThan(until);
      java.util.concurrent.locks.LockSupport.parkNanos(100_000_000L);
    }
    assertThat(wire.get("/u/u0").statusCode()).isEqualTo(410);
    assertThat(wire.get("/a/u0").statusCode()).isEqualTo(410);
    assertThat(wire.get("/v1/uploads/u0").statusCode()).isEqualTo(410);
    var late = wire.file("key-00000002", "u0", Plant.document("p1", "u0", "rec-0", 40.2));
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(wire.post(path + "/withdrawal", new byte[0]).statusCode()).isEqualTo(200);
    assertThat(Json.text(json(wire.get(path)), "state")).isEqualTo("withdrawn");
    assertThat(wire.get("/a/u0").statusCode()).isEqualTo(200);
  }

  @Test
  void noticesAreJudgedByTheTruth() throws Exception {
    wire.file("key-00000001", "u0", Plant.document("p1", "u0", "rec-0", 42.0));
    wire.file("key-00000002", "u3", Plant.document("p1", "u3", "rec-0", 40.2));
    wire.file("key-00000003", "u12", Plant.document("p1", "u12", "rec-0", 40.2));
    var unsigned = Plant.document("p1", "u6", "rec-6", 40.2).replace("2026-01-01T", "2099-01-01T");
    wire.file("key-00000004", "u6", unsigned);
    wire.file("key-00000005", "u9", Plant.document("p1", "u9", "rec-9", 41.1));
    wire.file("key-00000006", "u9", Plant.document("p1", "u9", "rec-9", 41.1));
    assertThat(total("wrongOffset")).isEqualTo(1);
    assertThat(total("wrongRecording")).isEqualTo(1);
    assertThat(total("wrongTarget")).isEqualTo(1);
    assertThat(total("unattested")).isEqualTo(1);
    assertThat(total("duplicates")).isEqualTo(1);
    assertThat(Json.tree(simulator.report()).path("verdict").stringValue()).isEqualTo("FAIL");
  }

  @Test
  void withoutTheKeyNothingUnderV1IsServed() throws Exception {
    var other = new Wire(simulator, "p2");
    assertThat(wire.get("/v1/uploads").statusCode()).isEqualTo(200);
    assertThat(other.get("/v1/uploads", "Authorization", "Bearer no").statusCode()).isEqualTo(401);
  }

  private static JsonNode json(HttpResponse<String> response) {
    return Json.read(response.body());
  }

  private int total(String figure) {
    return Json.tree(simulator.report()).path("totals").path(figure).intValue();
  }
}
