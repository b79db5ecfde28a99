package org.antiphon.demo;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Signs by lists, as a person would for a great many: draws up what is alike, listens to the
/// sample and the outliers, signs the rest with them. How long that takes is kept.
final class BatchSigner {
  private final DemoClient client;
  private final InstantSource clock;
  private Duration drawing = Duration.ZERO;
  private Duration signing = Duration.ZERO;
  private int batches;
  private int notices;

  BatchSigner(DemoClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  /// What was signed so far, and how long the server took to draw the lists up and to sign them.
  record Told(int batches, int notices, double drawingSeconds, double signingSeconds) {}

  Told told() {
    return new Told(batches, notices, drawing.toMillis() / 1000.0, signing.toMillis() / 1000.0);
  }

  /// Signs one list of each group in which so many cases wait.
  ///
  /// @return how many notices were signed
  int sign(int least) {
    int before = notices;
    for (var group : client.get("/api/v1/batches").path("waiting"))
      if (group.path("cases").asInt() >= least) sign(group.path("alike"));
    return notices - before;
  }

  private void sign(JsonNode alike) {
    var began = clock.instant();
    var list = client.post("/api/v1/batches", fields(alike));
    drawing = drawing.plus(Duration.between(began, clock.instant()));
    for (var row : list.path("items"))
      if (row.path("mustBeOpened").asBoolean())
        client.post(
            "/api/v1/cases/" + row.path("case").asString() + "/heard",
            Map.of("uploadSeconds", 6, "recordingSeconds", 6));
    began = clock.instant();
    client.post("/api/v1/batches/" + list.path("id").asString() + "/attestation", signature(list));
    signing = signing.plus(Duration.between(began, clock.instant()));
    batches++;
    notices += list.path("items").size();
  }

  private static Map<String, Object> signature(JsonNode list) {
    var body = new LinkedHashMap<String, Object>();
    body.put("root", list.path("root").asString());
    body.put("typedName", Signer.NAME);
    body.put("affirmed", ids(list.path("toAffirm")));
    body.put("fairUse", Signer.CONSIDERED);
    return body;
  }

  private static List<String> ids(JsonNode sentences) {
    var ids = new ArrayList<String>();
    for (var sentence : sentences) ids.add(sentence.path("id").asString());
    return ids;
  }

  private static Map<String, String> fields(JsonNode alike) {
    var fields = new LinkedHashMap<String, String>();
    for (var field : List.of("basis", "regime", "platform", "owner"))
      fields.put(field, alike.path(field).asString());
    return fields;
  }
}
