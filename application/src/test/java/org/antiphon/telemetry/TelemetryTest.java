package org.antiphon.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.antiphon.config.TelemetrySettings;
import org.antiphon.telemetry.Telemetry.Trace;
import org.junit.jupiter.api.Test;

class TelemetryTest {
  @Test
  void withoutACollectorAUnitStillHasIds() {
    try (var telemetry = Telemetry.off()) {
      var trace = telemetry.unit("case.open", Optional.empty(), Telemetry::trace).orElseThrow();
      assertThat(trace.trace()).matches("[0-9a-f]{32}");
      assertThat(Telemetry.trace()).isEmpty();
    }
  }

  @Test
  void aStepOutsideAUnitIsJustDone() {
    assertThat(Telemetry.<Optional<Trace>, RuntimeException>step("audio.decode", Telemetry::trace))
        .isEmpty();
  }

  @Test
  void whatFailsIsThrownOnAndItsMessageIsKept() throws IOException {
    try (var collector = new Collector()) {
      try (var telemetry = to(collector.address(), 1)) {
        assertThatThrownBy(() ->
                telemetry.unit(
                    "delivery.send",
                    Optional.empty(),
                    () -> {
                      throw new IOException("secret of a person");
                    }))
            .hasMessage("secret of a person");
      }
      assertThat(collector.spans()).hasSize(1);
      assertThat(collector.everything()).contains("IOException").doesNotContain("secret");
    }
  }

  @Test
  void ofWhatFoundNothingOnlyAShareGoesOutAndOfFindingsAll() throws IOException {
    try (var collector = new Collector()) {
      try (var telemetry = to(collector.address(), 0)) {
        assess(telemetry, "CLEAR");
        assess(telemetry, "COPY");
        telemetry.unit("delivery.send", Optional.empty(), Telemetry::trace);
      }
      assertThat(collector.spans())
          .extracting(Collector.Span::name)
          .containsExactlyInAnyOrder("examination.assess", "audio.decode", "delivery.send");
    }
  }

  private static void assess(Telemetry telemetry, String conclusion) {
    telemetry.unit(
        "examination.assess",
        Optional.empty(),
        () -> {
          Telemetry.step("audio.decode", () -> 1);
          Telemetry.note(Fact.CONCLUSION, conclusion);
          return 1;
        });
  }

  @Test
  void aCollectorThatIsDownDelaysNothing() {
    long begun = System.nanoTime();
    try (var telemetry = to(URI.create("http://127.0.0.1:9"), 1)) {
      for (int i = 0; i < 20_000; i++)
        telemetry.unit("delivery.send", Optional.empty(), Telemetry::trace);
      assertThat(System.nanoTime() - begun).isLessThan(10_000_000_000L);
    }
  }

  private static Telemetry to(URI collector, double share) {
    return Telemetry.of(new TelemetrySettings(Optional.of(collector), share), "test");
  }
}
