package org.antiphon.audio;

/// Samples to encode, pulled block by block on the thread that called [AudioWriter#encode].
public interface PcmSource {
  /// Hz.
  int sampleRate();

  /// 1 to 8, interleaved.
  int channels();

  /// Copies the next frames into `interleaved`.
  ///
  /// @param frames at most this many
  /// @return how many were copied; 0 at the end
  int read(float[] interleaved, int frames);

  /// A clip of one channel.
  static PcmSource of(Pcm clip) {
    return of(clip.samples(), clip.sampleRate(), 1);
  }

  /// Interleaved samples that are all there.
  static PcmSource of(float[] interleaved, int sampleRate, int channels) {
    return new ArraySource(interleaved, sampleRate, channels);
  }
}
