package org.antiphon.detection;

import java.util.Arrays;

/// The median of a block of numbers, none negative. A count by their highest bits says in which
/// narrow range it lies, so that only a few numbers are compared: on spectra's random order a
/// comparison goes wrong every other time, and that was a seventh of a look. Not thread-safe.
final class Median {
  private static final int SHIFT = 21;

  private final int size;
  private final int[] counts = new int[1 << (Integer.SIZE - SHIFT)];
  private final float[] near;

  /// @param size numbers of a block
  Median(int size) {
    this.size = size;
    near = new float[size];
  }

  /// The middle one; of an even number the mean of the two middle ones.
  float of(float[] values) {
    Arrays.fill(counts, 0);
    for (int i = 0; i < size; i++) counts[Float.floatToRawIntBits(values[i]) >>> SHIFT]++;
    int upper = size / 2;
    int lower = (size - 1) / 2;
    int low = 0;
    int before = 0;
    while (before + counts[low] <= lower) before += counts[low++];
    int high = low;
    int until = before + counts[low];
    while (until <= upper) until += counts[++high];
    int count = 0;
    for (int i = 0; i < size; i++) {
      int range = Float.floatToRawIntBits(values[i]) >>> SHIFT;
      if (range >= low && range <= high) near[count++] = values[i];
    }
    float greater = KthSmallest.of(near, upper - before, count);
    if (lower == upper) return greater;
    float smaller = near[0];
    for (int i = 1; i < upper - before; i++) smaller = Math.max(smaller, near[i]);
    return (smaller + greater) / 2;
  }
}
