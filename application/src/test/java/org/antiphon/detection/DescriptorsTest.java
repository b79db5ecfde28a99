package org.antiphon.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Golden values of the design's `descriptors.py --golden`.
class DescriptorsTest {
  @Test
  void notesWithARoomAreDescribedAsByTheReference() {
    var found = Descriptors.of(voiced(), 44_100);
    is(found, "entropy_mean", 0.3535, 5e-4);
    is(found, "entropy_sd", 0.0545, 5e-4);
    is(found, "flatness_db_mean", -34.4151, 0.02);
    is(found, "centroid_hz_mean", 357.3329, 0.05);
    is(found, "bandwidth_hz_mean", 496.2201, 0.05);
    is(found, "rolloff85_hz_mean", 519.2679, 0.5);
    is(found, "rolloff95_hz_mean", 1261.7852, 0.5);
    is(found, "mfcc1_mean", 22.4341, 0.01);
    is(found, "mfcc1_sd", 5.4673, 0.01);
    is(found, "dmfcc1_sd", 2.0847, 0.01);
    is(found, "mfcc13_mean", -0.4737, 0.01);
    is(found, "harmonic_phase_coherence", 0.6809, 0.005);
    is(found, "voiced_share", 0.9625, 0.003);
    is(found, "hf_phase_time_R", 0.676, 0.002);
    is(found, "hf_phase_freq_R", 0.5673, 0.002);
    is(found, "breath_db_mean", -18.3535, 0.02);
    is(found, "decays", 10, 0);
    is(found, "ln_rt60_mean", 0.1411, 0.001);
  }

  @Test
  void noiseWithACombIsDescribedAsByTheReference() {
    var found = Descriptors.of(Signals.nested().samples(), 44_100);
    is(found, "entropy_mean", 0.9357, 5e-4);
    is(found, "flatness_db_mean", -2.5181, 0.005);
    is(found, "centroid_hz_mean", 8045.21, 0.1);
    is(found, "bandwidth_hz_mean", 4578.6745, 0.1);
    is(found, "rolloff85_hz_mean", 13597.6154, 0.5);
    is(found, "mfcc1_mean", -5.9159, 0.002);
    is(found, "hf_phase_time_R", 0.5364, 0.002);
    is(found, "hf_phase_freq_R", 0.6666, 0.002);
    is(found, "breath_db_mean", 5.0099, 0.01);
    is(found, "decays", 0, 0);
    assertThat(found).doesNotContainKey("harmonic_phase_coherence");
  }

  @Test
  void silenceIsNotDescribed() {
    assertThat(Descriptors.of(new float[44_100], 44_100)).isEmpty();
  }

  private static void is(
      Map<String, Double> found, String name, double expected, double tolerance) {
    assertThat(Objects.requireNonNull(found.get(name), name))
        .as(name)
        .isCloseTo(expected, within(tolerance));
  }

  /// Ten notes of half a second, 20 harmonics each, dying away, over a little noise.
  private static float[] voiced() {
    int rate = 44_100;
    int note = rate / 2;
    var samples = new double[10 * note];
    for (int i = 0; i < 10; i++)
      for (int h = 1; h <= 20; h++)
        for (int n = 0; n < note; n++)
          samples[i * note + n] +=
              0.2
                  / h
                  * Math.cos(2 * Math.PI * h * 110 * Math.pow(2, i / 12.0) * n / rate)
                  * Math.exp(-6.0 * n / rate);
    var random = new SplitMix64(7);
    for (int n = 0; n < samples.length; n++) samples[n] += 0.001 * (2 * random.uniform() - 1);
    return Signals.signal(samples, rate).samples();
  }
}
