package org.antiphon.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.OptionalDouble;
import org.antiphon.detection.Detection.Verdict;
import org.antiphon.detection.Signals.Signal;
import org.junit.jupiter.api.Test;

class DetectorTest {
  private static final int RATE = 24_000;
  private static final Detector DETECTOR = new Detector(CombParameters.current());

  @Test
  void aDecodersCombThroughTheWholeSoundIsSaidAndWhatItDoesNotShow() throws IOException {
    var found = detect(combFor(20, 20, 320));
    assertThat(found.verdict()).isEqualTo(Verdict.MACHINE_MADE);
    assertThat(found.support().persistence()).contains(1.0);
    assertThat(found.decoders().getFirst().reading()).isEqualTo(new Reading(24_000, 320));
    assertThat(found.probability().value()).isGreaterThan(0.95);
    assertThat(found.reasons().getLast()).contains("does not show that the music was composed");
  }

  @Test
  void aCombInHalfTheSoundIsNotSaidOfTheWhole() throws IOException {
    var found = detect(combFor(20, 10, 320));
    assertThat(found.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(found.segments()).hasSize(1);
    assertThat(found.segments().getFirst().from()).isLessThan(1.1);
    assertThat(found.segments().getFirst().to()).isBetween(8.0, 12.0);
  }

  @Test
  void aLoopedSampleOfAPrimePeriodIsRefused() throws IOException {
    var found = detect(combFor(20, 20, 347));
    assertThat(found.score()).isGreaterThan(5.4);
    assertThat(found.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(found.reasons().getFirst()).contains("looped sample");
  }

  @Test
  void tenSecondsAreEnoughWhereTheCombStays() throws IOException {
    assertThat(detect(combFor(10, 10, 320)).verdict()).isEqualTo(Verdict.MACHINE_MADE);
  }

  @Test
  void thePeriodOfMp3GranulesIsRefused() throws IOException {
    var found = detect(combFor(20, 20, 576));
    assertThat(found.support().strength()).isGreaterThan(8);
    assertThat(found.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(found.reasons().getFirst()).contains("MP3 encoder");
  }

  @Test
  void aFaintBlockwiseCombThatOnlyMinutesShowIsRefused() throws IOException {
    var samples = Signals.noise(11, 150 * RATE, 0.1);
    for (int i = 0; i < samples.length; i += 512) samples[i] += 0.035;
    var found = detect(Signals.signal(samples, RATE));
    assertThat(found.support().strength()).isGreaterThan(5.4);
    assertThat(found.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(found.reasons().getFirst()).contains("only where minutes are added up");
  }

  @Test
  void silenceInTheMiddleAddsNothingToWhatSecondsCarry() throws IOException {
    var samples = Signals.noise(11, 150 * RATE, 0.1);
    for (int i = 0; i < samples.length; i += 512) samples[i] += 0.035;
    java.util.Arrays.fill(samples, 60 * RATE, 75 * RATE, 0);
    var found = detect(Signals.signal(samples, RATE));
    assertThat(found.support().strength()).isGreaterThan(5.4);
    assertThat(found.support().second()).isLessThan(2.5);
    assertThat(found.verdict()).isEqualTo(Verdict.CANNOT_TELL);
  }

  @Test
  void theQuieterHalfIsAskedOnlyWhereAVerdictHangsOnIt() throws IOException {
    var faint = Signals.noise(13, 12 * RATE, 0.1);
    for (int i = 0; i < faint.length; i += 320) faint[i] += 0.042;
    var weak = detect(Signals.signal(faint, RATE)).support();
    assertThat(weak.strength()).isBetween(1.0, 4.5);
    assertThat(weak.persistence()).isPresent();
    assertThat(weak.quiet()).isEmpty();
    assertThat(detect(combFor(20, 20, 320)).support().quiet()).isPresent();
  }

  @Test
  void aCombThatSoundsOnlyWithTheNotesIsRefused() throws IOException {
    var samples = Signals.noise(9, 20 * RATE, 0.003);
    var loud = Signals.noise(10, 20 * RATE, 0.1);
    for (int i = 0; i < samples.length; i++)
      if (i % 11_003 < 4_000) samples[i] += loud[i] + (i % 320 == 0 ? 0.3 : 0);
    var found = detect(Signals.signal(samples, RATE));
    assertThat(found.score()).isGreaterThan(5.4);
    assertThat(found.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(found.reasons().getFirst()).contains("it follows the notes");
  }

  @Test
  void clicksOfADecodersPeriodAreRefused() throws IOException {
    var samples = Signals.noise(2, 20 * RATE, 0.1);
    Signals.every(samples, 320, 0.12);
    var found = detect(Signals.signal(samples, RATE));
    assertThat(found.support().strength()).isGreaterThan(5.4);
    assertThat(found.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(found.reasons().getFirst()).contains("at one moment of each period");
  }

  @Test
  void aSteadySawOfADecodersPeriodAtAnotherRateIsRefused() throws IOException {
    var samples = Signals.noise(15, 20 * RATE, 0.02);
    for (int i = 0; i < samples.length; i++) samples[i] += 0.1 * ((i * 93.75 / RATE) % 1 - 0.5);
    var found = detect(Signals.signal(samples, RATE));
    assertThat(found.support().strength()).isGreaterThan(5.4);
    assertThat(found.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(found.reasons().getFirst()).contains("at one moment of each period");
  }

  @Test
  void noiseBearsNoSign() throws IOException {
    var found = detect(Signals.signal(Signals.noise(7, 12 * RATE, 0.1), RATE));
    assertThat(found.verdict()).isEqualTo(Verdict.NO_SIGN);
    assertThat(found.decoders()).isEmpty();
  }

  @Test
  void lessThanFiveSecondsSayNothing() throws IOException {
    assertThat(detect(Signals.signal(Signals.noise(8, (int) (4.9 * RATE), 0.1), RATE)).verdict())
        .isEqualTo(Verdict.CANNOT_TELL);
  }

  @Test
  void silenceSaysNothing() throws IOException {
    assertThat(detect(new Signal(new float[20 * RATE], RATE)).verdict())
        .isEqualTo(Verdict.CANNOT_TELL);
  }

  @Test
  void oneClickSaysNothing() throws IOException {
    var samples = new float[20 * RATE];
    samples[5 * RATE] = 1;
    assertThat(detect(new Signal(samples, RATE)).verdict()).isEqualTo(Verdict.CANNOT_TELL);
  }

  @Test
  void theSameSoundGivesTheSameAnswerBitForBit() throws IOException {
    var signal = combFor(20, 20, 320);
    assertThat(DetectionJson.of(detect(signal)).toString())
        .isEqualTo(DetectionJson.of(detect(signal)).toString());
  }

  @Test
  void aSpeedThatAMatchKnowsLeadsToTheRightDecoder() throws IOException {
    var samples = Signals.noise(12, 12 * RATE, 0.1);
    double hertz = 75 * 1.0917;
    for (int k = 6; k * hertz < 11_000; k++)
      for (int n = 0; n < samples.length; n++)
        samples[n] += 6e-4 * Math.cos(2 * Math.PI * k * hertz * n / RATE + k * k);
    var signal = Signals.signal(samples, RATE);
    // Alone, it is read as another decoder at another speed.
    assertThat(detect(signal).after())
        .noneSatisfy(after -> assertThat(after.combHz()).isEqualTo(75));
    var stream = DETECTOR.open();
    signal.play(stream);
    // A match measures pitch to about a thousandth.
    var found = DETECTOR.conclude(stream, signal::play, OptionalDouble.of(1.0909));
    assertThat(found.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(found.after())
        .anySatisfy(after -> {
          assertThat(after.combHz()).isEqualTo(75);
          assertThat(after.ratio()).isCloseTo(1.0917, within(1e-5));
        });
  }

  @Test
  void aChangedNumberIsAnotherModel() {
    assertThat(withBlockLimit(7.5).sha256()).isNotEqualTo(CombParameters.current().sha256());
  }

  @Test
  void aCalibrationCountedUnderOtherNumbersRefusesToScore() {
    assertThatThrownBy(() -> Calibration.shipped(withBlockLimit(7.5)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("count again");
  }

  @Test
  void aTraceTooFaintToBeSpokenOfSpeaksForAHuman() {
    var calibration = Calibration.shipped(CombParameters.current());
    assertThat(calibration.probability(Bracket.TRACE))
        .isEqualTo(calibration.probability(Bracket.NONE));
    assertThat(calibration.probability(Bracket.TRACE).high()).isLessThan(0.5);
  }

  private static CombParameters withBlockLimit(double limit) {
    var now = CombParameters.current();
    var was = now.limits();
    return new CombParameters(
        now.version(),
        now.strides(),
        now.spectrum(),
        now.selection(),
        new CombParameters.Limits(
            was.weak(),
            was.comb(),
            was.frame(),
            limit,
            was.few(),
            was.least(),
            was.quiet(),
            was.persistence(),
            was.second(),
            was.secondOfBlock(),
            was.clicks()),
        now.second());
  }

  /// What a decoder's biases leave: a waveform of one period, its teeth at any phase.
  private static Signal combFor(int seconds, int carried, int period) {
    var samples = Signals.noise(2, seconds * RATE, 0.1);
    var trace = Signals.noise(14, period, 0.12 * Math.sqrt(3.0 / period));
    for (int i = 0; i < carried * RATE; i++) samples[i] += trace[i % period];
    return Signals.signal(samples, RATE);
  }

  private static Detection detect(Signal signal) throws IOException {
    var stream = DETECTOR.open();
    signal.play(stream);
    return DETECTOR.conclude(stream, signal::play);
  }
}
