package org.antiphon.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Which request of which platform meets which fault, fixed by the seed before the first one comes.
///
/// A fault strikes at its rate, and besides once for certain: its *home* platform is that with most
/// copies left to give, and its certain strike lies among that platform's first requests of the
/// fault's lane, so that small runs meet every fault too.
final class FaultPlan {
  /// What is counted by itself: each lane of each platform numbers its requests 1, 2, 3, ...
  enum Lane {
    FILE(Fault.F1, Fault.F2, Fault.F3, Fault.F4, Fault.F5, Fault.F6, Fault.F7, Fault.F8, Fault.F19),
    FEED(Fault.F1, Fault.F4, Fault.F6, Fault.F14),
    READ(Fault.F1, Fault.F4, Fault.F6),
    AUDIO(Fault.F6, Fault.F20, Fault.F21),
    ACCEPTED(Fault.F23, Fault.F10, Fault.F9, Fault.F12, Fault.F11);

    @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable; its type cannot say so
    private final List<Fault> faults;

    Lane(Fault... faults) {
      this.faults = List.of(faults);
    }
  }

  /// The four ways in which a feed misleads.
  enum FeedTrick {
    ORDER,
    HOLE,
    REPEAT,
    EXPIRED
  }

  private record Turn(String platform, Lane lane, long ordinal) {}

  private final Dice dice;
  private final Map<String, Map<Fault, Double>> rates = new HashMap<>();
  private final Map<Turn, Fault> certain = new HashMap<>();
  private final Set<String> vanishing;
  private final Map<String, Map<Fault, Double>> offered;

  FaultPlan(Scenario scenario, boolean webhooks) {
    this.dice = new Dice(scenario.seed());
    for (var platform : scenario.platforms()) {
      var own = new EnumMap<Fault, Double>(Fault.class);
      own.putAll(platform.faults());
      if (!webhooks) Fault.OF_WEBHOOKS.forEach(own::remove);
      rates.put(platform.id(), own);
    }
    this.offered = Map.copyOf(rates);
    var copies =
        scenario.uploads().stream()
            .filter(upload -> upload.truth().isCopy())
            .collect(Collectors.groupingBy(PlannedUpload::platform, Collectors.counting()));
    for (var lane : Lane.values()) settle(lane, new HashMap<>(copies));
    this.vanishing = vanishing(scenario);
  }

  /// Gives each fault of the lane its certain strike.
  private void settle(Lane lane, Map<String, Long> left) {
    var next = new HashMap<String, Long>();
    for (var fault : lane.faults) {
      if (lane != homeLane(fault)) continue;
      var home =
          rates.keySet().stream()
              .filter(platform -> rates.getOrDefault(platform, Map.of()).containsKey(fault))
              .max(
                  Comparator.comparingLong((String p) -> left.getOrDefault(p, 0L))
                      .thenComparingDouble(p -> dice.unit(p, "home " + fault, 0)));
      if (home.isEmpty()) continue;
      for (int turn = 0; turn < ways(fault); turn++) {
        long ordinal = next.merge(home.get(), 1L, Long::sum);
        certain.put(new Turn(home.get(), lane, ordinal), fault);
      }
      left.merge(home.get(), -1L, Long::sum);
    }
  }

  /// In how many ways a fault comes that a client may bear one by one: each gets its turn.
  private static int ways(Fault fault) {
    return switch (fault) {
      case F2 -> 3; // forms of a date
      case F3 -> 2; // absent, nonsense
      case F14 -> FeedTrick.values().length;
      default -> 1;
    };
  }

  private static Lane homeLane(Fault fault) {
    for (var lane : Lane.values()) if (lane.faults.contains(fault)) return lane;
    throw new IllegalArgumentException(fault + " strikes in no lane");
  }

  private Set<String> vanishing(Scenario scenario) {
    var copies = new ArrayList<PlannedUpload>();
    for (var upload : scenario.uploads())
      if (upload.truth().isCopy() && has(upload.platform(), Fault.F15)) copies.add(upload);
    copies.sort(Comparator.comparingDouble(u -> dice.unit(u.platform(), "F15 " + u.id(), 0)));
    if (copies.isEmpty()) return Set.of();
    double rate = rate(copies.getFirst().platform(), Fault.F15);
    long count = Math.max(1, Math.round(rate * copies.size()));
    return copies.stream().limit(count).map(PlannedUpload::id).collect(Collectors.toSet());
  }

  boolean has(String platform, Fault fault) {
    return offered.getOrDefault(platform, Map.of()).containsKey(fault);
  }

  /// Every fault that is on somewhere.
  Set<Fault> enabled() {
    return offered.values().stream()
        .flatMap(own -> own.keySet().stream())
        .collect(Collectors.toCollection(() -> new TreeSet<Fault>()));
  }

  private double rate(String platform, Fault fault) {
    return offered.getOrDefault(platform, Map.of()).getOrDefault(fault, 0.0);
  }

  /// The one fault that this request meets, if any.
  Optional<Fault> strike(String platform, Lane lane, long ordinal) {
    var sure = Optional.ofNullable(certain.get(new Turn(platform, lane, ordinal)));
    if (sure.isPresent()) return sure;
    return lane.faults.stream().filter(f -> drawn(platform, lane, ordinal, f)).findFirst();
  }

  /// For lanes where several faults may meet in one event.
  Set<Fault> strikes(String platform, Lane lane, long ordinal) {
    // A certain strike comes alone: another might hide it (an event out of order cannot be lost).
    var sure = certain.get(new Turn(platform, lane, ordinal));
    if (sure != null) return Set.of(sure);
    var all = new HashSet<Fault>();
    for (var fault : lane.faults) if (drawn(platform, lane, ordinal, fault)) all.add(fault);
    return all;
  }

  private boolean drawn(String platform, Lane lane, long ordinal, Fault fault) {
    return dice.unit(platform, lane + " " + fault, ordinal) < rate(platform, fault);
  }

  /// Whether F15 takes this upload away once its audio was fetched.
  boolean vanishes(String upload) {
    return vanishing.contains(upload);
  }

  Set<String> vanishing() {
    return vanishing;
  }

  Dice dice() {
    return dice;
  }
}
