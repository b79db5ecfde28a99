package org.antiphon.network.graph;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/// The same graph as lists in memory, and the questions answered by looking at every element: slow,
/// and simple enough to be believed.
final class Oracle {
  record Seen(
      UUID id, String platform, String account, Optional<String> via, Instant seen, Instant said) {}

  record Link(UUID from, String to, double tempo, double score, Instant at, Optional<Instant> end) {
    boolean holds(Instant asOf) {
      return !at.isAfter(asOf) && end.filter(over -> !over.isAfter(asOf)).isEmpty();
    }
  }

  record State(UUID about, UUID upload, String state, Instant since) {}

  final Map<UUID, Seen> uploads = new TreeMap<>(UploadOrder.OLDEST_FIRST);
  final List<Link> carries = new ArrayList<>();
  final List<Link> same = new ArrayList<>();
  final List<State> states = new ArrayList<>();
  final Map<UUID, Instant> gone = new HashMap<>();
  final Map<Node, Set<Node>> derived = new HashMap<>();

  Seen upload(UUID id) {
    return Objects.requireNonNull(uploads.get(id));
  }

  private Instant goneAt(UUID id) {
    return Objects.requireNonNull(gone.get(id));
  }

  private List<Link> carrying(String recording, Instant asOf) {
    return carries.stream().filter(c -> c.to.equals(recording) && c.holds(asOf)).toList();
  }

  private Set<UUID> uploadsOf(String recording, Instant asOf) {
    return carrying(recording, asOf).stream()
        .map(Link::from)
        .filter(id -> !upload(id).seen.isAfter(asOf))
        .collect(Collectors.toSet());
  }

  Map<String, Long> days(String recording, Instant asOf) {
    var days = new TreeMap<String, Long>();
    for (var id : uploadsOf(recording, asOf)) {
      var upload = upload(id);
      var day = LocalDate.ofInstant(upload.seen, ZoneOffset.UTC);
      days.merge(day + " " + upload.platform, 1L, Long::sum);
    }
    return days;
  }

  Set<UUID> component(UUID start, Instant asOf) {
    var seen = new TreeSet<>(UploadOrder.OLDEST_FIRST);
    var open = new ArrayDeque<UUID>(List.of(start));
    while (!open.isEmpty()) {
      var each = open.remove();
      if (!seen.add(each)) continue;
      for (var link : same)
        if (link.holds(asOf)) {
          if (link.from.equals(each)) open.add(UUID.fromString(link.to));
          if (link.to.equals(each.toString())) open.add(link.from);
        }
    }
    return seen;
  }

  /// Returned upload to the one that was gone before it.
  Map<UUID, UUID> returns(String recording, Instant asOf) {
    var returns = new HashMap<UUID, UUID>();
    for (var id : uploadsOf(recording, asOf))
      component(id, asOf).stream()
          .filter(other -> !other.equals(id) && gone.containsKey(other))
          .filter(other -> !goneAt(other).isAfter(asOf))
          .filter(other -> goneAt(other).isBefore(upload(id).seen))
          .max(
              Comparator.<UUID, Instant>comparing(this::goneAt)
                  .thenComparing(other -> other, UploadOrder.OLDEST_FIRST.reversed()))
          .ifPresent(other -> returns.put(id, other));
    return returns;
  }

  /// Each case's newest state at a date, and whether it had been DOWN by then.
  private Map<UUID, Map.Entry<State, Boolean>> cases(Instant asOf) {
    var cases = new HashMap<UUID, Map.Entry<State, Boolean>>();
    for (var state : states) {
      if (state.since.isAfter(asOf)) continue;
      var earlier = cases.get(state.about);
      boolean down = state.state.equals("DOWN") || (earlier != null && earlier.getValue());
      cases.put(state.about, Map.entry(state, down));
    }
    return cases;
  }

  private static boolean isUpheld(Map.Entry<State, Boolean> one) {
    return one.getValue() && Set.of("DOWN", "CLOSED").contains(one.getKey().state);
  }

  private static boolean isDecided(Map.Entry<State, Boolean> one) {
    return isUpheld(one)
        || Set.of("DOWN", "RETRACTED", "CONTESTED", "RESTORED", "REFUSED")
            .contains(one.getKey().state);
  }

  private String account(UUID upload) {
    return upload(upload).platform + "/" + upload(upload).account;
  }

  Map<String, Long> accounts(int upheld, Instant asOf) {
    var counts = new TreeMap<String, Long>();
    cases(asOf).values().stream()
        .filter(Oracle::isUpheld)
        .forEach(one -> counts.merge(account(one.getKey().upload), 1L, Long::sum));
    counts.values().removeIf(n -> n < upheld);
    return counts;
  }

  /// Key to "upheld of decided".
  Map<String, String> clusters(Questions.By by, Instant asOf) {
    var counts = new TreeMap<String, long[]>();
    for (var one : cases(asOf).values()) {
      if (!isDecided(one)) continue;
      var upload = upload(one.getKey().upload);
      var key = by == Questions.By.ACCOUNT ? Optional.of(account(upload.id)) : upload.via;
      if (key.isEmpty() || (by == Questions.By.DISTRIBUTOR && upload.seen.isAfter(asOf))) continue;
      var count = counts.computeIfAbsent(key.get(), _ -> new long[2]);
      count[0] += isUpheld(one) ? 1 : 0;
      count[1]++;
    }
    var words = new TreeMap<String, String>();
    counts.forEach((key, count) -> words.put(key, count[0] + " of " + count[1]));
    return words;
  }

  UUID firstSeen(UUID upload, Instant asOf) {
    return component(upload, asOf).stream()
        .map(this::upload)
        .filter(each -> !each.seen.isAfter(asOf))
        .min(Comparator.comparing(Seen::seen).thenComparing(Seen::id, UploadOrder.OLDEST_FIRST))
        .orElseThrow()
        .id;
  }

  Set<Node> closure(Node reason) {
    var seen = new HashSet<Node>();
    var open = new ArrayDeque<Node>(List.of(reason));
    while (!open.isEmpty())
      for (var next : derived.getOrDefault(open.remove(), Set.of()))
        if (seen.add(next)) open.add(next);
    seen.remove(reason);
    return seen;
  }

  /// Hops from an upload, as far as `depth`.
  Map<String, Integer> around(UUID start, int depth, Instant asOf) {
    var hops = new HashMap<String, Integer>();
    hops.put("upload:" + start, 0);
    var front = Set.of("upload:" + start);
    for (int hop = 1; hop <= depth; hop++) {
      var next = new HashSet<String>();
      for (var pair : pairs(asOf)) {
        if (front.contains(pair[0]) && !hops.containsKey(pair[1])) next.add(pair[1]);
        if (front.contains(pair[1]) && !hops.containsKey(pair[0])) next.add(pair[0]);
      }
      next.removeIf(node -> node.startsWith("platform:"));
      int now = hop;
      next.forEach(node -> hops.put(node, now));
      front = next;
    }
    return hops;
  }

  private List<String[]> pairs(Instant asOf) {
    var pairs = new ArrayList<String[]>();
    carries.stream()
        .filter(link -> link.holds(asOf))
        .forEach(link -> pairs.add(new String[] {"upload:" + link.from, "recording:" + link.to}));
    same.stream()
        .filter(link -> link.holds(asOf))
        .forEach(link -> pairs.add(new String[] {"upload:" + link.from, "upload:" + link.to}));
    for (var upload : uploads.values())
      if (!upload.seen.isAfter(asOf)) {
        pairs.add(new String[] {"upload:" + upload.id, "account:" + account(upload.id)});
        upload.via.ifPresent(
            via -> pairs.add(new String[] {"upload:" + upload.id, "distributor:" + via}));
      }
    cases(asOf)
        .forEach(
            (id, one) -> pairs.add(new String[] {"case:" + id, "upload:" + one.getKey().upload}));
    return pairs;
  }
}
