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
  private static final byte MOST = Byte.MAX_VALUE;

  /// Cells that are summed exactly: many times what can become a candidate.
  private static final int ENOUGH = 3_000;

  /// Shift that keeps frames before the recording's start positive.
  private static final int LEAD = 4096;

  /// Fixed point of frames and of scales.
  private static final int POINT = 16;

  private static final int SCALE_POINT = 1 << 16;

  /// Lowest bits of the fields of a place in half cells: scale 6 bits, frame 20, pitch 7,
  /// recording.
  private static final int FRAME_BIT = 6;

  private static final int PITCH_BIT = 26;
  private static final int RECORDING_BIT = 33;
  private static final long[] GRIDS = grids();
  private static final long WHOLE_CELLS = ~(1L | (1L << FRAME_BIT) | (1L << PITCH_BIT));

  private final LandmarkParameters.Voting voting;
  private final byte[] counters = new byte[COUNTERS];
  private final int[] histogram = new int[MOST + 1];
  private final int[] halfOfScale;
  private final VoteCells cells = new VoteCells();
  private long[] places = new long[1 << 14];
  private int[] frames = new int[1 << 14];
  private int[] ratios = new int[1 << 14];
  private int size;

  Votes(LandmarkParameters parameters) {
    voting = parameters.voting();
    halfOfScale = halvesOfScale(voting.cells().scale());
  }

  /// Half cell of the scale there / here, by there · 128 + here.
  private static int[] halvesOfScale(double cell) {
    double[] logs = new double[128];
    for (int span = 1; span < 128; span++) logs[span] = StrictMath.log(span);
    int[] halves = new int[128 * 128];
    for (int there = 1; there < 128; there++)
      for (int here = 1; here < 128; here++) {
        double place = (logs[there] - logs[here]) / cell + 14;
        halves[there * 128 + here] = (int) Math.clamp(Math.floor(2 * place), 0, 62);
      }
    return halves;
  }

  /// Half a cell along some of the three axes.
  private static long[] grids() {
    var grids = new long[8];
    for (int grid = 0; grid < 8; grid++)
      grids[grid] =
          (grid & 1) | (((grid >> 1) & 1L) << FRAME_BIT) | (((grid >> 2) & 1L) << PITCH_BIT);
    return grids;
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
    if (least > places.length) grow(Math.max(least, 2 * places.length));
    int halfPitch = voting.cells().pitch() / 2;
    int halfFrame = POINT * voting.cells().offset() / 2;
    for (int hit = 0; hit < slice.size(); hit++) {
      int landmark = slice.landmark(hit);
      int here = query.spanOf(landmark);
      int there = slice.span(hit);
      int away = centre - query.frame(landmark);
      int frame = POINT * (slice.frame(hit) + LEAD) + Math.floorDiv(POINT * there * away, here);
      if (frame < 0) continue;
      int pitch = slice.pitch(hit) + 128;
      frames[size] = frame;
      ratios[size] = ((SCALE_POINT * there / here) << 8) | pitch;
      places[size++] =
          ((long) slice.recording(hit) << RECORDING_BIT)
              | ((long) (pitch / halfPitch) << PITCH_BIT)
              | ((long) (frame / halfFrame) << FRAME_BIT)
              | halfOfScale[there * 128 + here];
    }
  }

  private void grow(int length) {
    places = Arrays.copyOf(places, length);
    frames = Arrays.copyOf(frames, length);
    ratios = Arrays.copyOf(ratios, length);
  }

  /// The best supported alignments, best first.
  ///
  /// @param most how many
  List<Candidate> candidates(int most) {
    int slots = Math.min(COUNTERS, Integer.highestOneBit(Math.max(1 << 12, size)) * 8);
    int shift = 64 - Integer.numberOfTrailingZeros(slots);
    Arrays.fill(counters, 0, slots, (byte) 0);
    for (int hit = 0; hit < size; hit++)
      for (long grid : GRIDS) {
        int at = slot(cell(places[hit], grid), shift);
        if (counters[at] != MOST) counters[at]++;
      }
    int least = worthSumming(slots);
    cells.clear();
    for (int hit = 0; hit < size; hit++)
      for (long grid : GRIDS) {
        long cell = cell(places[hit], grid);
        if (counters[slot(cell, shift)] >= least)
          cells.add(cell, frames[hit], ratios[hit] >>> 8, (ratios[hit] & 0xff) - 128);
      }
    return choose(most);
  }

  /// The count from which on few enough counters are left to sum exactly.
  private int worthSumming(int slots) {
    Arrays.fill(histogram, 0);
    for (int slot = 0; slot < slots; slot++) histogram[counters[slot]]++;
    int least = MOST;
    for (int left = 0; least > voting.least(); least--) {
      left += histogram[least];
      if (left + histogram[least - 1] > ENOUGH) break;
    }
    return least;
  }

  /// The cell of a grid that a place lies in; the bits that whole cells do not use say which grid.
  private static long cell(long place, long grid) {
    return ((place + grid) & WHOLE_CELLS) | grid;
  }

  private static int slot(long cell, int shift) {
    return (int) ((cell * 0x9E3779B97F4A7C15L) >>> shift);
  }

  private List<Candidate> choose(int most) {
    var chosen = new ArrayList<Candidate>();
    var near = new HashSet<Long>();
    var ofRecording = new HashMap<Integer, Integer>();
    for (int slot : cells.best(voting.least())) {
      if (chosen.size() == most) break;
      var candidate = candidate(slot);
      if (!near.add(neighbourhood(candidate))) continue;
      if (ofRecording.merge(candidate.recording(), 1, Integer::sum) > voting.perRecording())
        continue;
      chosen.add(candidate);
    }
    return chosen;
  }

  private Candidate candidate(int slot) {
    return new Candidate(
        (int) (cells.key(slot) >>> RECORDING_BIT),
        cells.meanFrame(slot) / POINT - LEAD,
        cells.meanScale(slot) / SCALE_POINT,
        cells.meanPitch(slot),
        cells.votes(slot));
  }

  private static long neighbourhood(Candidate candidate) {
    return ((long) candidate.recording() << 40)
        | ((Math.round(candidate.pitch() / 6) + 64) << 33)
        | ((Math.round(Math.log(candidate.scale()) / 0.04) + 64) << 25)
        | Math.round((candidate.offset() + LEAD) / 20);
  }
}
