package org.antiphon.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.antiphon.TestInstallation;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Examinations by their id, with the second opinion of a simulated detector that says 0.93 of
/// every sound.
class ExaminationsApiTest {
  private static TestInstallation.Client ada;

  @BeforeAll
  static void open() {
    ada = TestInstallation.get().login(TestInstallation.EMAIL);
  }

  @Test
  void anotherDetectorsAnswerStandsBesideTheExaminationAndOpensNothing() {
    var id = examination("up-6");
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !opinions(id).isEmpty());
    var opinion = opinions(id).path(0);
    assertThat(opinion.path("service").asString()).isEqualTo("Echo");
    assertThat(opinion.path("probability").asString()).isEqualTo("0.930");
    var whole = ada.get("/api/v1/examinations/" + id);
    var own = whole.path("document").path("detect").path("verdict").asString();
    assertThat(own).isNotEqualTo("MACHINE_MADE");
    assertThat(opinion.path("agreement").asString())
        .isEqualTo(own.equals("NO_SIGN") ? "DISAGREES" : "OURS_CANNOT_TELL");
    assertThat(whole.path("conclusion").asString()).isNotEqualTo("MACHINE_MADE");
    assertThat(whole.path("document").toString()).doesNotContain("Echo");
    assertThat(whole.path("secondOpinions").path(0)).isEqualTo(opinion);
    assertThat(ada.get("/api/v1/cases").path("items").valueStream())
        .noneMatch(each -> each.path("uploadId").asString().equals("up-6"));
  }

  @Test
  void anExaminationThatIsNotThereIsAProblemOf404() {
    var nobody = "/api/v1/examinations/00000000-0000-0001-0000-000000000002";
    for (String path : java.util.List.of(nobody, nobody + "/second-opinions"))
      assertThat(ada.send("GET", path, Map.of(), Map.of()).statusCode()).isEqualTo(404);
  }

  private static JsonNode opinions(String examination) {
    return ada.get("/api/v1/examinations/" + examination + "/second-opinions").path("items");
  }

  private static String examination(String upload) {
    for (JsonNode one : ada.get("/api/v1/uploads").path("items"))
      if (one.path("uploadId").asString().equals(upload))
        return ada.get("/api/v1/uploads/" + one.path("id").asString() + "/assessments")
            .path("items")
            .path(0)
            .path("id")
            .asString();
    throw new AssertionError("no upload " + upload);
  }
}
