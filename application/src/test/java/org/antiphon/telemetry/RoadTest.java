package org.antiphon.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.antiphon.config.TelemetrySettings;
import org.antiphon.enforcement.cases.Cases;
import org.antiphon.evidence.Stage;
import org.antiphon.ledger.Ledger;
import org.antiphon.telemetry.Collector.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One upload's road, as a collector sees it: real rooms, real sound, OTLP over loopback.
class RoadTest {
  @TempDir private Path folder;

  @Test
  void theRoadOfAnUploadArrivesAsLinkedTraces() throws IOException {
    try (var collector = new Collector()) {
      List<Ledger.Recorded> entries;
      try (var telemetry =
              Telemetry.of(new TelemetrySettings(Optional.of(collector.address()), 1), "test");
          var stage = new Stage(folder, telemetry)) {
        entries = stage.ledger.about(Cases.subject(stage.about));
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> stage.jobs.counts().due() + stage.jobs.counts().running() == 0);
      }
      var spans = collector.spans();
      var assess = one(spans, "examination.assess");
      assertThat(children(spans, assess))
          .contains("audio.decode", "fingerprint.search", "detection.run");
      assertThat(assess.facts()).containsEntry("antiphon.conclusion", "COPY");
      assertThat(assess.links()).containsExactly(one(spans, "intake.fetch").key());
      assertThat(one(spans, "case.open").links()).containsExactly(assess.key());
      assertThat(one(spans, "delivery.send").links())
          .containsExactly(one(spans, "attestation.sign").key());
      var keys = spans.stream().map(Span::key).collect(Collectors.toSet());
      assertThat(spans).allSatisfy(span -> assertThat(keys).containsAll(span.links()));
      assertThat(entries)
          .extracting(entry -> entry.json().path("trace").asString(""))
          .isNotEmpty()
          .allMatch(trace -> spans.stream().anyMatch(span -> span.trace().equals(trace)));
      assertThat(collector.everything())
          .doesNotContain("Jane", "jane@example.org", "muldjord", "chaos");
    }
  }

  private static Span one(List<Span> spans, String name) {
    return spans.stream()
        .filter(span -> span.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is missing: " + spans));
  }

  private static List<String> children(List<Span> spans, Span parent) {
    return spans.stream()
        .filter(span -> span.trace().equals(parent.trace()) && span.parent().equals(parent.id()))
        .map(Span::name)
        .toList();
  }
}
