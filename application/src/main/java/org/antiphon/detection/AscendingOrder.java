package org.antiphon.detection;

import java.util.Arrays;

/// Sorts one block of numbers after another by their bits, eleven at a time from the lowest (radix
/// sort): each pass keeps the order of equals, so that of two equal numbers the earlier stays
/// before the later. Nothing is compared, so nothing is guessed wrongly. Not thread-safe.
final class AscendingOrder {
  private static final int BITS = 11;
  private static final int MASK = (1 << BITS) - 1;

  private final int[] keys;
  private final int[] otherKeys;
  private final int[] places;
  private final int[] otherPlaces;
  private final int[][] starts = new int[3][1 << BITS];

  /// @param size numbers of a block
  AscendingOrder(int size) {
    keys = new int[size];
    otherKeys = new int[size];
    places = new int[size];
    otherPlaces = new int[size];
  }

  /// The places of the block's numbers within the block, the smallest number's first.
  ///
  /// @param values no number among them is negative; shared, not written to
  /// @param from where the block begins
  /// @return valid until the next call
  int[] of(float[] values, int from) {
    for (int[] start : starts) Arrays.fill(start, 0);
    for (int i = 0; i < keys.length; i++) {
      // The sign's bit is turned so that bits without sign are ordered as bits with it.
      int key = Float.floatToRawIntBits(values[from + i]) ^ Integer.MIN_VALUE;
      keys[i] = key;
      places[i] = i;
      starts[0][key & MASK]++;
      starts[1][(key >>> BITS) & MASK]++;
      starts[2][key >>> (2 * BITS)]++;
    }
    for (int[] start : starts) sumBefore(start);
    pass(keys, places, otherKeys, otherPlaces, 0);
    pass(otherKeys, otherPlaces, keys, places, 1);
    pass(keys, places, otherKeys, otherPlaces, 2);
    return otherPlaces;
  }

  private static void sumBefore(int[] counts) {
    int sum = 0;
    for (int i = 0; i < counts.length; i++) {
      int count = counts[i];
      counts[i] = sum;
      sum += count;
    }
  }

  private void pass(int[] keys, int[] places, int[] toKeys, int[] toPlaces, int number) {
    int[] start = starts[number];
    for (int i = 0; i < keys.length; i++) {
      int at = start[(keys[i] >>> (number * BITS)) & MASK]++;
      toKeys[at] = keys[i];
      toPlaces[at] = places[i];
    }
  }
}
