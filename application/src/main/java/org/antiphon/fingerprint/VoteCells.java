package org.antiphon.fingerprint;

import java.util.Arrays;

/// Votes summed by cell: an open-addressing table of primitives, used again. Not thread-safe.
final class VoteCells {
  private long[] keys = new long[1 << 14];
  private int[] votes = new int[1 << 14];
  private long[] frames = new long[1 << 14];
  private long[] scales = new long[1 << 14];
  private long[] pitches = new long[1 << 14];
  private int used;

  void clear() {
    Arrays.fill(votes, 0);
    used = 0;
  }

  void add(long key, int frame, int scale, int pitch) {
    if (2 * used >= keys.length) rehash();
    int at = place(key);
    if (votes[at] == 0) {
      used++;
      keys[at] = key;
      frames[at] = 0;
      scales[at] = 0;
      pitches[at] = 0;
    }
    votes[at]++;
    frames[at] += frame;
    scales[at] += scale;
    pitches[at] += pitch;
  }

  private int place(long key) {
    int at = (int) ((key * 0xD6E8FEB86659FD93L) >>> 33) & (keys.length - 1);
    while (votes[at] != 0 && keys[at] != key) at = (at + 1) & (keys.length - 1);
    return at;
  }

  private void rehash() {
    var old = new Object[] {keys, votes, frames, scales, pitches};
    int length = 2 * keys.length;
    keys = new long[length];
    votes = new int[length];
    frames = new long[length];
    scales = new long[length];
    pitches = new long[length];
    int[] counts = (int[]) old[1];
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 0) continue;
      int at = place(((long[]) old[0])[i]);
      keys[at] = ((long[]) old[0])[i];
      votes[at] = counts[i];
      frames[at] = ((long[]) old[2])[i];
      scales[at] = ((long[]) old[3])[i];
      pitches[at] = ((long[]) old[4])[i];
    }
  }

  /// Slots with at least so many votes; the most first, equals in the order of their keys.
  int[] best(int least) {
    int count = 0;
    for (int vote : votes) if (vote >= least) count++;
    var sorted = new long[count];
    for (int i = 0, n = 0; i < votes.length; i++) if (votes[i] >= least) sorted[n++] = keys[i];
    Arrays.sort(sorted);
    var order = new long[count];
    for (int i = 0; i < count; i++)
      order[i] = ((Integer.MAX_VALUE - (long) votes[place(sorted[i])]) << 32) | i;
    Arrays.sort(order);
    var slots = new int[count];
    for (int i = 0; i < count; i++) slots[i] = place(sorted[(int) order[i]]);
    return slots;
  }

  long key(int slot) {
    return keys[slot];
  }

  int votes(int slot) {
    return votes[slot];
  }

  double meanFrame(int slot) {
    return (double) frames[slot] / votes[slot];
  }

  double meanScale(int slot) {
    return (double) scales[slot] / votes[slot];
  }

  double meanPitch(int slot) {
    return (double) pitches[slot] / votes[slot];
  }
}
