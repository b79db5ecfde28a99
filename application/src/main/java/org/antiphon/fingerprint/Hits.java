package org.antiphon.fingerprint;

import java.util.Arrays;

/// Places of the catalogue that share a landmark with the query: growing arrays, used again. A hit
/// is one long: recording (24 bits), the anchor's frame there (24), pitch + 128 in quarter bins
/// (8), span there (7); and the number of the query's landmark. Not thread-safe.
final class Hits {
  private long[] places = new long[1 << 14];
  private int[] landmarks = new int[1 << 14];
  private int size;

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  void add(int recording, int frame, int pitch, int span, int landmark) {
    if (size == places.length) {
      places = Arrays.copyOf(places, 2 * size);
      landmarks = Arrays.copyOf(landmarks, 2 * size);
    }
    places[size] = ((long) recording << 39) | ((long) frame << 15) | ((pitch + 128L) << 7) | span;
    landmarks[size++] = landmark;
  }

  int recording(int hit) {
    return (int) (places[hit] >>> 39);
  }

  int frame(int hit) {
    return (int) (places[hit] >>> 15) & 0xffffff;
  }

  /// Query less reference, quarter bins.
  int pitch(int hit) {
    return (((int) places[hit] >>> 7) & 0xff) - 128;
  }

  int span(int hit) {
    return (int) places[hit] & 0x7f;
  }

  /// Number of the landmark in its [LandmarkQuery].
  int landmark(int hit) {
    return landmarks[hit];
  }
}
