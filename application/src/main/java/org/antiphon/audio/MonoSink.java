package org.antiphon.audio;

/// Receives a file as 16 kHz mono, block by block, in order, on the thread that called
/// [AudioReader#decode].
///
/// Mono is the mean of the channels. Opposite-phase stereo cancels in the mean; whether it does is
/// known only after ten minutes of sound or at the end of the file, and is decided once for the
/// whole file. Where it does, [#restart] is called and the file comes again from its beginning, now
/// as its loudest channel. Rare: one file in many thousands; so nobody pays for buffering ten
/// minutes.
public interface MonoSink {
  /// The next samples, 1.0 = full scale (a float file may go beyond).
  ///
  /// @param samples owned by the caller and used again after the return: copy what is kept
  /// @param length how many of them count, >= 1
  void samples(float[] samples, int length);

  /// Forget everything heard so far: the file begins again. At most once a file.
  void restart();
}
