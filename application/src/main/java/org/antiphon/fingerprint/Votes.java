package org.antiphon.fingerprint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

/// Which alignments do many landmarks of one window agree on?
///
/// Every hit says a pitch p, a scale s = span there / span here, and the recording's frame at the
/// window's centre. It votes in cells of (recording, p: 8 quarter bins, frame: 24, ln s: 0.04), in
/// eight grids, each axis shifted by half a cell or not, so that no agreement falls on a border in
/// all of them. The scale has an axis of its own: without it a piece that repeats itself fills all
/// places with wrong alignments of itself. Hits by chance are many and lonely, so they are counted
/// first in small counters under a hash of the cell (a collision only lets a few too many pass),
/// and only cells that may hold enough votes are summed exactly. All sums are integers: the order
/// of hits changes nothing. Buffers are used again. Not thread-safe.
final class Votes {
  private static final int COUNTERS = 1 << 20;
  private static final int GRIDS = 8;

  /// Shift that keeps frames before the recording's start positive.
  private static final int LEAD = 4096;

  /// Fixed point of frames and of scales.
  private static final int POINT = 16;

  private static final int SCALE_POINT = 1 << 16;

  private final LandmarkParameters.Voting voting;
  private final byte[] counters = new byte[COUNTERS];
  private long[] hits = new long[1 << 14];
  private int[] frames = new int[1 << 14];
  private int[] scales = new int[1 << 14];
  private int size;
  private final Cells cells = new Cells();
  private final int[] scaleCell = new int[128 * 128 * 2];

  Votes(LandmarkParameters parameters) {
    voting = parameters.voting();
    for (int there = 1; there < 128; there++)
      for (int here = 1; here < 128; here++) {
        double place = StrictMath.log((double) there / here) / voting.cells().scale() + 14;
        for (int shift = 0; shift < 2; shift++)
          scaleCell[(there * 128 + here) * 2 + shift] =
              (int) Math.clamp(Math.floor(place + 0.5 * shift), 0, 31);
      }
  }

  /// Forgets all hits.
  void clear() {
    size = 0;
  }

  /// Takes the hits of a slice.
  ///
  /// @param centre the window's, in frames of the query
  void take(Hits slice, LandmarkQuery query, int centre) {
    int least = size + slice.size();
    if (least > hits.length) grow(Math.max(least, 2 * hits.length));
    for (int hit = 0; hit < slice.size(); hit++) {
      int landmark = slice.landmark(hit);
      int here = query.spanOf(landmark);
      int there = slice.span(hit);
      int away = centre - query.frame(landmark);
      int frame = POINT * (slice.frame(hit) + LEAD) + Math.floorDiv(POINT * there * away, here);
      if (frame < 0) continue;
      frames[size] = frame;
      scales[size] = SCALE_POINT * there / here;
      hits[size++] =
          ((long) slice.recording(hit) << 24)
              | ((slice.pitch(hit) + 128L) << 16)
              | ((long) there << 8)
              | here;
    }
  }

  private void grow(int length) {
    hits = Arrays.copyOf(hits, length);
    frames = Arrays.copyOf(frames, length);
    scales = Arrays.copyOf(scales, length);
  }

  /// The best supported alignments, best first.
  List<Candidate> candidates() {
    Arrays.fill(counters, (byte) 0);
    for (int hit = 0; hit < size; hit++)
      for (int grid = 0; grid < GRIDS; grid++) {
        int at = slot(cell(hit, grid));
        if (counters[at] < voting.least()) counters[at]++;
      }
    cells.clear();
    for (int hit = 0; hit < size; hit++)
      for (int grid = 0; grid < GRIDS; grid++) {
        long cell = cell(hit, grid);
        if (counters[slot(cell)] < voting.least()) continue;
        int pitch = (int) ((hits[hit] >>> 16) & 0xff) - 128;
        cells.add(cell, frames[hit], scales[hit], pitch);
      }
    return choose();
  }

  /// Recording 24 bits, pitch 6, frame 19, scale 5, grid 3.
  private long cell(int hit, int grid) {
    long packed = hits[hit];
    var size = voting.cells();
    int pitch = ((int) ((packed >>> 16) & 0xff) + (grid & 1) * size.pitch() / 2) / size.pitch();
    int width = POINT * size.offset();
    int frame = (frames[hit] + ((grid >> 1) & 1) * width / 2) / width;
    int spans = (int) ((packed >>> 8) & 0x7f) * 128 + (int) (packed & 0x7f);
    int scale = scaleCell[2 * spans + (grid >> 2)];
    return ((packed >>> 24) << 33)
        | ((long) pitch << 27)
        | ((long) frame << 8)
        | (scale << 3)
        | grid;
  }

  private static int slot(long cell) {
    return (int) ((cell * 0x9E3779B97F4A7C15L) >>> 44);
  }

  private List<Candidate> choose() {
    var chosen = new ArrayList<Candidate>();
    var near = new HashSet<Long>();
    var ofRecording = new HashMap<Integer, Integer>();
    for (int slot : cells.best(voting.least())) {
      if (chosen.size() == voting.candidates()) break;
      var candidate = cells.candidate(slot);
      if (!near.add(neighbourhood(candidate))) continue;
      if (ofRecording.merge(candidate.recording(), 1, Integer::sum) > voting.perRecording())
        continue;
      chosen.add(candidate);
    }
    return chosen;
  }

  private static long neighbourhood(Candidate candidate) {
    return ((long) candidate.recording() << 40)
        | ((Math.round(candidate.pitch() / 6) + 64) << 33)
        | ((Math.round(Math.log(candidate.scale()) / 0.04) + 64) << 25)
        | Math.round((candidate.offset() + LEAD) / 20);
  }

  /// Sums by cell: an open table of primitives.
  private static final class Cells {
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

    Candidate candidate(int slot) {
      double n = votes[slot];
      return new Candidate(
          (int) (keys[slot] >>> 33),
          frames[slot] / n / POINT - LEAD,
          scales[slot] / n / SCALE_POINT,
          pitches[slot] / n,
          votes[slot]);
    }
  }
}
