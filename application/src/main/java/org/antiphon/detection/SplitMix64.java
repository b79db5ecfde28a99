package org.antiphon.detection;

/// The generator of the sampled controls' offsets (Steele, Lea, Flood: "Fast splittable
/// pseudorandom number generators", OOPSLA 2014). Not thread-safe.
final class SplitMix64 {
  private long state;

  SplitMix64(long seed) {
    state = seed;
  }

  long next() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /// In [0, 1), 53 bits.
  double uniform() {
    return (next() >>> 11) * 0x1p-53;
  }
}
