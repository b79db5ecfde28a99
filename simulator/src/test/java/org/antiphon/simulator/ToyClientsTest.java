package org.antiphon.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import tools.jackson.databind.JsonNode;

/// A suite that everybody passes proves nothing, and one that nobody passes neither.
@Execution(ExecutionMode.CONCURRENT) // both only wait
class ToyClientsTest {
  static final int COPIES = 18;

  @Test
  void aCarefulClientSurvivesEveryFault(@TempDir Path folder) throws Exception {
    var report = played(folder, true);
    assertThat(report.path("reasons")).as(report.toPrettyString()).isEmpty();
    assertThat(report.path("verdict").stringValue()).isEqualTo("PASS");
    assertThat(report.path("totals").path("copiesNotNoticed").asInt()).isZero();
  }

  @Test
  void aNaiveClientFails(@TempDir Path folder) throws Exception {
    var report = played(folder, false);
    assertThat(report.path("verdict").stringValue()).isEqualTo("FAIL");
    for (String fault : new String[] {"F1", "F12", "F23"})
      assertThat(report.path("faults").path(fault).path("violations"))
          .as(fault + " in " + report.toPrettyString())
          .isNotEmpty();
    // an answer that never came, after the notice was filed: which of the two faults strikes first
    // depends on how fast both sides are
    assertThat(violations(report, "F5") + violations(report, "F6"))
        .as("F5 and F6 in " + report.toPrettyString())
        .isPositive();
    assertThat(report.path("totals").path("duplicates").asInt()).isPositive();
  }

  private static int violations(JsonNode report, String fault) {
    return report.path("faults").path(fault).path("violations").size();
  }

  private static JsonNode played(Path folder, boolean careful) throws Exception {
    var uploads = Plant.scenario(Plant.uploads(folder, COPIES, 12));
    try (var door = new EventDoor(careful);
        var simulator =
            Simulator.start(Plant.options(uploads, 7, "some", Optional.of(door.address())))) {
      door.knows(simulator.client());
      ToyClient.runAll(simulator.client(), careful);
      return settled(simulator);
    }
  }

  /// The last events are on their way when a client ends; a naive one's run ends with the removals.
  private static JsonNode settled(Simulator simulator) {
    long until = System.nanoTime() + 8_000_000_000L;
    var report = Json.tree(simulator.report());
    while (System.nanoTime() < until && !report.path("verdict").stringValue().equals("PASS")) {
      java.util.concurrent.locks.LockSupport.parkNanos(100_000_000L);
      report = Json.tree(simulator.report());
    }
    return report;
  }
}
