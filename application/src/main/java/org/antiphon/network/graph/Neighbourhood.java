package org.antiphon.network.graph;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.antiphon.database.Database;
import org.antiphon.problem.InvalidInput;

/// G2: everything around a node, breadth first, one statement a hop and kind of edge. A node with
/// more than 50 edges of one kind shows 50 and is named in `cut`: a distributor with a million
/// uploads must not be opened.
public final class Neighbourhood {
  /// As far as one may look.
  public static final int DEEPEST = 4;

  /// As many nodes as are shown.
  public static final int MOST_NODES = 2_000;

  private static final int FAN = 50;
  private final Database database;

  Neighbourhood(Database database) {
    this.database = database;
  }

  /// One edge.
  public record Edge(String type, String from, String to, String by) {}

  /// What is around a node.
  ///
  /// @param nodes `kind:key` with the number of hops to it
  /// @param cut nodes that have more edges than are shown
  /// @param truncated whether anything at all was left out
  public record Around(
      String node,
      Instant asOf,
      Map<String, Integer> nodes,
      List<Edge> edges,
      Set<String> cut,
      boolean truncated) {
    /// With pseudonyms for accounts.
    public Around under(Pseudonyms pseudonyms) {
      var renamed = new LinkedHashMap<String, Integer>();
      nodes.forEach((name, hop) -> renamed.put(hidden(name, pseudonyms), hop));
      return new Around(
          hidden(node, pseudonyms),
          asOf,
          renamed,
          edges.stream()
              .map(edge ->
                  new Edge(
                      edge.type,
                      hidden(edge.from, pseudonyms),
                      hidden(edge.to, pseudonyms),
                      edge.by))
              .toList(),
          cut.stream().map(each -> hidden(each, pseudonyms)).collect(Collectors.toSet()),
          truncated);
    }

    private static String hidden(String node, Pseudonyms pseudonyms) {
      var account = "account:";
      return node.startsWith(account)
          ? account + pseudonyms.of(node.substring(account.length()))
          : node;
    }
  }

  /// What is around it.
  ///
  /// @param depth 1 to 4
  public Around around(Node node, int depth, Instant asOf) {
    if (depth < 1 || depth > DEEPEST)
      throw new InvalidInput(
          "DEPTH", "depth", "depth " + depth, "1 to " + DEEPEST + " hops can be shown");
    return Graph.asking(database, () -> new Walk(asOf).walk(node, depth));
  }

  /// The kinds of steps. Parameter: ids of the frontier; columns: from, to, by.
  private enum Step {
    CARRIES("upload", "recording", uuids("graph_carries", "upload_id", "recording_id", "''")),
    CARRIED_BY("recording", "upload", texts("graph_carries", "recording_id", "upload_id::text")),
    SAME_AUDIO_A("upload", "upload", uuids("graph_same_audio", "a", "b::text", "by")),
    SAME_AUDIO_B("upload", "upload", uuids("graph_same_audio", "b", "a::text", "by")),
    VIA(
        "upload",
        "distributor",
        """
        select upload_id::text as f, distributor as t, source as by from graph_via
        where upload_id = any(:ids::uuid[]) and recorded_at <= :asOf
        """),
    FROM_DISTRIBUTOR(
        "distributor",
        "upload",
        """
        select f.id as f, e.t, 'credits' as by from unnest(:ids::text[]) f(id) cross join lateral (
          select upload_id::text as t from graph_via where distributor = f.id and recorded_at <= :asOf
          order by upload_id limit 51) e
        """),
    UPLOADED_BY(
        "upload",
        "account",
        """
        select id::text as f, platform_id || '/' || uploader_id as t, 'feed' as by from upload
        where id = any(:ids::uuid[]) and seen_at <= :asOf
        """),
    OF_ACCOUNT(
        "account",
        "upload",
        """
        select f.id as f, e.t, 'feed' as by from unnest(:ids::text[]) f(id) cross join lateral (
          select id::text as t from upload where platform_id = split_part(f.id, '/', 1)
            and uploader_id = substr(f.id, strpos(f.id, '/') + 1) and seen_at <= :asOf
          order by id limit 51) e
        """),
    NAMED_BY(
        "upload",
        "case",
        """
        select upload_id::text as f, case_id::text as t, state as by from graph_case_state
        where upload_id = any(:ids::uuid[]) and since <= :asOf and (until is null or until > :asOf)
        """),
    NAMES(
        "case",
        "upload",
        """
        select case_id::text as f, upload_id::text as t, state as by from graph_case_state
        where case_id = any(:ids::uuid[]) and since <= :asOf and (until is null or until > :asOf)
        """),
    NOTICE_OF(
        "case",
        "notice",
        """
        select case_id::text as f, id::text as t, '' as by from notice
        where case_id = any(:ids::uuid[]) and drafted_at <= :asOf
        """),
    NOTICE_ABOUT(
        "notice",
        "case",
        """
        select id::text as f, case_id::text as t, '' as by from notice
        where id = any(:ids::uuid[]) and drafted_at <= :asOf
        """),
    MEMBERS(
        "family",
        "upload",
        """
        select f.id as f, e.t, '' as by from unnest(:ids::text[]) f(id) cross join lateral (
          select upload_id::text as t from graph_family_member where family_id = f.id::uuid
          order by upload_id limit 51) e
        """);

    private final String from;
    private final String to;
    private final String sql;

    Step(String from, String to, String sql) {
      this.from = from;
      this.to = to;
      this.sql = sql;
    }

    /// The edge's own direction, whichever way it was walked.
    Edge edge(String start, String end, String by) {
      var here = from + ":" + start;
      var there = to + ":" + end;
      return switch (this) {
        case CARRIES, VIA, UPLOADED_BY, NAMES -> new Edge(name(), here, there, by);
        case CARRIED_BY -> new Edge("CARRIES", there, here, by);
        case FROM_DISTRIBUTOR -> new Edge("VIA", there, here, by);
        case OF_ACCOUNT -> new Edge("UPLOADED_BY", there, here, by);
        case NAMED_BY -> new Edge("NAMES", there, here, by);
        case NOTICE_OF -> new Edge("RESTS_ON", there, here, by);
        case NOTICE_ABOUT -> new Edge("RESTS_ON", here, there, by);
        case MEMBERS -> new Edge("MEMBER", there, here, by);
        case SAME_AUDIO_A -> new Edge("SAME_AUDIO", here, there, by);
        case SAME_AUDIO_B -> new Edge("SAME_AUDIO", there, here, by);
      };
    }

    private static String uuids(String table, String from, String to, String by) {
      return fan(table, "uuid", from, to, by);
    }

    private static String texts(String table, String from, String to) {
      return fan(table, "text", from, to, "''");
    }

    private static String fan(String table, String type, String from, String to, String by) {
      return """
      select f.id::text as f, e.t, e.by from unnest(:ids::%2$s[]) f(id) cross join lateral (
        select distinct %4$s as t, %5$s as by from (
          select * from %1$s where %3$s = f.id
            and recorded_at <= :asOf and (retracted_at is null or retracted_at > :asOf)
          limit 200) first
        order by 1, 2 limit 51) e
      """
          .formatted(table, type, from, to, by);
    }
  }

  private final class Walk {
    private final Instant asOf;
    private final Map<String, Integer> nodes = new LinkedHashMap<>();
    private final Set<Edge> edges = new LinkedHashSet<>();
    private final Set<String> cut = new TreeSet<>();
    private boolean full;

    Walk(Instant asOf) {
      this.asOf = asOf;
    }

    Around walk(Node start, int depth) {
      nodes.put(start.toString(), 0);
      List<Node> front = List.of(start);
      for (int hop = 1; hop <= depth && !front.isEmpty(); hop++) front = step(front, hop);
      return new Around(
          start.toString(), asOf, nodes, List.copyOf(edges), cut, full || !cut.isEmpty());
    }

    private List<Node> step(List<Node> front, int hop) {
      var next = new ArrayList<Node>();
      for (var step : Step.values()) {
        var ids = front.stream().filter(n -> n.kind().equals(step.from)).map(Node::key).toList();
        if (ids.isEmpty()) continue;
        var found = new LinkedHashMap<String, Integer>();
        for (var row : ask(step, ids)) {
          if (found.merge(row.from, 1, Integer::sum) > FAN) cut.add(step.from + ":" + row.from);
          else if (take(new Node(step.to, row.to), hop, next))
            edges.add(step.edge(row.from, row.to, row.by));
        }
      }
      return next;
    }

    /// @return whether the node is shown
    private boolean take(Node node, int hop, List<Node> next) {
      if (nodes.containsKey(node.toString())) return true;
      if (nodes.size() >= MOST_NODES) {
        full = true;
        return false;
      }
      nodes.put(node.toString(), hop);
      next.add(node);
      return true;
    }

    private record Row(String from, String to, String by) {}

    private List<Row> ask(Step step, List<String> ids) {
      return database
          .sql()
          .sql(step.sql)
          .param("ids", step.sql.contains("uuid[]") ? uuids(ids) : ids.toArray(String[]::new))
          .param("asOf", asOf.atOffset(ZoneOffset.UTC))
          .query((row, _) -> new Row(row.getString("f"), row.getString("t"), row.getString("by")))
          .list();
    }

    private static UUID[] uuids(List<String> ids) {
      return ids.stream().map(UUID::fromString).toArray(UUID[]::new);
    }
  }
}
