package org.antiphon.fingerprint;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Peaks of a query that lie where an alignment finds a peak of the recording; and the alignment
/// that fits them best. Buffers are used again. Not thread-safe.
final class Coincidences {
  private final Peaks query;
  private final Peaks reference;
  private int[] mine = new int[256];
  private int[] theirs = new int[256];
  private int count;

  Coincidences(Peaks query, Peaks reference) {
    this.query = query;
    this.reference = reference;
  }

  /// Finds them between two frames of the query: for each query peak the nearest peak of the
  /// recording within so many frames and quarter bins.
  ///
  /// @return how many
  int find(Alignment by, double from, double to, double frames, double quarterBins) {
    count = 0;
    int start = 0;
    int[] there = reference.t();
    for (int i = query.firstAt(from); i < query.size() && query.t()[i] <= to; i++) {
      double t = by.referenceFrame(query.t()[i]);
      double f = query.f()[i] - by.pitch();
      if (count == 0 && start == 0) start = reference.firstAt(t - frames);
      while (start < there.length && there[start] < t - frames) start++;
      int nearest = nearest(start, t, f, frames, quarterBins);
      if (nearest >= 0) add(i, nearest);
    }
    return count;
  }

  private int nearest(int start, double t, double f, double frames, double quarterBins) {
    int nearest = -1;
    double least = Double.MAX_VALUE;
    for (int j = start; j < reference.size() && reference.t()[j] <= t + frames; j++) {
      double away = Math.abs(reference.f()[j] - f);
      if (away > quarterBins) continue;
      double distance = away / quarterBins + Math.abs(reference.t()[j] - t) / frames;
      if (distance >= least) continue;
      least = distance;
      nearest = j;
    }
    return nearest;
  }

  private void add(int i, int j) {
    if (count == mine.length) {
      mine = Arrays.copyOf(mine, 2 * count);
      theirs = Arrays.copyOf(theirs, 2 * count);
    }
    mine[count] = i;
    theirs[count++] = j;
  }

  int count() {
    return count;
  }

  /// Query peak of a coincidence.
  int mine(int n) {
    return mine[n];
  }

  /// Reference peak of a coincidence.
  int theirs(int n) {
    return theirs[n];
  }

  /// The alignment with its scale kept that fits best; null below four coincidences.
  @Nullable Alignment shifted(Alignment old) {
    return count < 4 ? null : fitted(old.scale());
  }

  /// The alignment that fits best by least squares, its scale within 3 % of the old one; null below
  /// four coincidences.
  @Nullable Alignment fitted(Alignment old) {
    if (count < 4) return null;
    double meanHere = 0;
    double meanThere = 0;
    for (int n = 0; n < count; n++) {
      meanHere += query.t()[mine[n]];
      meanThere += reference.t()[theirs[n]];
    }
    meanHere /= count;
    meanThere /= count;
    double squares = 0;
    double products = 0;
    for (int n = 0; n < count; n++) {
      double here = query.t()[mine[n]] - meanHere;
      squares += here * here;
      products += here * (reference.t()[theirs[n]] - meanThere);
    }
    double scale = squares > 0 ? products / squares : old.scale();
    return fitted(Math.clamp(scale, old.scale() * 0.97, old.scale() * 1.03));
  }

  private Alignment fitted(double scale) {
    double start = 0;
    double pitch = 0;
    for (int n = 0; n < count; n++) {
      start += reference.t()[theirs[n]] - scale * query.t()[mine[n]];
      pitch += query.f()[mine[n]] - reference.f()[theirs[n]];
    }
    return new Alignment(start / count, scale, pitch / count);
  }
}
