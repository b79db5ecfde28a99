package org.antiphon.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.antiphon.detection.Detection.Verdict;
import org.antiphon.eval.DetectEvaluation.Judged;
import org.antiphon.problem.InvalidInput;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DetectReportTest {
  @Test
  void falseAccusationsAreBoundByClopperAndPearson() {
    assertThat(DetectReport.upper95(0, 300)).isCloseTo(1 - Math.pow(0.05, 1 / 300.0), within(1e-9));
    assertThat(DetectReport.upper95(2, 207)).isCloseTo(0.0301, within(1e-4));
  }

  @Test
  void ratesAreTakenAgainstHumansUnderTheSameCondition() {
    var files = new ArrayList<Judged>();
    files.add(file("human", "mp3-64k", 9));
    files.add(file("human", "none", 1));
    files.add(file("human", "none", 2));
    files.add(file("ai", "none", 1.5));
    files.add(file("ai", "none", 5));
    JsonNode kinds =
        JsonMapper.shared().readTree(new DetectReport(files).json()).path("kinds").path(0);
    assertThat(kinds.path("condition").asString()).isEqualTo("none");
    assertThat(kinds.path("tprAtFpr0.01").path("rate").asDouble()).isEqualTo(0.5);
    assertThat(kinds.path("tprAtFpr0.01").path("limit").asDouble()).isEqualTo(2);
    assertThat(kinds.path("auc").asDouble()).isEqualTo(0.75);
  }

  @Test
  void aConditionThatSaysNothingIsRefused() {
    assertThat(Condition.of("mp3-64k, speed-5")).hasSize(2);
    assertThat(Condition.of("")).isEqualTo(List.of(Condition.NONE));
    assertThatThrownBy(() -> Condition.of("louder")).isInstanceOf(InvalidInput.class);
  }

  private static Judged file(String kind, String condition, double strength) {
    return new Judged(
        kind + strength,
        kind,
        "source",
        condition,
        Verdict.CANNOT_TELL,
        strength,
        strength,
        50,
        20);
  }
}
