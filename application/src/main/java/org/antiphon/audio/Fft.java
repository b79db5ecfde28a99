package org.antiphon.audio;

/// The discrete Fourier transform, in place and without allocation. Not thread-safe: one for each
/// thread; making one computes tables, so keep it.
///
/// Packed spectrum of real samples, as JTransforms' `realForward` for even sizes has it: `[0]` = Re
/// 0, `[1]` = Re size/2, then `[2k]`, `[2k+1]` = Re, Im of bin k for 0 < k < size/2, with the sign
/// of exp(-2 pi i k n / size). Accuracy: at size 4096 and unit-variance noise within 1e-4 of a
/// double computation relative to the spectrum's root mean square.
public interface Fft {
  /// Largest size offered.
  int LARGEST = 1 << 23;

  /// Samples (real or complex) that it takes.
  int size();

  /// Samples to spectrum, in place; not scaled.
  ///
  /// @param data at least [#size] floats (twice as many for complex samples); the rest is not
  ///   touched
  void forward(float[] data);

  /// Spectrum to samples, in place, scaled by 1/size: undoes [#forward].
  void inverse(float[] data);

  /// Of `size` real samples.
  ///
  /// @param size a power of two, 2 to [#LARGEST]
  static Fft ofReal(int size) {
    return JTransformsFft.ofPowerOfTwo(size);
  }

  /// Of `size` real samples, any even number whose prime factors are small (11 at most), packed as
  /// above; for spectra that must have a given distance of bins.
  static Fft ofEvenReal(int size) {
    return JTransformsFft.ofEven(size);
  }

  /// The transform of `size` complex samples, interleaved re, im; in place, `inverse` scaled.
  ///
  /// @param size complex samples, a power of two, 1 to [#LARGEST] / 2
  static Fft ofComplex(int size) {
    return new JTransformsComplexFft(size);
  }
}
