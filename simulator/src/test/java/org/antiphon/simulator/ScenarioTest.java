package org.antiphon.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioTest {
  @Test
  void everyFaultyLineIsNamedAtOnce(@TempDir Path folder) throws Exception {
    Plant.uploads(folder, 1, 0);
    var good = Files.readString(folder.resolve("uploads.jsonl"));
    Files.writeString(
        folder.resolve("uploads.jsonl"),
        good + "{\"id\":\"x\",\"file\":\"../secret\"}\n" + "no json\n" + good);
    assertThatThrownBy(() -> PlannedUpload.readAll(folder))
        .isInstanceOf(BadScenario.class)
        .hasMessageContaining("uploads.jsonl:2: ")
        .hasMessageContaining("uploads.jsonl:3: ")
        .hasMessageContaining("uploads.jsonl:4: id u0 comes twice");
  }

  @Test
  void aFaultThatIsOnButNeverStruckFailsTheRun(@TempDir Path folder) throws Exception {
    var uploads = Plant.uploads(folder, 3, 0);
    try (var simulator = Simulator.start(Plant.options(uploads, 1, "some", Optional.empty()))) {
      assertThat(Json.tree(simulator.report()).path("reasons").toString())
          .contains("F5 was never injected");
    }
  }

  @Test
  void theReportIsWrittenOnceAndWholeWhenTheRunEnds(@TempDir Path folder) throws Exception {
    var uploads = Plant.uploads(folder, 3, 0);
    var file = folder.resolve("out/report.json");
    var options =
        Options.parse(
            "--scenario", uploads.toString(), "--report", file.toString(), "--faults", "none");
    try (var simulator = Simulator.start(options)) {
      assertThat(simulator.client()).isEqualTo(folder.resolve("out/client.json"));
    }
    assertThat(Json.read(Files.readAllBytes(file)).path("totals").path("copies").intValue())
        .isEqualTo(3);
  }

  @Test
  void anUnknownOptionIsNamed() {
    assertThatThrownBy(() -> Options.parse("--scenarios", "x"))
        .isInstanceOf(BadScenario.class)
        .hasMessageContaining("--scenarios");
  }
}
