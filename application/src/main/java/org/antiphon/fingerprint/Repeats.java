package org.antiphon.fingerprint;

import java.util.ArrayList;
import java.util.List;

/// Where else in the same recording does a match fit? Music that repeats itself fits at several
/// places, and the landmarks may have voted for one that fits less well than the true one. All
/// shifts are tried at once, at the match's own scale and pitch: each pair of peaks of like pitch
/// votes for a shift.
final class Repeats {
  /// Shifts are counted in cells so wide; neighbours are added.
  private static final int CELL = 3;

  /// A shift closer than this is the match itself.
  private static final int SAME = 16;

  private static final int MOST = 6;

  /// Coincidences that another place must have, as a share of the match's own.
  private static final double SHARE = 0.6;

  /// Frames around the middle of a stretch that are looked at.
  private static final int REACH = 1_500;

  private final Peaks query;
  private final Peaks reference;
  private final double quarterBins;
  private final int[][] byPitch;

  /// @param quarterBins how far the pitches of two peaks may lie apart
  Repeats(Peaks query, Peaks reference, double quarterBins) {
    this.query = query;
    this.reference = reference;
    this.quarterBins = quarterBins;
    byPitch = byPitch(reference);
  }

  private static int[][] byPitch(Peaks peaks) {
    int highest = 0;
    for (int f : peaks.f()) highest = Math.max(highest, f);
    int[] sizes = new int[highest + 1];
    for (int f : peaks.f()) sizes[f]++;
    var by = new int[highest + 1][];
    for (int f = 0; f <= highest; f++) by[f] = new int[sizes[f]];
    for (int i = peaks.size() - 1; i >= 0; i--)
      by[peaks.f()[i]][--sizes[peaks.f()[i]]] = peaks.t()[i];
    return by;
  }

  /// Other places, the best supported first: where the recording stands at the middle of the
  /// match's stretch.
  List<Candidate> of(Aligned match) {
    var stretch = match.stretch();
    double middle = (stretch.from() + stretch.to()) / 2.0;
    double from = Math.max(stretch.from(), middle - REACH);
    double to = Math.min(stretch.to(), middle + REACH);
    var alignment = match.alignment();
    int[] cells = vote(alignment, from, to);
    int zero = lead(alignment);
    int own = support(cells, cell(alignment.start(), zero));
    var taken = new ArrayList<Integer>();
    taken.add(cell(alignment.start(), zero));
    var found = new ArrayList<Candidate>();
    while (found.size() < MOST) {
      int best = best(cells, taken);
      if (best < 0 || support(cells, best) < SHARE * own) break;
      taken.add(best);
      double start = (best + 0.5) * CELL - zero;
      found.add(
          new Candidate(
              match.recording(),
              start + alignment.scale() * middle,
              alignment.scale(),
              alignment.pitch(),
              support(cells, best)));
    }
    return found;
  }

  private int[] vote(Alignment alignment, double from, double to) {
    int zero = lead(alignment);
    int[] cells = new int[(zero + reference.frames()) / CELL + 2];
    for (int i = query.firstAt(from); i < query.size() && query.t()[i] <= to; i++) {
      double pitch = query.f()[i] - alignment.pitch();
      int lowest = (int) Math.max(0, Math.ceil(pitch - quarterBins));
      int highest = (int) Math.min(byPitch.length - 1, Math.floor(pitch + quarterBins));
      double here = zero - alignment.scale() * query.t()[i];
      for (int f = lowest; f <= highest; f++)
        for (int there : byPitch[f]) {
          double start = there + here;
          if (start >= 0) cells[(int) (start / CELL)]++;
        }
    }
    return cells;
  }

  /// So many frames before its start may a recording be entered.
  private int lead(Alignment alignment) {
    return (int) Math.ceil(alignment.scale() * query.frames());
  }

  private static int cell(double start, int zero) {
    return Math.max(0, (int) ((start + zero) / CELL));
  }

  private static int support(int[] cells, int at) {
    int sum = 0;
    for (int i = Math.max(0, at - 1); i <= Math.min(cells.length - 1, at + 1); i++) sum += cells[i];
    return sum;
  }

  private static int best(int[] cells, List<Integer> taken) {
    int best = -1;
    int most = 0;
    for (int at = 0; at < cells.length; at++) {
      int support = support(cells, at);
      if (support <= most || isTaken(at, taken)) continue;
      most = support;
      best = at;
    }
    return best;
  }

  private static boolean isTaken(int at, List<Integer> taken) {
    for (int other : taken) if (Math.abs(at - other) * CELL <= SAME) return true;
    return false;
  }
}
