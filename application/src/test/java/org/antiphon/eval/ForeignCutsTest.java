package org.antiphon.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForeignCutsTest {
  @Test
  void promisesThatAreKeptNeedNoDivisor() {
    assertThat(ForeignCuts.phi(cuts(10, 0.2, -3.3))).isEqualTo(1);
    assertThat(ForeignCuts.phi(cuts(10, 0, 0))).isEqualTo(1);
  }

  @Test
  void aPromiseThatIsBrokenIsMendedByDividingTails() {
    // 10^4 alignments: 10^(4 - 8) = 1e-4 expected, one of ten counted; 10^(4 - 8/1.6) = 0.1
    assertThat(ForeignCuts.phi(cuts(10, 1e-4, -8))).isCloseTo(1.6, within(1e-9));
  }

  @Test
  void piecesHaveTheSameNotesOnBothInstrumentsAndOtherSounds() {
    var sounds = new MadeSounds(1);
    var piano = sounds.piece(0, MadeSounds.Timbre.PIANO);
    assertThat(sounds.piece(0, MadeSounds.Timbre.PIANO).sha256()).isEqualTo(piano.sha256());
    assertThat(sounds.piece(0, MadeSounds.Timbre.ORGAN).sha256()).isNotEqualTo(piano.sha256());
    assertThat(piano.perSecond()).isGreaterThan(5);
  }

  /// So many excerpts, the first of which was taken for something.
  private static List<IdentifyReport.Foreign> cuts(int count, double expected, double tail) {
    var cuts = new ArrayList<IdentifyReport.Foreign>();
    if (expected > 0)
      cuts.add(new IdentifyReport.Foreign("kind", "a", "named", false, expected, tail));
    while (cuts.size() < count)
      cuts.add(new IdentifyReport.Foreign("kind", "b", "", false, Double.MAX_VALUE, 0));
    return cuts;
  }
}
