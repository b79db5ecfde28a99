package org.antiphon.network.graph;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.antiphon.database.Database;

/// Who was the same sound at a date: components of the edges of that date, walked, not read from
/// the present families.
final class Components {
  private static final int MOST = 50_000;
  private final Map<UUID, Set<UUID>> neighbours = new HashMap<>();

  private Components() {}

  /// Walks from these uploads as far as edges lead.
  static Components around(Database database, Collection<UUID> start, Instant asOf) {
    var components = new Components();
    Collection<UUID> front = start;
    front.forEach(each -> components.neighbours.put(each, new TreeSet<>(UploadOrder.OLDEST_FIRST)));
    while (!front.isEmpty() && components.neighbours.size() < MOST)
      front = components.step(database, front, asOf);
    return components;
  }

  private record Pair(UUID a, UUID b) {}

  private Collection<UUID> step(Database database, Collection<UUID> front, Instant asOf) {
    var pairs =
        database
            .sql()
            .sql(
                """
                select a, b from graph_same_audio where (a = any(:ids) or b = any(:ids))
                  and recorded_at <= :asOf and (retracted_at is null or retracted_at > :asOf)
                """)
            .param("ids", front.toArray(UUID[]::new))
            .param("asOf", asOf.atOffset(ZoneOffset.UTC))
            .query((row, _) -> new Pair(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
            .list();
    var next = new TreeSet<>(UploadOrder.OLDEST_FIRST);
    for (var pair : pairs) {
      note(pair.a, pair.b, next);
      note(pair.b, pair.a, next);
    }
    return next;
  }

  private void note(UUID from, UUID to, Set<UUID> fresh) {
    neighbours
        .computeIfAbsent(
            from,
            _ -> {
              fresh.add(from);
              return new TreeSet<>(UploadOrder.OLDEST_FIRST);
            })
        .add(to);
  }

  /// Everybody in an upload's component, oldest first.
  List<UUID> of(UUID upload) {
    var seen = new TreeSet<>(UploadOrder.OLDEST_FIRST);
    var open = new ArrayDeque<UUID>(List.of(upload));
    while (!open.isEmpty()) {
      var each = open.remove();
      if (seen.add(each)) open.addAll(neighbours.getOrDefault(each, Set.of()));
    }
    return List.copyOf(seen);
  }

  /// All uploads that were met.
  Set<UUID> all() {
    return neighbours.keySet();
  }
}
