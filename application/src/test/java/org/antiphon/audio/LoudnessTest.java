package org.antiphon.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoudnessTest {
  /// ITU-R BS.1770-4: a 997 Hz sine of 0 dBFS in one channel reads −3.01 LKFS.
  @ParameterizedTest
  @ValueSource(ints = {16_000, 44_100, 48_000, 96_000})
  void aFullScaleSineOf997HertzReadsMinusThree(int rate) {
    assertThat(of(sine(997, 1, rate, 5), rate)).isCloseTo(-3.01, within(0.05));
  }

  /// EBU Tech 3341, case 3: gating leaves out what is far below the rest.
  @Test
  void quietPassagesDoNotCount() {
    int rate = 48_000;
    var loud = sine(1000, Math.pow(10, -20 / 20.0), rate, 20);
    var quiet = sine(1000, Math.pow(10, -50 / 20.0), rate, 40);
    var both = new float[loud.length + quiet.length];
    System.arraycopy(loud, 0, both, 0, loud.length);
    System.arraycopy(quiet, 0, both, loud.length, quiet.length);
    assertThat(of(both, rate)).isCloseTo(of(loud, rate), within(0.1));
  }

  @Test
  void silenceHasNoLoudness() {
    assertThat(of(new float[48_000], 48_000)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  private static double of(float[] samples, int rate) {
    var loudness = new Loudness();
    loudness.format(rate, 1);
    loudness.samples(samples, samples.length);
    return loudness.lufs();
  }

  private static float[] sine(double hertz, double level, int rate, int seconds) {
    var samples = new float[rate * seconds];
    for (int i = 0; i < samples.length; i++)
      samples[i] = (float) (level * Math.sin(2 * Math.PI * hertz * i / rate));
    return samples;
  }
}
