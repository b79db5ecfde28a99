package org.antiphon.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Golden values: computed by another program, design brief "fingerprint" §9.
class FrontEndTest {
  private static final int RATE = 16_000;
  private final Fingerprinter fingerprinter = new Fingerprinter();

  @ParameterizedTest
  @CsvSource({
    "0, 150.000, 4.4580, 256, 560, 109",
    "36, 300.000, 5.9161, 256, 1157, 145",
    "72, 600.000, 8.8322, 256, 2350, 217",
    "100, 1028.693, 12.9992, 512, 4055, 319",
    "144, 2400.000, 26.3288, 1024, 9507, 647",
    "179, 4708.464, 48.7678, 1024, 18775, 1023"
  })
  void aFilterHasTheShapeThatTheOtherProgramComputed(
      int bin, double hertz, double sigma, int grid, int first, int taps) {
    var filter = BinFilter.of(LandmarkParameters.current(), bin);
    assertThat(filter.hertz()).isCloseTo(hertz, within(5e-4));
    assertThat(filter.sigma()).isCloseTo(sigma, within(5e-5));
    assertThat(filter.grid()).isEqualTo(grid);
    assertThat(filter.first()).isEqualTo(first);
    assertThat(filter.weights()).hasSize(taps);
  }

  @Test
  void aBurstIsOnePeakAtItsPlace() {
    var peaks = fingerprinter.peaks(bursts());
    int[][] places = {{62, 224}, {75, 308}, {94, 260}, {112, 368}, {137, 176}, {162, 512}};
    assertThat(peaks.t()).hasSize(places.length);
    for (int i = 0; i < places.length; i++) {
      assertThat(peaks.t()[i]).isBetween(places[i][0], places[i][0] + 1);
      assertThat(peaks.f()[i]).isEqualTo(places[i][1]);
    }
    assertThat(peaks.t()[1]).isEqualTo(75);
    assertThat(peaks.t()[2]).isEqualTo(94);
  }

  @Test
  void threePeaksHaveTheHashThatTheOtherProgramComputed() {
    var key = new LandmarkKey(LandmarkParameters.current().landmarks());
    var peaks =
        new Peaks(
            250,
            new int[] {62, 75, 94, 112},
            new int[] {224, 308, 260, 368},
            new int[4],
            new int[4]);
    assertThat(key.hash(peaks, 0, 1, 2)).isEqualTo(350_501);
    assertThat(key.hash(peaks, 1, 2, 3)).isEqualTo(215_527);
  }

  /// Computed by hand from the key's definition. Whoever changes these numbers makes another
  /// algorithm: give it another name, so that the old index is not read as if it were the new one.
  @Test
  void theKeyOfVersionOneStaysAsItIs() {
    var key = new LandmarkKey(LandmarkParameters.current().landmarks());
    assertThat(LandmarkParameters.current().name()).isEqualTo("lm1");
    assertThat(LandmarkKey.term(350_501, key.classOfFrequency(224))).isEqualTo(89_728_265);
    assertThat(LandmarkKey.term(215_527, key.classOfFrequency(308))).isEqualTo(55_174_924);
    assertThat(key.position(62, 224, 32)).isEqualTo(127_508);
    assertThat(key.position(1024 + 75, 308, 64)).isEqualTo(154_932);
    assertThat(LandmarkKey.frame(154_932)).isEqualTo(75);
    assertThat(key.quarterBin(55_174_924, 154_932)).isEqualTo(308);
    assertThat(key.span(154_932)).isEqualTo(64);
  }

  @Test
  void howASoundIsCutIntoChunksChangesNothing() {
    float[] sound = noise(10.3, 0.1, 5);
    var whole = fingerprinter.peaks(sound);
    var random = new Random(7);
    var stream = fingerprinter.stream();
    for (int at = 0; at < sound.length; ) {
      int count = Math.min(sound.length - at, random.nextInt(70_000));
      stream.push(sound, at, count);
      at += count;
    }
    assertThat(stream.finish().sha256()).isEqualTo(whole.sha256());
  }

  @Test
  void silenceHasNoPeaks() {
    assertThat(fingerprinter.peaks(new float[20 * RATE]).size()).isZero();
  }

  @Test
  void aSoundShorterThanAFrameHasNoPeaks() {
    assertThat(fingerprinter.peaks(new float[255]).frames()).isZero();
    assertThat(fingerprinter.peaks(new float[0]).size()).isZero();
  }

  @Test
  void aSteadyToneHasHardlyAnyPeaks() {
    assertThat(fingerprinter.peaks(tone(10, 440, 0.25)).size()).isLessThanOrEqualTo(20);
  }

  @Test
  void whiteNoiseHasAsManyPeaksAsTheRankLetsThrough() {
    var peaks = fingerprinter.peaks(noise(60, 0.1, 1));
    assertThat(peaks.perSecond()).isBetween(38.0, 40.5);
    assertThat(Arrays.stream(peaks.rank()).max().orElseThrow()).isLessThan(40);
  }

  @Test
  void aClickIsNoColumnOfMoreThanSixPeaks() {
    float[] sound = noise(4, 1e-4, 2);
    for (int i = 0; i < 20; i++) sound[2 * RATE + i] = 0.9f;
    var peaks = fingerprinter.peaks(sound);
    for (int frame = 0; frame < peaks.frames(); frame++) {
      int here = peaks.firstAt(frame + 1.0) - peaks.firstAt(frame);
      assertThat(here).isLessThanOrEqualTo(6);
    }
  }

  @Test
  void aShiftByLessThanAFrameLeavesMostStrongPeaksInPlace() {
    float[] sound = new SynthesisedMusic(3).samples(20);
    var original = fingerprinter.peaks(sound);
    for (int shift : new int[] {1, 64, 128, 200, 255}) {
      var shifted = fingerprinter.peaks(Arrays.copyOfRange(sound, shift, sound.length));
      assertThat(shareOfStrongThatStay(original, shifted)).isGreaterThanOrEqualTo(0.85);
    }
  }

  private static double shareOfStrongThatStay(Peaks one, Peaks other) {
    int strong = 0;
    int stay = 0;
    for (int i = 0; i < one.size(); i++) {
      if (one.rank()[i] >= 25) continue;
      strong++;
      boolean found = false;
      for (int j = other.firstAt(one.t()[i] - 1); j < other.size(); j++) {
        if (other.t()[j] > one.t()[i] + 1) break;
        found |= Math.abs(other.f()[j] - one.f()[i]) <= 1;
      }
      if (found) stay++;
    }
    return (double) stay / strong;
  }

  private static float[] bursts() {
    double[][] bursts = {
      {1.0, 440}, {1.2, 660}, {1.504, 523.2511}, {1.8, 880}, {2.2, 349.2282}, {2.6, 1760}
    };
    var sound = new float[4 * RATE];
    for (double[] burst : bursts)
      for (int i = 0; i < sound.length; i++) {
        double t = (double) i / RATE;
        double away = (t - burst[0]) / 0.03;
        sound[i] +=
            (float) (0.25 * Math.exp(-0.5 * away * away) * Math.sin(2 * Math.PI * burst[1] * t));
      }
    return sound;
  }

  private static float[] tone(double seconds, double hertz, double level) {
    var sound = new float[(int) (seconds * RATE)];
    for (int i = 0; i < sound.length; i++)
      sound[i] = (float) (level * Math.sin(2 * Math.PI * hertz * i / RATE));
    return sound;
  }

  private static float[] noise(double seconds, double rms, long seed) {
    var random = new Random(seed);
    var sound = new float[(int) (seconds * RATE)];
    for (int i = 0; i < sound.length; i++) sound[i] = (float) (rms * random.nextGaussian());
    return sound;
  }
}
