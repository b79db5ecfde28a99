package org.antiphon.fingerprint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/// Recognises a query in the index.
///
/// First plainly: landmarks whose pitch and tempo hardly changed. Where that explains nothing,
/// widely: denser landmarks, pitch up to 7 semitones and tempo from 0.68 to 1.47. A long query is
/// only scouted in both ways, and searched where a trace turns up. Where a recording was found but
/// explains only part of the peaks, widely once more on the peaks that are left: a mix has several
/// sources. What is accepted, possible or dropped is the chance model's to say; what chance does
/// not explain but another instrument's rendering might ([Likeness]) is only possible. Thread-safe;
/// one query runs on one thread.
public final class Matcher {
  /// A match that explains more of its stretch than this leaves no second source to look for.
  private static final double EXPLAINS_ALL = 0.75;

  /// Of one recording, matches that overlap by more are one match and its alternatives.
  private static final double SAME_STRETCH = 0.3;

  private final LandmarkIndex index;
  private final OptionalDouble catalogueSeconds;

  /// Recognises by what is in this index; it stays its caller's to close.
  public Matcher(LandmarkIndex index) {
    this(index, OptionalDouble.empty());
  }

  /// As above, but reckons as if the catalogue held so many seconds: a part of a catalogue then
  /// gives the score that the whole one gave.
  public Matcher(LandmarkIndex index, double catalogueSeconds) {
    this(index, OptionalDouble.of(catalogueSeconds));
  }

  private Matcher(LandmarkIndex index, OptionalDouble catalogueSeconds) {
    this.index = index;
    this.catalogueSeconds = catalogueSeconds;
  }

  /// Names every recording that the query holds, as the index stands at this moment.
  ///
  /// @return the same for the same query and catalogue, whatever was added or removed in between
  public Identification identify(Peaks query) {
    try (var snapshot = index.snapshot()) {
      double seconds = catalogueSeconds.orElse(snapshot.seconds());
      return new Search(index.parameters(), snapshot, query, seconds).identify();
    }
  }

  /// As [#identify], but looks only for what was hardly shifted or stretched: a third of the work.
  /// Another instrument's rendering is a match here too: it is asked what two recordings hold both.
  public Identification identifyPlainly(Peaks query) {
    try (var snapshot = index.snapshot()) {
      double seconds = catalogueSeconds.orElse(snapshot.seconds());
      return new Search(index.parameters(), snapshot, query, seconds).identifyPlainly();
    }
  }

  /// One query.
  private static final class Search {
    private final LandmarkParameters parameters;
    private final LandmarkSnapshot snapshot;
    private final Peaks query;
    private final int windows;
    private final ChanceModel chance;
    private final double catalogueSeconds;
    private final MatchReport report;

    Search(
        LandmarkParameters parameters,
        LandmarkSnapshot snapshot,
        Peaks query,
        double catalogueSeconds) {
      this.catalogueSeconds = catalogueSeconds;
      this.parameters = parameters;
      this.snapshot = snapshot;
      this.query = query;
      windows = Sweep.windows(parameters, query);
      chance = new ChanceModel(parameters, catalogueSeconds, windows);
      report = new MatchReport(snapshot, query, chance, parameters);
    }

    Identification identifyPlainly() {
      var sweep = new Sweep(parameters, snapshot, query);
      boolean[] all = new boolean[windows];
      Arrays.fill(all, true);
      sweep.run(parameters.queries().plain(), all);
      return said(sweep.found(), sweep.isTruncated(), chance::accepts);
    }

    Identification identify() {
      var sweep = new Sweep(parameters, snapshot, query);
      searchPlainly(sweep);
      searchWidely(sweep, unexplained(sweep.found()));
      var found = new ArrayList<>(sweep.found());
      boolean truncated = sweep.isTruncated();
      boolean[] mixed = mixed(found);
      if (count(mixed) > 0) {
        var rest = new Sweep(parameters, snapshot, without(accepted(found)));
        rest.run(parameters.queries().dense(), mixed);
        searchWidely(rest, both(mixed, unexplained(rest.found())));
        found.addAll(rest.found());
        truncated |= rest.isTruncated();
      }
      for (var aligned : accepted(found)) repeats(aligned, found);
      return said(found, truncated, report::names);
    }

    /// A few windows thoroughly. Many are scouted with a thirtieth of the work, which is enough for
    /// what sounds as it did; the neighbourhood of a trace is searched thoroughly.
    private void searchPlainly(Sweep sweep) {
      boolean[] all = new boolean[windows];
      Arrays.fill(all, true);
      var scouting = parameters.queries().scouting();
      if (windows > scouting.most()) {
        sweep.run(scouting.plain(), all);
        all = both(around(sweep.windowsBelow(scouting.suspicious())), unexplained(sweep.found()));
      }
      sweep.run(parameters.queries().plain(), all);
    }

    /// A few windows thoroughly. Of many, every other one is scouted with a fifth of the work, and
    /// only where that finds a trace is the neighbourhood searched thoroughly: a copy in a long
    /// upload lasts longer than a window, and one window in ten is enough to find it by.
    private void searchWidely(Sweep sweep, boolean[] wanted) {
      var scouting = parameters.queries().scouting();
      if (count(wanted) > scouting.most()) {
        sweep.run(scouting.wide(), oneIn(scouting.every(), wanted));
        var traces = around(sweep.windowsBelow(scouting.suspicious()));
        sweep.run(
            parameters.queries().wide(), both(both(wanted, traces), unexplained(sweep.found())));
      } else sweep.run(parameters.queries().wide(), wanted);
    }

    private static int count(boolean[] wanted) {
      int count = 0;
      for (boolean one : wanted) if (one) count++;
      return count;
    }

    private static boolean[] oneIn(int every, boolean[] wanted) {
      boolean[] some = new boolean[wanted.length];
      for (int window = 0, next = 0; window < wanted.length; window++) {
        if (!wanted[window] || window < next) continue;
        some[window] = true;
        next = window + every;
      }
      return some;
    }

    private static boolean[] around(boolean[] windows) {
      boolean[] wider = windows.clone();
      for (int window = 0; window < windows.length; window++) {
        if (!windows[window]) continue;
        wider[Math.max(0, window - 1)] = true;
        wider[Math.min(windows.length - 1, window + 1)] = true;
      }
      return wider;
    }

    /// The same recording at other places: one of them may be the true one, the rest are
    /// alternatives.
    private void repeats(Aligned match, List<Aligned> found) {
      var reference = snapshot.peaks(match.recording());
      var fitting = parameters.fitting();
      double middle = (match.stretch().from() + match.stretch().to()) / 2.0;
      int half = parameters.voting().windows().length() / 2;
      double from = Math.max(match.stretch().from(), middle - half);
      double to = Math.min(match.stretch().to(), middle + half);
      for (var candidate : new Repeats(query, reference, fitting.quarterBins()).of(match)) {
        var fit = new Aligner(fitting, query, reference).fit(candidate, from, to);
        if (fit == null) continue;
        keepBetter(
            found,
            new Stretches(fitting, query, reference).best(match.recording(), fit),
            (from + to) / 2);
      }
    }

    /// What was found of the same place before may rest on the peaks that another match had left.
    private static void keepBetter(List<Aligned> found, Aligned fresh, double frame) {
      for (var known : found)
        if (known.holds(fresh.recording(), fresh.alignment(), frame)
            && known.log10Tail() <= fresh.log10Tail()) return;
      found.removeIf(known -> known.holds(fresh.recording(), fresh.alignment(), frame));
      found.add(fresh);
    }

    private List<Aligned> accepted(List<Aligned> found) {
      return found.stream().filter(chance::accepts).toList();
    }

    /// Windows less than half of which an accepted match covers.
    private boolean[] unexplained(List<Aligned> found) {
      var accepted = accepted(found);
      boolean[] wanted = new boolean[windows];
      for (int window = 0; window < windows; window++) {
        var stretch = window(window);
        int covered = accepted.stream().mapToInt(a -> a.stretch().overlap(stretch)).sum();
        wanted[window] = 2 * covered < stretch.frames();
      }
      return wanted;
    }

    /// Windows in which an accepted match leaves much unexplained.
    private boolean[] mixed(List<Aligned> found) {
      var accepted = accepted(found);
      boolean[] wanted = new boolean[windows];
      for (int window = 0; window < windows; window++) {
        var stretch = window(window);
        double best = 0;
        for (var aligned : accepted)
          if (2 * aligned.stretch().overlap(stretch) >= stretch.frames())
            best = Math.max(best, aligned.share());
        wanted[window] = best > 0 && best < EXPLAINS_ALL;
      }
      return wanted;
    }

    private Aligned.Stretch window(int number) {
      var size = parameters.voting().windows();
      int from = number * size.step();
      return new Aligned.Stretch(0, 0, from, Math.min(query.frames(), from + size.length()));
    }

    private static boolean[] both(boolean[] one, boolean[] other) {
      boolean[] both = new boolean[one.length];
      for (int i = 0; i < both.length; i++) both[i] = one[i] && other[i];
      return both;
    }

    /// The query without the peaks that it shares with what was found.
    private Peaks without(List<Aligned> found) {
      boolean[] taken = new boolean[query.size()];
      for (var aligned : found) {
        var shared = new Coincidences(query, snapshot.peaks(aligned.recording()));
        var stretch = aligned.stretch();
        shared.find(aligned.alignment(), stretch.from(), stretch.to(), 3, 5.5);
        for (int n = 0; n < shared.count(); n++) taken[shared.mine(n)] = true;
      }
      return query.without(taken);
    }

    private Identification said(
        List<Aligned> found, boolean truncated, Predicate<Aligned> isNamed) {
      var possible = new ArrayList<Match>();
      var matches = new ArrayList<Match>();
      for (var group : groups(found, isNamed)) {
        var best = group.getFirst();
        var others = group.stream().skip(1).filter(chance::accepts).toList();
        if (isNamed.test(best)) matches.add(report.match(best, others));
        else possible.add(report.match(best, others));
      }
      return new Identification(
          matches, possible, truncated, query.seconds(), catalogueSeconds, parameters.version());
    }

    /// Best first; each with what else overlaps it in the same recording.
    private List<List<Aligned>> groups(List<Aligned> found, Predicate<Aligned> isNamed) {
      var sorted = new ArrayList<>(found);
      sorted.removeIf(aligned -> !chance.isPossible(aligned));
      sorted.sort(
          Comparator.<Aligned>comparingInt(aligned -> isNamed.test(aligned) ? 0 : 1)
              .thenComparingDouble(Aligned::log10Tail)
              .thenComparingInt(Aligned::recording)
              .thenComparingInt(aligned -> aligned.stretch().from())
              .thenComparingDouble(aligned -> aligned.alignment().start()));
      var groups = new ArrayList<List<Aligned>>();
      for (var aligned : sorted) group(groups, aligned).add(aligned);
      return groups;
    }

    private static List<Aligned> group(List<List<Aligned>> groups, Aligned aligned) {
      for (var group : groups) {
        var best = group.getFirst();
        if (best.recording() == aligned.recording()
            && best.stretch().overlap(aligned.stretch())
                > SAME_STRETCH * aligned.stretch().frames()) return group;
      }
      var group = new ArrayList<Aligned>();
      groups.add(group);
      return group;
    }
  }
}
