package org.antiphon.fingerprint;

import java.util.Arrays;

/// Finds the peaks in a stream of frames of levels, in integers throughout.
///
/// A peak is greater than everything within 5 frames and 10 bins (of equals, the lower bin, then
/// the earlier frame), stands 3 dB or more above the mean of 81 frames x 29 bins around it, and
/// falls by 1 dB on one side in time: a steady tone has no maximum, only noise on a plateau. Its
/// frequency is refined by a parabola to quarter bins. At most 6 peaks a frame (a click is a column
/// of them); of the rest, those with fewer than 40 stronger ones within half a second are kept. The
/// ranking is centred on the peak, so what is kept does not depend on where the sound begins.
///
/// Holds 128 frames and the peaks. Not thread-safe.
final class PeakPicker implements ConstantQ.Frames {
  private static final int ROWS = 128;

  private final LandmarkParameters.Picking picking;
  private final int bins;
  private final int[][] levels;
  private final int[][] greatest;
  private final int[] queue;
  private final int[] sums;
  private final PeakList found = new PeakList();
  private int frames;
  private int decided;

  PeakPicker(LandmarkParameters parameters) {
    picking = parameters.picking();
    bins = parameters.scale().bins();
    levels = new int[ROWS][bins];
    greatest = new int[ROWS][bins];
    queue = new int[bins];
    sums = new int[bins];
  }

  @Override
  public void frame(int[] row) {
    int[] kept = levels[frames % ROWS];
    System.arraycopy(row, 0, kept, 0, bins);
    runningMaximum(kept, picking.reach().bins(), greatest[frames % ROWS], queue);
    for (int bin = 0; bin < bins; bin++) sums[bin] += row[bin];
    frames++;
    if (frames > picking.mean().frames()) decide(frames - 1);
  }

  /// Ends the stream.
  Peaks finish() {
    while (decided < frames) decide(frames - 1);
    return found.ranked(frames, picking.ranking());
  }

  private void decide(int last) {
    int frame = decided++;
    int leaving = frame - picking.mean().frames() - 1;
    if (leaving >= 0) for (int bin = 0; bin < bins; bin++) sums[bin] -= levels[leaving % ROWS][bin];
    if (frame == 0 || frame == last) return;
    int[] row = levels[frame % ROWS];
    int[] maximum = greatest[frame % ROWS];
    int first = found.size();
    for (int bin = 1; bin < bins - 1; bin++) {
      if (row[bin] < picking.thresholds().level() || row[bin] < maximum[bin]) continue;
      if (!isGreatest(frame, bin, last) || !falls(frame, bin, last)) continue;
      int contrast = row[bin] - mean(frame, bin, last);
      if (contrast >= picking.thresholds().contrast())
        found.add(frame, quarterBin(row, bin), contrast);
    }
    found.keepStrongest(first, picking.ranking().column());
  }

  private boolean isGreatest(int frame, int bin, int last) {
    int level = levels[frame % ROWS][bin];
    int from = Math.max(0, frame - picking.reach().frames());
    int to = Math.min(last, frame + picking.reach().frames());
    for (int other = from; other <= to; other++) {
      int maximum = greatest[other % ROWS][bin];
      if (maximum > level) return false;
      if (maximum == level && isBeatenByEqual(frame, bin, other)) return false;
    }
    return true;
  }

  /// Whether another row holds the same level at a lower bin, or at this bin and earlier.
  private boolean isBeatenByEqual(int frame, int bin, int other) {
    int level = levels[frame % ROWS][bin];
    int to = other < frame ? bin : bin - 1;
    for (int i = Math.max(0, bin - picking.reach().bins()); i <= to; i++)
      if (levels[other % ROWS][i] == level) return true;
    return false;
  }

  private boolean falls(int frame, int bin, int last) {
    int enough = levels[frame % ROWS][bin] - picking.thresholds().drop();
    int from = Math.max(0, frame - picking.reach().frames());
    int to = Math.min(last, frame + picking.reach().frames());
    for (int other = from; other <= to; other++)
      if (levels[other % ROWS][bin] <= enough) return true;
    return false;
  }

  private int mean(int frame, int bin, int last) {
    int from = Math.max(0, bin - picking.mean().bins());
    int to = Math.min(bins - 1, bin + picking.mean().bins());
    int sum = 0;
    for (int i = from; i <= to; i++) sum += sums[i];
    int rows =
        Math.min(last, frame + picking.mean().frames())
            - Math.max(0, frame - picking.mean().frames())
            + 1;
    return Math.floorDiv(sum, rows * (to - from + 1));
  }

  /// Vertex of the parabola through three bins, in quarter bins.
  private int quarterBin(int[] row, int bin) {
    int bend = row[bin - 1] - 2 * row[bin] + row[bin + 1];
    double away = bend < 0 ? 0.5 * (row[bin - 1] - row[bin + 1]) / bend : 0;
    return (int) Math.floor(4 * (bin + Math.clamp(away, -0.5, 0.5)) + 0.5);
  }

  /// Maximum of `row` within `reach` on both sides, into `maximum`. O(n): every index enters and
  /// leaves the queue once (Lemire 2006). `queue`: scratch, as long as `row`.
  static void runningMaximum(int[] row, int reach, int[] maximum, int[] queue) {
    int head = 0;
    int tail = 0;
    for (int i = 0; i < row.length + reach; i++) {
      if (i < row.length) {
        while (tail > head && row[queue[tail - 1]] <= row[i]) tail--;
        queue[tail++] = i;
      }
      int centre = i - reach;
      if (centre < 0) continue;
      if (queue[head] < centre - reach) head++;
      maximum[centre] = row[queue[head]];
    }
  }

  /// Peaks as they are found: growing arrays.
  private static final class PeakList {
    private int[] t = new int[1024];
    private int[] f = new int[1024];
    private int[] contrast = new int[1024];
    private int size;

    int size() {
      return size;
    }

    void add(int frame, int quarterBin, int stands) {
      if (size == t.length) {
        t = Arrays.copyOf(t, 2 * size);
        f = Arrays.copyOf(f, 2 * size);
        contrast = Arrays.copyOf(contrast, 2 * size);
      }
      t[size] = frame;
      f[size] = quarterBin;
      contrast[size++] = stands;
    }

    /// Keeps the `most` strongest of the last frame's peaks, which begin at `first`.
    void keepStrongest(int first, int most) {
      while (size - first > most) {
        int weakest = first;
        for (int i = first + 1; i < size; i++) if (contrast[i] <= contrast[weakest]) weakest = i;
        size--;
        for (int i = weakest; i < size; i++) {
          f[i] = f[i + 1];
          contrast[i] = contrast[i + 1];
        }
      }
    }

    Peaks ranked(int frames, LandmarkParameters.Picking.Ranking ranking) {
      int[] rank = new int[size];
      int kept = 0;
      int from = 0;
      int to = 0;
      for (int i = 0; i < size; i++) {
        while (t[from] < t[i] - ranking.frames()) from++;
        while (to < size && t[to] <= t[i] + ranking.frames()) to++;
        for (int k = from; k < to; k++) if (contrast[k] > contrast[i]) rank[i]++;
        if (rank[i] < ranking.dense()) kept++;
      }
      return strong(frames, rank, kept, ranking.dense());
    }

    private Peaks strong(int frames, int[] rank, int kept, int limit) {
      var peaks = new Peaks(frames, new int[kept], new int[kept], new int[kept], new int[kept]);
      for (int i = 0, k = 0; i < size; i++) {
        if (rank[i] >= limit) continue;
        peaks.t()[k] = t[i];
        peaks.f()[k] = f[i];
        peaks.contrast()[k] = contrast[i];
        peaks.rank()[k++] = rank[i];
      }
      return peaks;
    }
  }
}
