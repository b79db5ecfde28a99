package org.antiphon.audio;

import org.jtransforms.fft.FloatFFT_1D;
import org.visnow.jlargearrays.ConcurrencyUtils;

/// The complex half of [Fft] by JTransforms.
final class JTransformsComplexFft implements Fft {
  private final int size;
  private final FloatFFT_1D transform;

  JTransformsComplexFft(int size) {
    if (size < 1 || size > LARGEST / 2 || Integer.bitCount(size) != 1)
      throw new IllegalArgumentException("a transform of " + size + " complex samples");
    ConcurrencyUtils.setNumberOfThreads(1);
    this.size = size;
    this.transform = new FloatFFT_1D(size);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void forward(float[] data) {
    transform.complexForward(data);
  }

  @Override
  public void inverse(float[] data) {
    transform.complexInverse(data, true);
  }
}
