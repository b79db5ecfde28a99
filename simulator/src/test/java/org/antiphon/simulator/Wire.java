package org.antiphon.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// One platform's wire, in the words of a test: every request is sent once, as it is.
final class Wire {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final JsonNode platform;

  Wire(Simulator simulator, String platform) throws IOException {
    JsonNode found = Json.tree(Map.of());
    for (var entry : Json.read(Files.readAllBytes(simulator.client())).path("platforms"))
      if (Json.text(entry, "id").equals(platform)) found = entry;
    this.platform = found;
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(HttpRequest.newBuilder().GET(), path, headers);
  }

  HttpResponse<String> file(String key, String upload, String document) throws Exception {
    var body =
        Map.of(
            "externalReference", key,
            "uploadId", upload,
            "documentSha256", HexFormat.of().formatHex(Dice.sha256(document)),
            "document", document);
    return post("/v1/notices", Json.bytes(body), "Idempotency-Key", key);
  }

  HttpResponse<String> post(String path, byte[] body, String... headers) throws Exception {
    return send(
        HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofByteArray(body)), path, headers);
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String path, String... headers)
      throws Exception {
    request.uri(URI.create(Json.text(platform, "url") + path)).timeout(Duration.ofSeconds(5));
    request.header("Authorization", "Bearer " + Json.text(platform, "key"));
    if (headers.length > 0) request.headers(headers);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
