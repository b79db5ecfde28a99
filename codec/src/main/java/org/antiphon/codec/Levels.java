package org.antiphon.codec;

/// How loud the channels are, and whether their mean cancels: the channel rule of the 16 kHz mono.
///
/// Mono is the mean of the channels, unless over the first ten minutes the mean is more than 12 dB
/// below the loudest channel (opposite-phase stereo); then it is that channel, for the whole file.
final class Levels {
  private static final double DECIDING_SECONDS = 600;

  /// 12 dB as a ratio of energies.
  private static final double TOO_LOW = Math.pow(10, 1.2);

  private final double[] energy = new double[8];
  private double meanEnergy;
  private double seconds;
  private float peak;

  /// Takes a frame in; every sample counts for the peak, those of the first ten minutes for the
  /// rule.
  ///
  /// @param mean of the channels, as long as the frame
  void take(Planes planes, float[] mean, int sampleRate) {
    peak(planes);
    if (seconds >= DECIDING_SECONDS || planes.channels() == 1) return;
    for (int channel = 0; channel < planes.channels(); channel++)
      energy[channel] += energyOf(planes.floats()[channel], planes.frames());
    meanEnergy += energyOf(mean, planes.frames());
    seconds += (double) planes.frames() / sampleRate;
  }

  /// As [#take], for a pass that needs no mono.
  void peak(Planes planes) {
    peak = Math.max(peak, planes.peak());
  }

  float peak() {
    return peak;
  }

  boolean cancel() {
    return energy[loudest()] > meanEnergy * TOO_LOW;
  }

  /// The first of the loudest channels.
  int loudest() {
    int loudest = 0;
    for (int channel = 1; channel < energy.length; channel++)
      if (energy[channel] > energy[loudest]) loudest = channel;
    return loudest;
  }

  /// Four sums side by side: one would wait for each addition before the next.
  private static double energyOf(float[] samples, int length) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < length; i += 4) {
      a += samples[i] * samples[i];
      b += samples[i + 1] * samples[i + 1];
      c += samples[i + 2] * samples[i + 2];
      d += samples[i + 3] * samples[i + 3];
    }
    for (; i < length; i++) a += samples[i] * samples[i];
    return a + b + c + d;
  }
}
