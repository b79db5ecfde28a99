package org.antiphon.fingerprint;

import java.util.Arrays;

/// Tells the recording itself from its notes played by another instrument at the same moments.
///
/// Chance is no question there: two renderings of one MIDI file share a line of peaks that no
/// accident brings. But an instrument decides when after its stroke a note is loudest and how
/// strong each harmonic is, and neither pitch, tempo, filter nor codec changes that from note to
/// note. Four figures of the peaks that coincide are therefore weighed together, logistically:
///
/// - jitter: standard deviation of what is left of the distances in time, in frames, each six
///   seconds for themselves; 0.5 to 0.9 in copies (reverberation 1.2), 1.0 to 1.5 in renderings;
/// - order: rank correlation of the contrasts, each octave for itself, so that a filter or a noise
///   of another colour counts little; 0.8 to 1 in copies, 0.2 to 0.8 in renderings;
/// - spread: standard deviation of the differences of contrast in dB, likewise; 0.5 to 3, and 4 to
///   7;
/// - kept: the share of the recording's peaks over the stretch that are there; mixes keep 0.25 to
///   0.6, as renderings do, but in time and in order.
///
/// The weights were fitted to copies under all disguises of `make_queries.py`, and to two
/// instruments playing the same notes; docs/measurements/fingerprint.md tells what came of it on
/// others. O(k log k) for k coincidences, once for each match that is named. Not thread-safe.
final class Likeness {
  /// Frames of the query over which a drift of time is not taken for jitter.
  private static final int BLOCK = 375;

  private static final int OCTAVE = 144;
  private static final int OCTAVES = 5;

  /// Fewer peaks in an octave have no order.
  private static final int ORDERED = 6;

  private final Peaks query;
  private final Peaks reference;
  private final Coincidences shared;

  Likeness(Peaks query, Peaks reference) {
    this.query = query;
    this.reference = reference;
    shared = new Coincidences(query, reference);
  }

  /// Above 0 the recording itself is the likelier, below it another rendering; about the logarithm
  /// of the odds.
  double of(Aligned aligned, LandmarkParameters.Fitting fitting, LandmarkParameters.Alike alike) {
    var alignment = aligned.alignment();
    int from = aligned.stretch().from();
    int to = aligned.stretch().to() - 1;
    shared.find(alignment, from, to, fitting.frames(), fitting.quarterBins());
    if (shared.count() < ORDERED) return Double.NEGATIVE_INFINITY;
    return alike.base()
        + alike.jitter() * jitter(alignment)
        + alike.order() * order()
        + alike.spread() * spread()
        + alike.kept() * kept(alignment, from, to);
  }

  private double jitter(Alignment alignment) {
    int first = query.t()[shared.mine(0)] / BLOCK;
    int blocks = query.t()[shared.mine(shared.count() - 1)] / BLOCK - first + 1;
    var within = new Deviations(blocks);
    for (int n = 0; n < shared.count(); n++) {
      int t = query.t()[shared.mine(n)];
      double late = reference.t()[shared.theirs(n)] - alignment.referenceFrame(t);
      within.add(t / BLOCK - first, late);
    }
    return within.deviation();
  }

  private double spread() {
    var within = new Deviations(OCTAVES);
    for (int n = 0; n < shared.count(); n++)
      within.add(octave(n), (contrast(n) - contrastThere(n)) / 100.0);
    return within.deviation();
  }

  private double order() {
    double products = 0;
    double mine = 0;
    double theirs = 0;
    for (int octave = 0; octave < OCTAVES; octave++) {
      int[] members = members(octave);
      int size = members.length;
      if (size < ORDERED) continue;
      double[] here = ranks(Arrays.stream(members).mapToLong(this::contrast).toArray());
      double[] there = ranks(Arrays.stream(members).mapToLong(this::contrastThere).toArray());
      double weight = 1.0 / ((double) size * size); // else an octave counts by its cube
      products += weight * product(here, there);
      mine += weight * product(here, here);
      theirs += weight * product(there, there);
    }
    return mine * theirs > 0 ? products / Math.sqrt(mine * theirs) : 0;
  }

  private int[] members(int octave) {
    int[] members = new int[shared.count()];
    int size = 0;
    for (int n = 0; n < shared.count(); n++) if (octave(n) == octave) members[size++] = n;
    return Arrays.copyOf(members, size);
  }

  private int octave(int n) {
    return query.f()[shared.mine(n)] / OCTAVE;
  }

  private int contrast(int n) {
    return query.contrast()[shared.mine(n)];
  }

  private int contrastThere(int n) {
    return reference.contrast()[shared.theirs(n)];
  }

  /// Ranks about their mean; equals share one.
  private static double[] ranks(long[] values) {
    int size = values.length;
    for (int i = 0; i < size; i++) values[i] = values[i] << 32 | i;
    Arrays.sort(values);
    var ranks = new double[size];
    for (int from = 0, to; from < size; from = to) {
      to = from + 1;
      while (to < size && values[to] >> 32 == values[from] >> 32) to++;
      for (int i = from; i < to; i++) ranks[(int) values[i]] = (from + to - size) / 2.0;
    }
    return ranks;
  }

  private static double product(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) sum += one[i] * other[i];
    return sum;
  }

  private double kept(Alignment alignment, int from, int to) {
    int first = reference.firstAt(alignment.referenceFrame(from));
    int end = reference.firstAt(alignment.referenceFrame(to) + 1);
    var hit = new boolean[reference.size()];
    for (int n = 0; n < shared.count(); n++) hit[shared.theirs(n)] = true;
    int kept = 0;
    int all = 0;
    for (int j = first; j < end; j++) {
      double f = reference.f()[j] + alignment.pitch();
      if (f < 0 || f >= OCTAVES * OCTAVE) continue; // moved off the scale
      all++;
      if (hit[j]) kept++;
    }
    return all == 0 ? 0 : (double) kept / all;
  }

  /// How far values lie from the mean of their group.
  private static final class Deviations {
    private final double[] sums;
    private final double[] squares;
    private final int[] counts;

    Deviations(int groups) {
      sums = new double[groups];
      squares = new double[groups];
      counts = new int[groups];
    }

    void add(int group, double value) {
      sums[group] += value;
      squares[group] += value * value;
      counts[group]++;
    }

    double deviation() {
      double within = 0;
      int free = 0;
      for (int group = 0; group < counts.length; group++) {
        if (counts[group] == 0) continue;
        within += squares[group] - sums[group] * sums[group] / counts[group];
        free += counts[group] - 1;
      }
      return Math.sqrt(Math.max(0, within) / Math.max(1, free));
    }
  }
}
