package org.antiphon.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.antiphon.provenance.EnginePool.Outcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The engine in this JVM against the same engine under Node, and our rules against a table written
/// by hand from the rules of the design.
class GatesTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Map<String, String> MIME =
      Map.of(
          "wav", "audio/wav",
          "mp3", "audio/mpeg",
          "flac", "audio/flac",
          "m4a", "audio/mp4",
          "mp4", "video/mp4",
          "jpg", "image/jpeg",
          "c2pa", "application/c2pa",
          "ogg", "audio/ogg",
          "aiff", "audio/aiff");
  private static final Map<String, Outcome> WHOLE = new HashMap<>();
  private static final Map<String, ProvenanceReport> EXAMINED = new HashMap<>();
  private static final EnginePool POOL =
      new EnginePool(EngineLibrary.find(), EngineLimits.STANDARD);

  @BeforeAll
  static void needsEngineAndFixtures() {
    assumeTrue(POOL.present(), "the engine is not built: npm is missing");
    C2paFixtures.folder();
  }

  @AfterAll
  static void close() {
    POOL.close();
  }

  @Test
  void theWholeFileGivesTheStateAndErrorOfTheTable() throws IOException {
    var wrong = new ArrayList<String>();
    for (var row : C2paFixtures.rows()) {
      var outcome = whole(row);
      String state = "-";
      String error = "";
      if (outcome instanceof Outcome.Answered(var answer)) {
        error = answer.error().orElse("");
        if (answer.json().isPresent()) state = report(answer).engineState();
      }
      if (!state.equals(row.state()) || !error.equals(row.error()))
        wrong.add(row.path() + ": " + state + " " + error);
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void ourRuleGivesTheEnginesState() throws IOException {
    var wrong = new ArrayList<String>();
    for (var row : C2paFixtures.rows()) {
      if (!(whole(row) instanceof Outcome.Answered(var answer)) || answer.json().isEmpty())
        continue;
      var report = report(answer);
      if (StateRule.of(report) != StateRule.named(report.engineState()))
        wrong.add(row.path() + ": " + StateRule.of(report));
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void theSplitPathGivesTheStateOfTheWholeFile() throws IOException {
    var wrong = new ArrayList<String>();
    int split = 0;
    for (var row : C2paFixtures.rows()) {
      if (row.state().equals("-") || row.container().equals("c2pa")) continue;
      var file = C2paFixtures.folder().resolve(row.path());
      try (var bytes = new FileBytes(file)) {
        var carrier = new CarrierSearch(bytes).find();
        if (!carrier.container().splits() || carrier.stores().size() != 1) continue;
      }
      split++;
      var found = examine(row);
      if (found.state() != StateRule.named(row.state()))
        wrong.add(row.path() + ": " + found.state() + " " + found.findings());
    }
    assertThat(wrong).isEmpty();
    assertThat(split).isEqualTo(32);
  }

  @Test
  void ourAnswerIsTheOneOfTheTableWrittenByHand() throws IOException {
    var found = new LinkedHashMap<String, String>();
    var wanted = new HashMap<String, String>();
    for (String line : HAND.strip().lines().toList()) {
      var cells = line.strip().split(" +", 2);
      wanted.put(cells[0], cells[1]);
    }
    for (var row : C2paFixtures.rows()) {
      if (row.container().equals("jpg")) continue;
      var report = examine(row);
      found.put(row.path(), words(report));
    }
    var wrong = new ArrayList<String>();
    found.forEach((path, said) -> {
      if (!said.equals(wanted.get(path))) wrong.add(path + " " + said);
    });
    assertThat(wrong).isEmpty();
    assertThat(found.keySet()).isEqualTo(wanted.keySet());
  }

  private static String words(ProvenanceReport report) {
    return "%s %s %s%s"
        .formatted(
            report.state(),
            report.source(),
            report.coverage(),
            Detectors.mayBeSkipped(report) ? " skip" : "");
  }

  private static final String HAND =
      """
      own/ai.mp3 TRUSTED AI FULL
      own/ai.wav TRUSTED AI FULL
      own/appended-bytes.wav INVALID UNKNOWN UNKNOWN
      own/bomb-boxdepth.wav INVALID UNKNOWN UNKNOWN
      own/bomb-boxlen.wav INVALID UNKNOWN UNKNOWN
      own/bomb-sidecar-len.c2pa INVALID UNKNOWN UNKNOWN
      own/cbor-nested.wav INVALID UNKNOWN UNKNOWN
      own/chunk-added.wav INVALID UNKNOWN UNKNOWN
      own/claim-v1-ai.wav TRUSTED AI FULL
      own/composite.flac TRUSTED POSSIBLY_AI FULL
      own/ed25519.wav TRUSTED HUMAN FULL skip
      own/edited-human.wav TRUSTED HUMAN FULL skip
      own/expired-stamped.wav TRUSTED HUMAN FULL skip
      own/expired-unstamped.wav INVALID UNKNOWN UNKNOWN
      own/human-gathered.wav TRUSTED UNKNOWN FULL
      own/human.flac TRUSTED HUMAN FULL skip
      own/human.m4a TRUSTED HUMAN FULL skip
      own/human.mp3 TRUSTED HUMAN FULL skip
      own/human.wav TRUSTED HUMAN FULL skip
      own/input-ai-prompted.mp3 TRUSTED AI FULL
      own/mix-with-ai-ingredient.wav TRUSTED POSSIBLY_AI FULL
      own/no-manifest.aiff NONE UNKNOWN NONE
      own/no-manifest.ogg NONE UNKNOWN NONE
      own/no-manifest.wav NONE UNKNOWN NONE
      own/nosource.mp3 TRUSTED UNKNOWN FULL
      own/parent-was-tampered.wav TRUSTED UNKNOWN FULL
      own/partial-audio-swapped.wav TRUSTED HUMAN PARTIAL
      own/partial-coverage.wav TRUSTED HUMAN PARTIAL
      own/ps256.mp3 TRUSTED HUMAN FULL skip
      own/redacted.wav TRUSTED UNKNOWN FULL
      own/remote-only.mp3 UNVERIFIED UNKNOWN UNKNOWN
      own/remote-only.wav UNVERIFIED UNKNOWN UNKNOWN
      own/sidecar.c2pa INVALID UNKNOWN UNKNOWN
      own/sidecar.flac TRUSTED HUMAN FULL skip
      own/stamped.m4a TRUSTED HUMAN FULL skip
      own/stamped.wav TRUSTED HUMAN FULL skip
      own/tamper-assertion.wav INVALID UNKNOWN UNKNOWN
      own/tamper-audio.flac INVALID UNKNOWN UNKNOWN
      own/tamper-audio.m4a INVALID UNKNOWN UNKNOWN
      own/tamper-audio.mp3 INVALID UNKNOWN UNKNOWN
      own/tamper-audio.wav INVALID UNKNOWN UNKNOWN
      own/tamper-claim.wav INVALID UNKNOWN UNKNOWN
      own/tamper-signature.wav INVALID UNKNOWN UNKNOWN
      own/transplanted.wav INVALID UNKNOWN UNKNOWN
      own/truncated-audio.mp3 INVALID UNKNOWN UNKNOWN
      own/truncated-manifest.wav UNVERIFIED UNKNOWN UNKNOWN
      own/two-manifests.wav INVALID UNKNOWN UNKNOWN
      own/wide-exclusion.wav INVALID UNKNOWN UNKNOWN
      c2pa-rs/cloud_manifest.c2pa INVALID UNKNOWN UNKNOWN
      c2pa-rs/id3v23_compression_underflow.mp3 NONE UNKNOWN NONE
      c2pa-rs/nested_moov_1000.mp4 UNVERIFIED UNKNOWN UNKNOWN
      c2pa-rs/riff_bomb_1000.wav NONE UNKNOWN NONE
      """;

  /// Each file passes through the engine once for both tests.
  private static Outcome whole(C2paFixtures.Row row) throws IOException {
    var known = WHOLE.get(row.path());
    if (known != null) return known;
    var outcome = run(row);
    WHOLE.put(row.path(), outcome);
    return outcome;
  }

  private static Outcome run(C2paFixtures.Row row) throws IOException {
    byte[] bytes = Files.readAllBytes(C2paFixtures.folder().resolve(row.path()));
    var trust = C2paFixtures.trust(row.anchors());
    return POOL.validateWhole(MIME.getOrDefault(row.container(), ""), bytes, trust.all(), CLOCK);
  }

  private static EngineReport report(WasmInstance.Answer answer) {
    return EngineReport.read(answer.json().orElseThrow(), answer.crJson().orElseThrow())
        .orElseThrow();
  }

  private static ProvenanceReport examine(C2paFixtures.Row row) throws IOException {
    var known = EXAMINED.get(row.path());
    if (known != null) return known;
    var trust = C2paFixtures.trust(row.anchors());
    Path file = C2paFixtures.folder().resolve(row.path());
    var report = Provenance.with(POOL, () -> trust, CLOCK).examine(file);
    EXAMINED.put(row.path(), report);
    return report;
  }
}
