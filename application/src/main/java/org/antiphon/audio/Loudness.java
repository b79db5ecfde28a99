package org.antiphon.audio;

import java.util.ArrayList;
import java.util.List;

/// Integrated loudness after ITU-R BS.1770-4 / EBU R 128, of the mean of the channels: what both
/// players are brought to, so that neither sounds better for being louder. Blocks of 400 ms that
/// overlap by three quarters, K-weighted; blocks below −70 LUFS, and then those 10 LU below the
/// mean of the rest, do not count. The weighting's filters are computed for the sound's own rate
/// from the analogue prototypes that reproduce the standard's table at 48 kHz.
///
/// Fed on one thread. Memory: one number for each 100 ms.
public final class Loudness implements NativeSink {
  private static final double OFFSET = -0.691;
  private static final double ABSOLUTE_GATE = -70;
  private static final double RELATIVE_GATE = -10;
  private static final int STEPS_A_BLOCK = 4;

  private final List<Double> steps = new ArrayList<>();
  private Biquad shelf = new Biquad(1, 0, 0, 0, 0);
  private Biquad highPass = new Biquad(1, 0, 0, 0, 0);
  private int channels = 1;
  private int stepFrames = 1;
  private int inStep;
  private double sum;
  private double peak;

  @Override
  public void format(int sampleRate, int count) {
    channels = count;
    stepFrames = sampleRate / 10;
    inStep = 0;
    sum = 0;
    shelf = Biquad.highShelf(sampleRate);
    highPass = Biquad.highPass(sampleRate);
  }

  @Override
  public void samples(float[] interleaved, int frames) {
    for (int i = 0; i < frames; i++) {
      double mean = 0;
      for (int c = 0; c < channels; c++) mean += interleaved[i * channels + c];
      mean /= channels;
      peak = Math.max(peak, Math.abs(mean));
      double weighted = highPass.next(shelf.next(mean));
      sum += weighted * weighted;
      if (++inStep == stepFrames) {
        steps.add(sum / stepFrames);
        inStep = 0;
        sum = 0;
      }
    }
  }

  /// Largest sample, 1.0 = full scale.
  public double peak() {
    return peak;
  }

  /// LUFS; negative infinity for silence and for what is shorter than 400 ms.
  public double lufs() {
    double loud = mean(blocks(), ABSOLUTE_GATE);
    return mean(blocks(), Math.max(ABSOLUTE_GATE, loud + RELATIVE_GATE));
  }

  private List<Double> blocks() {
    var blocks = new ArrayList<Double>();
    for (int i = 0; i + STEPS_A_BLOCK <= steps.size(); i++)
      blocks.add(
          steps.subList(i, i + STEPS_A_BLOCK).stream().mapToDouble(v -> v).average().orElseThrow());
    return blocks;
  }

  private static double mean(List<Double> blocks, double gate) {
    return decibels(
        blocks.stream().mapToDouble(v -> v).filter(v -> decibels(v) > gate).average().orElse(0));
  }

  private static double decibels(double meanSquare) {
    return OFFSET + 10 * Math.log10(meanSquare);
  }

  /// A second-order filter, direct form II transposed.
  private static final class Biquad {
    private final double b0;
    private final double b1;
    private final double b2;
    private final double a1;
    private final double a2;
    private double z1;
    private double z2;

    Biquad(double b0, double b1, double b2, double a1, double a2) {
      this.b0 = b0;
      this.b1 = b1;
      this.b2 = b2;
      this.a1 = a1;
      this.a2 = a2;
    }

    /// The head's effect: +4 dB above 1.7 kHz.
    static Biquad highShelf(int rate) {
      double k = Math.tan(Math.PI * 1681.974450955533 / rate);
      double q = 0.7071752369554196;
      double high = Math.pow(10, 3.999843853973347 / 20);
      double band = Math.pow(high, 0.4996667741545416);
      double a0 = 1 + k / q + k * k;
      return new Biquad(
          (high + band * k / q + k * k) / a0,
          2 * (k * k - high) / a0,
          (high - band * k / q + k * k) / a0,
          2 * (k * k - 1) / a0,
          (1 - k / q + k * k) / a0);
    }

    /// The ear's deafness below 38 Hz.
    static Biquad highPass(int rate) {
      double k = Math.tan(Math.PI * 38.13547087602444 / rate);
      double q = 0.5003270373238773;
      double a0 = 1 + k / q + k * k;
      return new Biquad(1, -2, 1, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0);
    }

    double next(double x) {
      double y = b0 * x + z1;
      z1 = b1 * x - a1 * y + z2;
      z2 = b2 * x - a2 * y;
      return y;
    }
  }
}
