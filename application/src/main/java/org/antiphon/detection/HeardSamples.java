package org.antiphon.detection;

/// Takes a sound between its silent ends, the mean of its channels, in blocks.
@FunctionalInterface
interface HeardSamples {
  /// The next samples; the array is used again after the call.
  void take(float[] mono, int count);
}
