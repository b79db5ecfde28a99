package org.antiphon.fingerprint;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the recordings of an index have in common, asked from either side. A remix or a bought loop
/// gives a perfectly significant match to the wrong work: a match that lies wholly in what another
/// recording holds too proves neither. Two recordings that share nearly all of both are one
/// performance twice, such as a remaster, and leave each other their ground.
final class SharedStretches {
  /// Part of a match that must be shared: the ends of a shared stretch are known to half a second.
  private static final double WHOLLY = 0.9;

  /// Part of both recordings that one performance twice shares.
  private static final double FAMILY = 0.8;

  private final Map<String, List<SharedStretch>> byRecording = new HashMap<>();
  private final Map<String, Double> seconds = new HashMap<>();

  /// Notes a recording that is in the index.
  void add(String id, double length, List<SharedStretch> found) {
    seconds.put(id, length);
    for (var each : found) {
      byRecording.computeIfAbsent(id, _ -> new ArrayList<>()).add(each);
      byRecording.computeIfAbsent(each.other(), _ -> new ArrayList<>()).add(each.from(id));
    }
  }

  /// Ids of the other recordings that hold all of a stretch and are not the same performance, in
  /// order.
  List<String> holders(String id, Span stretch) {
    var own = byRecording.getOrDefault(id, List.of());
    Set<String> others = new LinkedHashSet<>();
    own.stream().map(SharedStretch::other).sorted().forEach(others::add);
    return others.stream()
        .filter(other -> seconds.containsKey(other) && !isFamily(id, other))
        .filter(other -> covered(with(own, other), stretch) >= WHOLLY * stretch.seconds())
        .toList();
  }

  private boolean isFamily(String id, String other) {
    double mine = seconds.getOrDefault(id, 0.0);
    double theirs = seconds.getOrDefault(other, 0.0);
    var here = with(byRecording.getOrDefault(id, List.of()), other);
    var there = here.stream().map(each -> each.from(id)).toList();
    return covered(here, new Span(0, mine)) >= FAMILY * mine
        && covered(there, new Span(0, theirs)) >= FAMILY * theirs;
  }

  private static List<SharedStretch> with(List<SharedStretch> own, String other) {
    return own.stream().filter(each -> each.other().equals(other)).toList();
  }

  private static double covered(List<SharedStretch> by, Span stretch) {
    double sum = 0;
    double at = stretch.from();
    for (var each :
        by.stream().sorted(Comparator.comparingDouble(one -> one.here().from())).toList()) {
      double from = Math.max(at, each.here().from());
      double to = Math.min(stretch.to(), each.here().to());
      if (to <= from) continue;
      sum += to - from;
      at = to;
    }
    return sum;
  }
}
