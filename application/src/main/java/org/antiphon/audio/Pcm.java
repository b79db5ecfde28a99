package org.antiphon.audio;

/// A whole short clip, one channel. For whole files use the sinks of [DecodeRequest]: an hour at
/// 44.1 kHz is 635 MB here.
///
/// @param samples 1.0 = full scale; shared, never written to after construction
/// @param sampleRate Hz, > 0
public record Pcm(float[] samples, int sampleRate) {
  /// Refuses a rate that is none.
  public Pcm {
    if (sampleRate <= 0) throw new IllegalArgumentException("a sample rate of " + sampleRate);
  }

  /// Length in seconds.
  public double seconds() {
    return (double) samples.length / sampleRate;
  }

  /// A copy of the part from `from` for `length` seconds, cut at the clip's ends.
  public Pcm excerpt(double from, double length) {
    int first = Math.clamp(Math.round(from * sampleRate), 0, samples.length);
    int last = Math.clamp(Math.round((from + length) * sampleRate), first, samples.length);
    return new Pcm(java.util.Arrays.copyOfRange(samples, first, last), sampleRate);
  }

  /// Root of the mean square, in dB below (negative) or above full scale; -infinity for silence.
  public double levelDb() {
    double sum = 0;
    for (float sample : samples) sum += (double) sample * sample;
    return 10 * Math.log10(sum / Math.max(1, samples.length));
  }
}
