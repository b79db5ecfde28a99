package org.antiphon.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FftTest {
  @Test
  void aRealTransformAgreesWithTheDefinition() {
    int size = 4096;
    float[] samples = noise(size);
    float[] spectrum = samples.clone();
    Fft.ofReal(size).forward(spectrum);
    for (int bin : new int[] {0, 1, 2, 5, 1023, 2047}) {
      double re = 0;
      double im = 0;
      for (int i = 0; i < size; i++) {
        re += samples[i] * Math.cos(-2 * Math.PI * i * bin / size);
        im += samples[i] * Math.sin(-2 * Math.PI * i * bin / size);
      }
      assertThat((double) spectrum[2 * bin]).isCloseTo(re, within(0.01));
      if (bin > 0) assertThat((double) spectrum[2 * bin + 1]).isCloseTo(im, within(0.01));
    }
  }

  @Test
  void theInverseGivesTheSamplesBackUpToTheLargestSize() {
    for (int size : new int[] {2, 256, 65_536, Fft.LARGEST}) {
      float[] samples = noise(size);
      float[] there = samples.clone();
      var fft = Fft.ofReal(size);
      fft.forward(there);
      fft.inverse(there);
      double worst = 0;
      for (int i = 0; i < size; i++) worst = Math.max(worst, Math.abs(there[i] - samples[i]));
      assertThat(worst).isLessThan(1e-4);
    }
  }

  @Test
  void aComplexTransformMovesASingleLineToItsBin() {
    float[] line = new float[2 * 512];
    for (int i = 0; i < 512; i++) {
      line[2 * i] = (float) Math.cos(2 * Math.PI * 37 * i / 512);
      line[2 * i + 1] = (float) Math.sin(2 * Math.PI * 37 * i / 512);
    }
    Fft.ofComplex(512).forward(line);
    assertThat((double) line[2 * 37]).isCloseTo(512, within(0.01));
    assertThat((double) line[2 * 36]).isCloseTo(0, within(0.01));
  }

  @Test
  void aSizeThatIsNoPowerOfTwoIsRefused() {
    assertThatThrownBy(() -> Fft.ofReal(1000)).hasMessageContaining("1000");
    assertThatThrownBy(() -> Fft.ofReal(2 * Fft.LARGEST)).hasMessageContaining("real samples");
  }

  private static float[] noise(int size) {
    var random = new Random(size);
    float[] samples = new float[size];
    for (int i = 0; i < size; i++) samples[i] = (float) random.nextGaussian();
    return samples;
  }
}
