package org.antiphon.detection;

import org.antiphon.audio.Fft;

/// Goes through the frames of a sound that are not silent, with their spectrum. Arrays are used
/// again from frame to frame.
final class SpectralFrames {
  static final int SIZE = 2_048;
  static final int HOP = 512;
  private static final double SILENCE = 1e-8;

  private final float[] sound;
  private final Fft fft = Fft.ofReal(SIZE);
  private final float[] data = new float[SIZE];
  private final float[] frame = new float[SIZE];
  private final double[] power = new double[SIZE / 2 + 1];
  private final double[] re = new double[SIZE / 2 + 1];
  private final double[] im = new double[SIZE / 2 + 1];
  private int from = -HOP;

  SpectralFrames(float[] sound) {
    this.sound = sound;
  }

  /// Moves to the next frame; false at the end.
  boolean next() {
    for (from += HOP; from + SIZE <= sound.length; from += HOP) {
      double energy = 0;
      for (int i = 0; i < SIZE; i++) energy += (double) sound[from + i] * sound[from + i];
      if (energy / SIZE < SILENCE) continue;
      transform();
      return true;
    }
    return false;
  }

  private void transform() {
    for (int i = 0; i < SIZE; i++) {
      frame[i] = sound[from + i];
      data[i] = (float) (frame[i] * hann(i));
    }
    fft.forward(data);
    set(0, data[0], 0);
    set(SIZE / 2, data[1], 0);
    for (int k = 1; k < SIZE / 2; k++) set(k, data[2 * k], data[2 * k + 1]);
  }

  private void set(int bin, double real, double imaginary) {
    re[bin] = real;
    im[bin] = imaginary;
    power[bin] = real * real + imaginary * imaginary;
  }

  /// The periodic window.
  static double hann(int i) {
    return 0.5 - 0.5 * Math.cos(2 * Math.PI * i / SIZE);
  }

  float[] samples() {
    return frame;
  }

  double[] power() {
    return power;
  }

  double[] re() {
    return re;
  }

  double[] im() {
    return im;
  }
}
