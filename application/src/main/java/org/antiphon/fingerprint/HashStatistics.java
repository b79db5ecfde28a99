package org.antiphon.fingerprint;

import java.util.Arrays;

/// How unevenly the landmarks of some music fall on the hashes. A look-up asks for a hash as often
/// as music bears it, so that it reads `Σ n² / Σ n` places on average, not the mean of the lists:
/// music that repeats itself, and figures that all music has, make a few lists long. Cost: one pass
/// over the peaks for each recording. Not thread-safe.
public final class HashStatistics {
  private final LandmarkParameters parameters = LandmarkParameters.current();
  private final LandmarkKey key = new LandmarkKey(parameters.landmarks());
  private final Triplets triplets = new Triplets(parameters.landmarks());
  private final long[] counts = new long[1 << 19];
  private int[] terms = new int[1 << 12];
  private int size;
  private long landmarks;
  private double ownLists;
  private double seconds;
  private long peaks;

  /// Counts the landmarks that a recording would be indexed by.
  public void add(Peaks recording) {
    size = 0;
    triplets.each(
        recording,
        0,
        recording.size(),
        parameters.picking().ranking().strong(),
        parameters.landmarks().perAnchor(),
        (i, j, k) -> count(recording, i, j, k));
    Arrays.sort(terms, 0, size);
    for (int from = 0, to; from < size; from = to) {
      for (to = from; to < size && terms[to] == terms[from]; ) to++;
      ownLists += (double) (to - from) * (to - from);
    }
    landmarks += size;
    seconds += recording.seconds();
    peaks += recording.size();
  }

  private void count(Peaks recording, int i, int j, int k) {
    int hash = key.hash(recording, i, j, k);
    counts[hash]++;
    if (size == terms.length) terms = Arrays.copyOf(terms, 2 * size);
    terms[size++] = LandmarkKey.term(hash, key.classOfFrequency(recording.f()[i]));
  }

  /// How many evenly used hashes would make look-ups as long: (Σ n)² / Σ n².
  public double effectiveHashes() {
    double squares = 0;
    for (long count : counts) squares += (double) count * count;
    return squares == 0 ? 0 : (double) landmarks * landmarks / squares;
  }

  /// Share of all landmarks that the most common hashes bear.
  public double shareOfCommonest(int hashes) {
    long[] sorted = counts.clone();
    Arrays.sort(sorted);
    long sum = 0;
    for (int i = 0; i < hashes; i++) sum += sorted[sorted.length - 1 - i];
    return landmarks == 0 ? 0 : (double) sum / landmarks;
  }

  /// How many landmarks of its own recording share a landmark's hash and pitch, itself among them,
  /// on average: 1 for a recording that never repeats itself.
  public double repeats() {
    return landmarks == 0 ? 0 : ownLists / landmarks;
  }

  /// Landmarks a second of sound.
  public double landmarksPerSecond() {
    return seconds == 0 ? 0 : landmarks / seconds;
  }

  /// Peaks a second of sound.
  public double peaksPerSecond() {
    return seconds == 0 ? 0 : peaks / seconds;
  }
}
