package org.antiphon.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> KNOWN = List.of("identify", "detect", "scan", "serve");

  @Test
  void aSlipOfTheFingerFindsItsName() {
    assertThat(Nearest.to("identfy", KNOWN)).contains("identify");
    assertThat(Nearest.to("SCNA", KNOWN)).contains("scan");
    assertThat(Nearest.to("scann", KNOWN)).contains("scan");
  }

  @Test
  void aDifferentWordFindsNone() {
    assertThat(Nearest.to("xylophone", KNOWN)).isEmpty();
  }

  @Test
  void distanceIsLevenshteins() {
    assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Nearest.distance("", "abc")).isEqualTo(3);
  }
}
