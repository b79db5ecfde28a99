package org.antiphon.fingerprint;

import java.util.HashMap;
import java.util.Map;
import org.jtransforms.fft.FloatFFT_1D;
import org.visnow.jlargearrays.ConcurrencyUtils;

/// The Fourier transforms of the front end, in place, on this thread alone. Not thread-safe.
final class Fourier {
  static {
    // the library would split a long transform among threads: other sums, other last bits
    ConcurrencyUtils.setNumberOfThreads(1);
  }

  private final Map<Integer, FloatFFT_1D> transforms = new HashMap<>();

  /// Spectrum of `samples`: re(0), re(n/2), re(1), im(1), re(2), ...; n = length, a power of two.
  void real(float[] samples) {
    of(samples.length).realForward(samples);
  }

  /// Inverse of `size` complex numbers (re, im, re, im, ...), times `size`.
  void inverse(float[] values, int size) {
    of(size).complexInverse(values, false);
  }

  private FloatFFT_1D of(int size) {
    return transforms.computeIfAbsent(size, FloatFFT_1D::new);
  }
}
