package org.antiphon.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeterminismTest {
  @TempDir Path folder;
  private Path uploads = Path.of("");

  @BeforeEach
  void plant() throws Exception {
    uploads = Plant.scenario(Plant.uploads(folder, 12, 6));
  }

  @Test
  void theSameSeedMeetsTheSameRequestsWithTheSameFaults() throws Exception {
    var once = faults(11);
    assertThat(once).isNotEmpty().isEqualTo(faults(11));
    assertThat(once).isNotEqualTo(faults(12));
  }

  @Test
  void keysAndSecretsFollowTheSeed() throws Exception {
    assertThat(Platform.key(new Dice(1), "p1")).isEqualTo(Platform.key(new Dice(1), "p1"));
    assertThat(Platform.key(new Dice(1), "p1")).isNotEqualTo(Platform.key(new Dice(2), "p1"));
    assertThat(Platform.secret(new Dice(1), "p1")).hasSizeBetween(24, 64);
  }

  private List<String> faults(long seed) throws Exception {
    try (var simulator = Simulator.start(Plant.options(uploads, seed, "some", Optional.empty()))) {
      for (String platform : List.of("p1", "p2", "p3")) {
        var wire = new Wire(simulator, platform);
        int number = Integer.parseInt(platform.substring(1)) - 1;
        for (int i = number; i < 12; i += 3) {
          var upload = "u" + i;
          try {
            wire.file(
                "key-" + upload + "-000",
                upload,
                Plant.document(platform, upload, "rec-" + i, 40.2));
          } catch (IOException _) {
            // a fault took the answer: the very thing that is drawn
          }
        }
      }
      return simulator.injected();
    }
  }
}
