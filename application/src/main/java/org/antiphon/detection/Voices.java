package org.antiphon.detection;

import java.util.OptionalDouble;
import org.antiphon.audio.Fft;

/// Do the harmonics of a voiced sound keep step? Pitch by the normalised autocorrelation of 1,024
/// samples (80 to 1,000 Hz, voiced from 0.8 on); of each harmonic h = 2 to 8 the resultant length
/// of its phase less h times the fundamental's.
final class Voices {
  private static final int COMPARED = 1_024;
  private static final int SIZE = 4_096;
  private static final int HARMONICS = 8;
  private static final int FEWEST = 20;
  private static final double VOICED = 0.8;

  private final int rate;
  private final int shortest;
  private final int longest;
  private final Fft fft = Fft.ofReal(SIZE);
  private final float[] whole = new float[SIZE];
  private final float[] part = new float[SIZE];
  private final double[] energy = new double[SpectralFrames.SIZE + 1];
  private final double[] cos = new double[HARMONICS + 1];
  private final double[] sin = new double[HARMONICS + 1];
  private final int[] counted = new int[HARMONICS + 1];
  private final double[] phase = new double[HARMONICS + 1];
  private int frames;
  private int voiced;

  Voices(int rate) {
    this.rate = rate;
    shortest = rate / 1_000;
    longest = Math.min(rate / 80, SpectralFrames.SIZE - COMPARED - 1);
  }

  void add(float[] frame) {
    frames++;
    double hertz = pitch(frame);
    if (hertz <= 0) return;
    voiced++;
    for (int h = 1; h <= HARMONICS; h++) phase[h] = phase(frame, h * hertz);
    for (int h = 2; h <= HARMONICS; h++) {
      if (h * hertz >= rate / 2.0) continue;
      double angle = phase[h] - h * phase[1];
      cos[h] += Math.cos(angle);
      sin[h] += Math.sin(angle);
      counted[h]++;
    }
  }

  /// Hz; 0 for an unvoiced frame.
  private double pitch(float[] frame) {
    double[] correlation = correlation(frame);
    int best = shortest;
    for (int lag = shortest; lag <= longest; lag++)
      if (correlation[lag] > correlation[best]) best = lag;
    if (correlation[best] < VOICED) return 0;
    double left = correlation[best - 1];
    double right = correlation[best + 1];
    double bend = left - 2 * correlation[best] + right;
    double shift = Math.abs(bend) > 1e-12 ? 0.5 * (left - right) / bend : 0;
    return rate / (best + shift);
  }

  private double[] correlation(float[] frame) {
    java.util.Arrays.fill(whole, 0);
    java.util.Arrays.fill(part, 0);
    System.arraycopy(frame, 0, whole, 0, frame.length);
    System.arraycopy(frame, 0, part, 0, COMPARED);
    fft.forward(whole);
    fft.forward(part);
    whole[0] *= part[0];
    whole[1] *= part[1];
    for (int k = 1; k < SIZE / 2; k++) {
      float re = whole[2 * k] * part[2 * k] + whole[2 * k + 1] * part[2 * k + 1];
      whole[2 * k + 1] = whole[2 * k + 1] * part[2 * k] - whole[2 * k] * part[2 * k + 1];
      whole[2 * k] = re;
    }
    fft.inverse(whole);
    for (int i = 0; i < frame.length; i++) energy[i + 1] = energy[i] + (double) frame[i] * frame[i];
    var correlation = new double[longest + 2];
    for (int lag = 0; lag < correlation.length; lag++) {
      double other = energy[COMPARED + lag] - energy[lag];
      correlation[lag] = whole[lag] / Math.sqrt(Math.max(other * energy[COMPARED], 1e-30));
    }
    return correlation;
  }

  /// Phase of one frequency about the middle of the frame; the turning factor is multiplied on and
  /// set right at the start.
  private double phase(float[] frame, double hertz) {
    double turn = -2 * Math.PI * hertz / rate;
    double stepRe = Math.cos(turn);
    double stepIm = Math.sin(turn);
    double re = Math.cos(-turn * SpectralFrames.SIZE / 2);
    double im = Math.sin(-turn * SpectralFrames.SIZE / 2);
    double sumRe = 0;
    double sumIm = 0;
    for (int i = 0; i < SpectralFrames.SIZE; i++) {
      double value = frame[i] * WINDOW[i];
      sumRe += value * re;
      sumIm += value * im;
      double next = re * stepRe - im * stepIm;
      im = re * stepIm + im * stepRe;
      re = next;
    }
    return Math.atan2(sumIm, sumRe);
  }

  private static final double[] WINDOW =
      java.util.stream.IntStream.range(0, SpectralFrames.SIZE)
          .mapToDouble(SpectralFrames::hann)
          .toArray();

  OptionalDouble coherence() {
    if (voiced < FEWEST) return OptionalDouble.empty();
    double sum = 0;
    int harmonics = 0;
    for (int h = 2; h <= HARMONICS; h++) {
      if (counted[h] == 0) continue;
      sum += Math.hypot(cos[h], sin[h]) / counted[h];
      harmonics++;
    }
    return harmonics == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / harmonics);
  }

  double share() {
    return frames == 0 ? 0 : (double) voiced / frames;
  }
}
