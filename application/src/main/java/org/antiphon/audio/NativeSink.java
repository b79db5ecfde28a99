package org.antiphon.audio;

/// Receives a file at its own sample rate with all its channels, block by block, in order, on the
/// thread that called [AudioReader#decode].
public interface NativeSink {
  /// What the following samples are. Called before the first block, and again in the middle of a
  /// file that changes its rate or channels (streams that were glued together do).
  ///
  /// @param sampleRate Hz, 8,000 to 384,000
  /// @param channels 1 to 8
  void format(int sampleRate, int channels);

  /// The next frames, channels interleaved, 1.0 = full scale.
  ///
  /// @param interleaved owned by the caller and used again after the return: copy what is kept
  /// @param frames how many frames count (times channels = samples), >= 1
  void samples(float[] interleaved, int frames);
}
