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
    for (int channel = 0; channel < planes.channels(); channel++)
      peak = Math.max(peak, peakOf(planes.floats()[channel], planes.frames()));
    if (seconds >= DECIDING_SECONDS || planes.channels() == 1) return;
    for (int channel = 0; channel < planes.channels(); channel++)
      energy[channel] += energyOf(planes.floats()[channel], planes.frames());
    meanEnergy += energyOf(mean, planes.frames());
    seconds += (double) planes.frames() / sampleRate;
  }

  /// As [#take], for a pass that needs no mono.
  void peak(Planes planes) {
    for (int channel = 0; channel < planes.channels(); channel++)
      peak = Math.max(peak, peakOf(planes.floats()[channel], planes.frames()));
  }

  float peak() {
    return peak;
  }

  /// Whether ten minutes are heard: from here on the answer stands.
  boolean areDecided() {
    return seconds >= DECIDING_SECONDS;
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

  private static float peakOf(float[] samples, int length) {
    float peak = 0;
    for (int i = 0; i < length; i++) peak = Math.max(peak, Math.abs(samples[i]));
    return peak;
  }

  private static double energyOf(float[] samples, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) sum += samples[i] * samples[i];
    return sum;
  }
}
