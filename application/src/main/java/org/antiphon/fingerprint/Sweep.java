package org.antiphon.fingerprint;

import java.util.ArrayList;
import java.util.List;

/// Goes through a query window by window: asks the index, lets the hits vote, and holds each
/// candidate against the recording's peaks. Keeps the hits of two slices of 3 s, so that the length
/// of the query costs no memory. Not thread-safe.
final class Sweep {
  /// Below this a tail could become possible when it is joined with its neighbours.
  private static final double WORTH_KEEPING = -4;

  /// Above this it is nothing even against the smallest catalogue.
  private static final double WORTH_REPORTING = -6;

  private final LandmarkParameters parameters;
  private final LandmarkSnapshot index;
  private final Peaks query;
  private final List<Aligned> found = new ArrayList<>();
  private final Votes votes;
  private Slice older;
  private Slice newer;
  private final double[] leastTail;
  private boolean truncated;

  /// A stretch of the query, and what the index knows of it.
  private static final class Slice {
    private final LandmarkQuery query;
    private final Hits hits = new Hits();
    private int number = -1;

    Slice(LandmarkParameters parameters) {
      query = new LandmarkQuery(parameters);
    }
  }

  Sweep(LandmarkParameters parameters, LandmarkSnapshot index, Peaks query) {
    this.parameters = parameters;
    this.index = index;
    this.query = query;
    votes = new Votes(parameters);
    older = new Slice(parameters);
    newer = new Slice(parameters);
    leastTail = new double[windows(parameters, query)];
  }

  /// How many windows a query has; at least one.
  static int windows(LandmarkParameters parameters, Peaks query) {
    var windows = parameters.voting().windows();
    int overhang = windows.length() - windows.step();
    return Math.max(1, Math.ceilDiv(query.frames() - overhang, windows.step()));
  }

  /// Searches the windows that are wanted.
  void run(LandmarkParameters.Queries.Tier tier, boolean[] wanted) {
    older.number = -1;
    newer.number = -1;
    for (int window = 0; window < wanted.length; window++) if (wanted[window]) search(window, tier);
  }

  /// What was found so far; alignments that agree are one.
  List<Aligned> found() {
    return found;
  }

  /// Windows in which some alignment had a tail below this, whatever came of it.
  boolean[] windowsBelow(double tail) {
    boolean[] below = new boolean[leastTail.length];
    for (int window = 0; window < below.length; window++) below[window] = leastTail[window] < tail;
    return below;
  }

  /// Whether a budget ended a search early.
  boolean isTruncated() {
    return truncated;
  }

  private void search(int window, LandmarkParameters.Queries.Tier tier) {
    var size = parameters.voting().windows();
    int from = window * size.step();
    int to = Math.min(query.frames(), from + size.length());
    load(window, tier);
    found.removeIf(
        old -> old.log10Tail() > WORTH_REPORTING && old.stretch().to() < from - size.length());
    int centre = (from + to) / 2;
    votes.clear();
    votes.take(older.hits, older.query, centre);
    votes.take(newer.hits, newer.query, centre);
    for (var candidate : votes.candidates(tier.candidates()))
      leastTail[window] = Math.min(leastTail[window], check(candidate, from, to, centre));
  }

  private void load(int window, LandmarkParameters.Queries.Tier tier) {
    if (newer.number == window) {
      var free = older;
      older = newer;
      newer = free;
    }
    if (older.number != window) ask(older, window, tier);
    ask(newer, window + 1, tier);
  }

  private void ask(Slice slice, int number, LandmarkParameters.Queries.Tier tier) {
    int step = parameters.voting().windows().step();
    slice.number = number;
    slice.hits.clear();
    slice.query.ask(
        query,
        query.firstAt((double) number * step),
        query.firstAt((double) (number + 1) * step),
        tier);
    truncated |= index.search(slice.query, step / Peaks.RATE, slice.hits);
  }

  /// Holds a candidate against the recording.
  ///
  /// @return its tail; 0 where it is nothing, or known already
  private double check(Candidate candidate, int from, int to, int centre) {
    var voted = Alignment.through(centre, candidate.offset(), candidate.scale(), candidate.pitch());
    for (var known : found) if (known.holds(candidate.recording(), voted, centre)) return 0;
    var reference = index.peaks(candidate.recording());
    var fit = new Aligner(parameters.fitting(), query, reference).fit(candidate, from, to);
    if (fit == null) return 0;
    for (var known : found)
      if (known.holds(candidate.recording(), fit.alignment(), centre)) return 0;
    var aligned =
        new Stretches(parameters.fitting(), query, reference).best(candidate.recording(), fit);
    if (aligned.log10Tail() <= WORTH_KEEPING) keep(aligned, reference);
    return aligned.log10Tail();
  }

  /// Joins it with what was found of the same alignment up to a short gap away.
  private void keep(Aligned aligned, Peaks reference) {
    var joined = aligned;
    for (int i = 0; i < found.size(); i++) {
      var known = found.get(i);
      if (!continues(known, joined)) continue;
      var better = known.log10Tail() <= joined.log10Tail() ? known : joined;
      joined =
          new Stretches(parameters.fitting(), query, reference)
              .whole(
                  known.recording(),
                  better.alignment(),
                  Math.min(known.stretch().first(), joined.stretch().first()),
                  Math.max(known.stretch().last(), joined.stretch().last()));
      found.remove(i--);
    }
    found.add(joined);
  }

  private boolean continues(Aligned one, Aligned other) {
    if (one.recording() != other.recording()) return false;
    double gap =
        Math.max(one.stretch().from(), other.stretch().from())
            - (double) Math.min(one.stretch().to(), other.stretch().to());
    return gap <= parameters.fitting().gap() * Peaks.RATE
        && one.alignment()
            .agreesWith(other.alignment(), Math.max(one.stretch().from(), other.stretch().from()));
  }
}
