package org.antiphon.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Objects;
import org.antiphon.detection.Signals.Signal;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/// Golden values of the design's detection brief, section 3.
class FirstLookTest {
  private static final Percentage ONE = Percentage.withPercentage(1);
  private static final Percentage HALF = Percentage.withPercentage(0.5);
  private static final Detector DETECTOR = new Detector(CombParameters.current());

  @Test
  void theGeneratorGivesItsPublishedNumbers() {
    var random = new SplitMix64(1);
    assertThat(random.next()).isEqualTo(0x910a2dec89025cc1L);
    assertThat(random.next()).isEqualTo(0xbeeb8da1658eec67L);
    assertThat(random.next()).isEqualTo(0xf893a2eefb32555eL);
  }

  @Test
  void theGammaTailAgrees() {
    assertThat(GammaTail.lnQ(10, 25)).isCloseTo(-8.415193444701623, within(1e-9));
    assertThat(GammaTail.lnQ(10, 9)).isZero();
  }

  @Test
  void thereAreSoManyCandidates() {
    var candidates = new Candidates(CombParameters.current().strides());
    assertThat(candidates.size()).isEqualTo(5_200);
    int smooth = 0;
    for (int i = 0; i < candidates.size(); i++)
      if (candidates.readings(i).stream().anyMatch(each -> each.largestPrime() <= 7)) smooth++;
    assertThat(smooth).isEqualTo(393);
  }

  @Test
  void noiseHoldsNoComb() {
    assertThat(look(Signals.nothing()).score()).isZero();
  }

  @Test
  void scoresOfNoiseAreExponential() {
    float[] score = scores(look(Signals.nothing())).score();
    double sum = 0;
    for (float each : score) sum += each;
    assertThat(sum / score.length).isCloseTo(1, within(0.01));
  }

  @Test
  void aDecoderThatEntersAfterTheFirstChapterIsSeen() {
    var now = CombParameters.current();
    var was = now.spectrum();
    // Chapters of 22 s in place of 25 minutes.
    var shape =
        new CombParameters.SpectrumShape(
            was.lowestHz(), was.highestHz(), was.blockHz(), 1 << 18, 2, was.silence());
    var scan = new ToothScan(now.selection(), new Candidates(now.strides()));
    var stream =
        new DetectorStream(
            new CombParameters(
                now.version(), now.strides(), shape, now.selection(), now.limits(), now.second()),
            scan,
            new Transforms());
    var samples = Signals.noise(13, 70 * 24_000, 0.1);
    for (int i = 48 * 24_000; i < samples.length; i += 320) samples[i] += 0.12;
    Signals.signal(samples, 24_000).play(stream);
    var look = stream.finish();
    assertThat(look.chapter()).isEqualTo(2);
    assertThat(look.trace())
        .hasValueSatisfying(trace -> {
          assertThat(trace.hertz()).isEqualTo(75);
          assertThat(trace.strength()).isGreaterThan(10);
        });
  }

  @Test
  void aTempoOnTheGridOfSamplesIsNoComb() {
    assertThat(look(Signals.gridTempo()).score()).isZero();
  }

  @Test
  void aPulseEvery320SamplesIsFound() {
    var look = look(Signals.comb320(0.12));
    var comb = look.best().orElseThrow();
    assertThat(comb.hertz()).isEqualTo(75);
    assertThat(comb.teeth()).isEqualTo(153);
    assertThat(comb.mean()).isCloseTo(5.568, within(0.005));
    assertThat(comb.z()).isCloseTo(191.566, HALF);
    assertThat(comb.controls().above()).isCloseTo(58.221, ONE);
    assertThat(comb.controls().gap()).isCloseTo(55.169, ONE);
    assertThat(comb.controls().distance()).isCloseTo(4.343, within(0.005));
    assertThat(comb.score()).isCloseTo(21.716, ONE);
    assertThat(comb.controls().count()).isEqualTo(1_010);
    assertThat(scores(look).top()).isEqualTo(11_960);
  }

  @Test
  void stridesWithinStridesAreReadLayerByLayer() {
    var look = look(Signals.nested());
    var comb = look.best().orElseThrow();
    assertThat(comb.hertz()).isEqualTo(86.1328125);
    assertThat(comb.teeth()).isEqualTo(180);
    assertThat(comb.mean()).isCloseTo(4.467, within(0.005));
    assertThat(comb.z()).isCloseTo(156.077, HALF);
    assertThat(comb.controls().above()).isCloseTo(45.935, ONE);
    assertThat(comb.score()).isCloseTo(15.771, ONE);
    assertThat(comb.controls().count()).isEqualTo(1_364);
    var layers = StrideProfile.of(scores(look), new Reading(44_100, 512)).layers();
    assertThat(layers)
        .extracting(StrideProfile.Layer::divisor)
        .containsExactly(4, 8, 16, 32, 64, 128, 256, 512);
    assertThat(layers)
        .extracting(StrideProfile.Layer::teeth)
        .containsExactly(1, 1, 3, 6, 12, 22, 45, 90);
    assertThat(layers.get(4).mean()).isCloseTo(6.859, within(0.005));
    assertThat(layers.get(7).mean()).isCloseTo(4.093, within(0.005));
  }

  @Test
  void aCombOfAnotherRateIsFoundAfterResampling() {
    var comb = look(Signals.resampled()).best().orElseThrow();
    assertThat(comb.hertz()).isEqualTo(50);
    assertThat(comb.teeth()).isEqualTo(311);
    assertThat(comb.mean()).isCloseTo(3.858, within(0.005));
    assertThat(comb.z()).isCloseTo(205.775, HALF);
    assertThat(comb.score()).isCloseTo(13.642, ONE);
    assertThat(comb.readings())
        .contains(new Reading(16_000, 320), new Reading(32_000, 640), new Reading(48_000, 960));
  }

  @Test
  void theScoreFallsWithTheCombAsMeasured() {
    double[] expected = {21.72, 16.73, 11.54, 7.58, 4.89, 2.93, 1.70, 0};
    for (int i = 0; i < expected.length; i++) {
      double level = 0.12 * Math.pow(10, -2.0 * i / 20);
      assertThat(look(Signals.comb320(level)).score())
          .isCloseTo(expected[i], within(0.01 * expected[i] + 0.006));
    }
  }

  @Test
  void gainOffsetPolarityAndSixteenBitsChangeNothing() {
    var signal = Signals.comb320(0.12);
    var changed = new float[signal.samples().length];
    for (int i = 0; i < changed.length; i++)
      changed[i] = Math.round(-0.3f * signal.samples()[i] * 32_767) / 32_767f + 0.05f;
    assertThat(look(new Signal(changed, 24_000)).score()).isCloseTo(21.716, ONE);
  }

  @Test
  void aCutInFrontAndBehindKeepsTheComb() {
    var signal = Signals.comb320(0.12);
    var cut = Arrays.copyOfRange(signal.samples(), 101, signal.samples().length - 57);
    assertThat(look(new Signal(cut, 24_000)).score()).isCloseTo(21.713, ONE);
  }

  @Test
  void silenceAtBothEndsIsLeftOut() {
    var signal = Signals.comb320(0.12);
    var padded = new float[signal.samples().length + 96_000];
    System.arraycopy(signal.samples(), 0, padded, 48_000, signal.samples().length);
    var look = look(new Signal(padded, 24_000));
    assertThat(look.score()).isCloseTo(21.716, ONE);
    assertThat(look.heard().before()).isEqualTo(48_000);
  }

  private static Scores scores(FirstLook look) {
    return Objects.requireNonNull(look.scores());
  }

  private static FirstLook look(Signal signal) {
    var stream = DETECTOR.open();
    signal.play(stream);
    return stream.finish();
  }
}
