package org.antiphon.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class OtherDetectorTest {
  private static final byte[] SOUND = new byte[3 << 20];

  @TempDir private Path folder;

  @Test
  void theSameSoundHasTheSameNumberAndAnotherAnother() throws Exception {
    try (var simulator = started("{}")) {
      var first = Json.read(post(simulator, SOUND, "key").body());
      var again = Json.read(post(simulator, SOUND, "key").body());
      var other = Json.read(post(simulator, new byte[] {1}, "key").body());
      assertThat(first.path("confidence").asDouble()).isBetween(0.0, 1.0);
      assertThat(again).isEqualTo(first);
      assertThat(other.path("confidence")).isNotEqualTo(first.path("confidence"));
    }
  }

  @Test
  void whoeverHasNoKeyIsRefusedAndCounted() throws Exception {
    try (var simulator = started("{}")) {
      assertThat(post(simulator, SOUND, "").statusCode()).isEqualTo(401);
      assertThat(report(simulator).path("unauthorised").asInt()).isEqualTo(1);
      assertThat(report(simulator).path("requests").asInt()).isZero();
    }
  }

  @Test
  void theFaultsComeInTheirOrderAndWhoDoesNotWaitIsCounted() throws Exception {
    try (var simulator =
        started("{\"first\":[\"BROKEN\",\"NONSENSE\",\"STALL\",\"LIMIT\"],\"stall\":\"PT0.1S\"}")) {
      assertThat(post(simulator, SOUND, "key").statusCode()).isEqualTo(503);
      assertThat(post(simulator, SOUND, "key").body()).contains("very");
      assertThatThrownBy(() -> post(simulator, SOUND, "key")).isInstanceOf(IOException.class);
      var limited = post(simulator, SOUND, "key");
      assertThat(limited.statusCode()).isEqualTo(429);
      assertThat(limited.headers().firstValue("retry-after")).contains("2");
      assertThat(post(simulator, SOUND, "key").statusCode()).isEqualTo(429);
      assertThat(report(simulator).path("early").asInt()).isEqualTo(1);
      assertThat(report(simulator).path("faults").size()).isEqualTo(4);
    }
  }

  @Test
  void anUnknownFaultIsNamed() {
    assertThatThrownBy(() -> started("{\"first\":[\"FIRE\"]}"))
        .isInstanceOf(BadScenario.class)
        .hasMessageContaining("FIRE");
  }

  private Simulator started(String detector) throws Exception {
    Plant.uploads(folder, 1, 0);
    var file =
        Files.writeString(
            folder.resolve("scenario.json"),
            "{\"uploads\":\".\",\"platforms\":[{\"id\":\"p1\"}],\"detector\":" + detector + "}");
    return Simulator.start(
        Options.parse("--scenario", file.toString(), "--faults", "none", "--seed", "3"));
  }

  private static JsonNode report(Simulator simulator) {
    return Json.tree(simulator.report()).path("detector");
  }

  private static HttpResponse<String> post(Simulator simulator, byte[] sound, String key)
      throws Exception {
    var entry = Json.read(Files.readAllBytes(simulator.client())).path("detector");
    var request =
        HttpRequest.newBuilder(URI.create(Json.text(entry, "url")))
            .header("Content-Type", "application/octet-stream")
            .POST(HttpRequest.BodyPublishers.ofByteArray(sound));
    if (!key.isEmpty()) request.header("Authorization", "Bearer " + Json.text(entry, key));
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
