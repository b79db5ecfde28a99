package org.antiphon.detection;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// One way to read a comb: a decoder of this rate whose strides multiply to so many samples.
///
/// @param rateHz decoder's own rate
/// @param strideSamples product of the strides still to come
public record Reading(int rateHz, int strideSamples) {
  private static final Set<Reading> KNOWN =
      Set.of(
          new Reading(24_000, 320),
          new Reading(32_000, 640),
          new Reading(48_000, 320),
          new Reading(44_100, 512),
          new Reading(44_100, 768),
          new Reading(24_000, 512),
          new Reading(44_100, 2_048),
          new Reading(44_100, 1_024),
          new Reading(24_000, 256),
          new Reading(24_000, 300),
          new Reading(48_000, 480),
          new Reading(48_000, 512),
          new Reading(16_000, 256),
          new Reading(16_000, 160),
          new Reading(16_000, 320),
          new Reading(48_000, 640),
          new Reading(48_000, 1_920),
          new Reading(22_050, 256),
          new Reading(44_100, 160),
          new Reading(48_000, 2_048),
          new Reading(48_000, 1_024));

  /// Whether a published decoder has this rate and stride.
  public boolean isKnown() {
    return KNOWN.contains(this);
  }

  /// Strides are products of small numbers: no decoder known has a prime above 7 in it.
  int largestPrime() {
    int left = strideSamples;
    int largest = 1;
    for (int p = 2; left > 1; p++)
      while (left % p == 0) {
        left /= p;
        largest = p;
      }
    return largest;
  }

  /// Those whose rate can carry the sound first, then known ones, then the smallest primes.
  static List<Reading> preferred(List<Reading> readings, double top) {
    return readings.stream()
        .sorted(
            Comparator.<Reading>comparingInt(reading -> reading.rateHz < 1.9 * top ? 1 : 0)
                .thenComparingInt(reading -> reading.isKnown() ? 0 : 1)
                .thenComparingInt(Reading::largestPrime)
                .thenComparingInt(Reading::strideSamples))
        .toList();
  }
}
