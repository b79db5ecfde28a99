package org.antiphon.fingerprint;

import java.util.Arrays;

/// Ties peaks together: an anchor and two later peaks within 64 frames and 8 semitones of it. Of
/// all an anchor's pairs those are taken whose weaker partner stands out most, for they are the
/// likeliest to be in a disguised copy too. Cost: some 20 partners an anchor. Not thread-safe.
final class Triplets {
  /// Takes the indices of three peaks; i is the anchor, j the middle one in time.
  interface Sink {
    /// One triplet.
    void triplet(int i, int j, int k);
  }

  private final LandmarkParameters.Landmarks landmarks;
  private int[] partners = new int[256];

  Triplets(LandmarkParameters.Landmarks landmarks) {
    this.landmarks = landmarks;
  }

  /// Gives the triplets whose anchors are peaks `from` to `to` - 1, `perAnchor` each, of peaks
  /// ranked below `rank`.
  void each(Peaks peaks, int from, int to, int rank, int perAnchor, Sink sink) {
    for (int anchor = from; anchor < to; anchor++)
      if (peaks.rank()[anchor] < rank)
        pairs(peaks, anchor, gather(peaks, anchor, rank), perAnchor, sink);
  }

  /// The anchor's partners into `partners`, the most prominent first, equals in order of time.
  private int gather(Peaks peaks, int anchor, int rank) {
    int[] t = peaks.t();
    int count = 0;
    for (int i = anchor + 1; i < t.length && t[i] - t[anchor] <= landmarks.longest(); i++) {
      if (peaks.rank()[i] >= rank || t[i] - t[anchor] < landmarks.gap()) continue;
      if (Math.abs(peaks.f()[i] - peaks.f()[anchor]) > landmarks.width()) continue;
      if (count == partners.length) partners = Arrays.copyOf(partners, 2 * count);
      int at = count++;
      for (; at > 0 && peaks.contrast()[partners[at - 1]] < peaks.contrast()[i]; at--)
        partners[at] = partners[at - 1];
      partners[at] = i;
    }
    return count;
  }

  private void pairs(Peaks peaks, int anchor, int count, int perAnchor, Sink sink) {
    int[] t = peaks.t();
    int given = 0;
    for (int weaker = 1; weaker < count; weaker++)
      for (int stronger = 0; stronger < weaker; stronger++) {
        int j = Math.min(partners[weaker], partners[stronger]);
        int k = Math.max(partners[weaker], partners[stronger]);
        if (t[k] - t[j] < landmarks.gap() || t[k] - t[anchor] < landmarks.shortest()) continue;
        sink.triplet(anchor, j, k);
        if (++given == perAnchor) return;
      }
  }
}
