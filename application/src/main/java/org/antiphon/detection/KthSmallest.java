package org.antiphon.detection;

/// The k-th smallest of some numbers, without sorting them (Hoare's selection).
final class KthSmallest {
  private KthSmallest() {}

  /// The k-th smallest of the first `count`, which are left in another order: all before k are no
  /// larger then.
  ///
  /// @param k from 0
  static float of(float[] values, int k, int count) {
    int low = 0;
    int high = count - 1;
    while (low < high) {
      float pivot = values[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < pivot) i++;
        while (values[j] > pivot) j--;
        if (i > j) break;
        float swap = values[i];
        values[i++] = values[j];
        values[j--] = swap;
      }
      if (k <= j) high = j;
      else if (k >= i) low = i;
      else break;
    }
    return values[k];
  }
}
