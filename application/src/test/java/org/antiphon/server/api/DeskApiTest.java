package org.antiphon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.antiphon.TestInstallation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What people do at their desks, over HTTP, with real cases behind it.
class DeskApiTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Map<String, Object> CONSIDERED =
      Map.of(
          "signs", "none found",
          "factors", Map.of("purpose", "p", "nature", "n", "amount", "a", "market", "m"),
          "conclusion", "NOT_FAIR_USE");
  private static TestInstallation.Client ada;
  private static TestInstallation.Client ben;

  @BeforeAll
  static void login() {
    var it = TestInstallation.get();
    ada = it.login(TestInstallation.EMAIL);
    ben = it.login(TestInstallation.OTHER_EMAIL);
  }

  @Test
  void aBatchIsRefusedUnheardAndSignedOnceItsSampleWasHeard() {
    ada.post(
        "/api/v1/cases/" + caseOf("up-3") + "/heard",
        Map.of("uploadSeconds", 0, "recordingSeconds", 0));
    var group = group(ada.get("/api/v1/batches").path("waiting"), "Wolfire Games");
    var batch = ada.post("/api/v1/batches", group);
    var sign = "/api/v1/batches/" + batch.path("id").asString() + "/attestation";
    assertThat(ada.send("POST", sign, signing(batch), Map.of()).body()).contains("UNHEARD");
    for (JsonNode row : batch.path("items"))
      ada.post(
          "/api/v1/cases/" + row.path("case").asString() + "/heard",
          Map.of("uploadSeconds", 6, "recordingSeconds", 6));
    var wrong = new java.util.TreeMap<>(signing(batch));
    wrong.put("root", "0".repeat(64));
    assertThat(ada.send("POST", sign, wrong, Map.of()).body()).contains("DOCUMENT_CHANGED");
    assertThat(ada.post(sign, signing(batch)).path("statementSha256").asString()).hasSize(64);
    assertThat(
            ben.send("GET", "/api/v1/batches/" + batch.path("id").asString(), Map.of(), Map.of())
                .statusCode())
        .as("somebody who does not sign")
        .isEqualTo(403);
  }

  private static Map<String, Object> signing(JsonNode batch) {
    var affirmed = new ArrayList<String>();
    for (JsonNode statement : batch.path("toAffirm")) affirmed.add(statement.path("id").asString());
    return Map.of(
        "root",
        batch.path("root").asString(),
        "typedName",
        TestInstallation.NAME,
        "affirmed",
        List.copyOf(affirmed),
        "fairUse",
        CONSIDERED);
  }

  private static Map<String, Object> group(JsonNode groups, String owner) {
    for (JsonNode group : groups)
      if (group.path("alike").path("owner").asString().equals(owner) || groups.size() == 1)
        return JSON.convertValue(
            group.path("alike"), new tools.jackson.core.type.TypeReference<>() {});
    throw new AssertionError(groups);
  }

  private static String caseOf(String upload) {
    for (JsonNode one : ada.get("/api/v1/cases").path("items"))
      if (one.path("uploadId").asString().equals(upload)) return one.path("id").asString();
    throw new AssertionError("no case about " + upload);
  }
}
