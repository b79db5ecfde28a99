package org.antiphon.detection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Every distinct rate / stride that is looked for, with its readings; made once.
final class Candidates {
  private final double[] hertz;
  private final List<List<Reading>> readings;

  Candidates(CombParameters.Strides strides) {
    var found = new LinkedHashMap<Long, List<Reading>>();
    for (int rate : strides.rates())
      for (int stride = strides.least(); stride <= strides.most(); stride++) {
        if ((double) rate / stride < strides.lowestHz()) continue;
        int divisor = gcd(rate, stride);
        long key = ((long) (rate / divisor) << 32) | (stride / divisor);
        found.computeIfAbsent(key, _ -> new ArrayList<>()).add(new Reading(rate, stride));
      }
    hertz = new double[found.size()];
    readings = List.copyOf(found.values());
    int i = 0;
    for (long key : found.keySet()) hertz[i++] = (double) (key >> 32) / (int) key;
  }

  static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  int size() {
    return hertz.length;
  }

  double hertz(int candidate) {
    return hertz[candidate];
  }

  List<Reading> readings(int candidate) {
    return readings.get(candidate);
  }

  boolean isKnown(int candidate) {
    return readings(candidate).stream().anyMatch(Reading::isKnown);
  }
}
