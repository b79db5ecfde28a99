package org.antiphon.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a drill says of the platforms' record.
class DrillReportTest {
  @Test
  void theRateIsCountedFromTheFirstAcceptanceToTheLast() {
    var report = report("PASS", 0, true);
    assertThat(figure(report, "first to last acceptance")).isEqualTo(1.5);
    assertThat(figure(report, "accepted", "notices/s")).isEqualTo(2);
    assertThat(figure(report, "requests for a notice")).isEqualTo(7);
    assertThat(figure(report, "faults injected")).isEqualTo(3);
  }

  @Test
  void itHoldsOnlyWithThePlatformsVerdictEveryCopyNoticedAndALedgerThatVerifies() {
    assertThat(report("PASS", 0, true).holds()).isTrue();
    assertThat(report("FAIL", 0, true).holds()).isFalse();
    assertThat(report("PASS", 1, true).holds()).isFalse();
    assertThat(report("PASS", 0, false).holds()).isFalse();
    assertThat(report("FAIL", 0, true).reasons()).contains("lost = 1");
    assertThat(report("PASS", 2, true).reasons())
        .contains("2 copies were still there and got no notice");
  }

  private static DrillReport report(String verdict, int missed, boolean verified) {
    var ours = new DrillReport.Ours(1, 5_000_000, new BatchSigner.Told(1, 3, 0.3, 0.6));
    return new DrillReport(
        4, read(record(verdict, missed)), read("{\"verified\": " + verified + "}"), ours, 9);
  }

  private static String record(String verdict, int missed) {
    return """
    {"verdict": "%s", "reasons": ["lost = 1"],
     "totals": {"accepted": 3, "requests": 21, "copiesNotNoticed": %d},
     "faults": {"F1": {"injected": 2}, "F5": {"injected": 1}},
     "uploads": [
       {"notices": [{"createdAt": "2026-01-01T00:00:04Z"}]},
       {"notices": []},
       {"notices": [{"createdAt": "2026-01-01T00:00:05.500Z"},
                    {"createdAt": "2026-01-01T00:00:04.500Z"}]}]}
    """
        .formatted(verdict, missed);
  }

  private static double figure(DrillReport report, String name) {
    return report.figures().stream()
        .filter(figure -> figure.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static double figure(DrillReport report, String name, String unit) {
    return report.figures().stream()
        .filter(figure -> figure.name().equals(name) && figure.unit().equals(unit))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static JsonNode read(String json) {
    return JsonMapper.shared().readTree(json);
  }
}
