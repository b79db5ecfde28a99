package org.antiphon.network.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.antiphon.database.Database;

/// G6: what hangs on a reason. The answer to "we were wrong about this": everything that was
/// derived from it, whatever the distance, so that each line can be taken back and ticked off.
public final class Consequences {
  private static final int MOST = 100_000;
  private final Database database;

  Consequences(Database database) {
    this.database = database;
  }

  /// One thing that hangs on the reason.
  ///
  /// @param on what it rests on directly
  /// @param state where it stands, of cases and notices; else empty
  public record Line(String kind, String key, String on, String state) {}

  /// Everything that hangs on a reason.
  ///
  /// @param counts lines by kind
  /// @param truncated more than 100,000 lines: ask about the parts
  public record Closure(String of, Map<String, Long> counts, List<Line> lines, boolean truncated) {}

  /// The forward closure over RESTS_ON.
  public Closure of(Node reason) {
    return Graph.asking(database, () -> closure(reason));
  }

  private Closure closure(Node reason) {
    var seen = new LinkedHashMap<Node, Node>();
    List<Node> front = startingFrom(reason);
    while (!front.isEmpty() && seen.size() < MOST) {
      var next = new ArrayList<Node>();
      for (var derived : derivedFrom(front))
        if (!derived.node.equals(reason) && seen.putIfAbsent(derived.node, derived.on) == null)
          next.add(derived.node);
      front = next;
    }
    var states = states(seen.keySet());
    var lines =
        seen.entrySet().stream()
            .map(each ->
                new Line(
                    each.getKey().kind(),
                    each.getKey().key(),
                    each.getValue().toString(),
                    states.getOrDefault(each.getKey(), "")))
            .sorted(java.util.Comparator.comparing(Line::kind).thenComparing(Line::key))
            .toList();
    var counts = new LinkedHashMap<String, Long>();
    for (var line : lines) counts.merge(line.kind(), 1L, Long::sum);
    return new Closure(reason.toString(), counts, lines, seen.size() >= MOST);
  }

  /// Of a family, its members' assessments; of anything else, itself.
  private List<Node> startingFrom(Node reason) {
    if (!reason.kind().equals("family")) return List.of(reason);
    return database
        .sql()
        .sql(
            """
            select distinct c.assessment_id::text from graph_family_member m
            join graph_carries c on c.upload_id = m.upload_id where m.family_id = ?
            """)
        .param(reason.uuid())
        .query((row, _) -> new Node("assessment", row.getString(1)))
        .list();
  }

  private record Derived(Node node, Node on) {}

  private List<Derived> derivedFrom(List<Node> reasons) {
    return database
        .sql()
        .sql(
            """
            select r.kind, r.key, r.on_kind, r.on_key
            from unnest(:kinds::text[], :keys::text[]) f(kind, key)
            join graph_rests_on r on r.on_kind = f.kind and r.on_key = f.key
            order by r.kind, r.key
            """)
        .param("kinds", reasons.stream().map(Node::kind).toArray(String[]::new))
        .param("keys", reasons.stream().map(Node::key).toArray(String[]::new))
        .query((row, _) ->
            new Derived(
                new Node(row.getString("kind"), row.getString("key")),
                new Node(row.getString("on_kind"), row.getString("on_key"))))
        .list();
  }

  private Map<Node, String> states(java.util.Collection<Node> nodes) {
    var states = new LinkedHashMap<Node, String>();
    for (var kind : List.of("case", "notice")) {
      var table = kind.equals("case") ? "enforcement_case" : "notice";
      var ids =
          nodes.stream()
              .filter(n -> n.kind().equals(kind))
              .map(Node::uuid)
              .toArray(java.util.UUID[]::new);
      database
          .sql()
          .sql("select id::text, state from " + table + " where id = any(?)")
          .param(ids)
          .query((row, _) -> states.put(new Node(kind, row.getString(1)), row.getString("state")))
          .list();
    }
    return states;
  }

  /// A kind of thing that must have reasons.
  ///
  /// @param kind as in RESTS_ON
  /// @param keys the statement that lists all of them that are in force
  /// @param on kinds of which it must rest on at least one each
  public record Expected(String kind, String keys, List<String> on) {}

  /// What this room itself expects.
  public static List<Expected> expected() {
    return List.of(
        new Expected("case", "select id::text from enforcement_case", List.of("assessment")),
        new Expected(
            "notice",
            "select id::text from notice where attestation_id is not null",
            List.of("case", "attestation", "mandate")),
        new Expected("down", "select upload_id::text from graph_gone", List.of("notice")),
        new Expected(
            "assessment",
            "select distinct assessment_id::text from graph_carries",
            List.of("algorithm", "recording")));
  }

  /// Everything in force that cannot be reached from its reasons: a list that must be empty.
  public List<Node> withoutReasons(List<Expected> expected) {
    var missing = new ArrayList<Node>();
    for (var each : expected)
      for (var on : each.on())
        database
            .sql()
            .sql(
                "select key from (%s) all_of(key) where not exists (".formatted(each.keys())
                    + "select from graph_rests_on r where r.kind = :kind and r.key = all_of.key"
                    + " and r.on_kind = :on) order by key")
            .param("kind", each.kind())
            .param("on", on)
            .query((row, _) -> missing.add(new Node(each.kind(), row.getString(1))))
            .list();
    return missing.stream().distinct().toList();
  }
}
