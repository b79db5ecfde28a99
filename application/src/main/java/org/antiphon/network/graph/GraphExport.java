package org.antiphon.network.graph;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.antiphon.database.Database;
import org.antiphon.problem.InvalidInput;
import tools.jackson.databind.json.JsonMapper;

/// The graph as a file, for programs that have graphs: JSON Lines, GraphML or Cypher. Edges as they
/// held at a date, in the order of their text, so that the same graph gives the same bytes. Ids of
/// accounts are replaced by keyed pseudonyms: a file leaves the house.
public final class GraphExport {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final Database database;

  GraphExport(Database database) {
    this.database = database;
  }

  /// Forms of the file.
  public enum Form {
    JSONL,
    GRAPHML,
    CYPHER
  }

  /// One edge as it is written.
  record Line(String type, String from, String to, String by, Instant since) {}

  /// Writes every edge that held at `asOf`.
  ///
  /// @param pseudonym makes one of an account's key
  /// @return how many edges
  public long write(Form form, Instant asOf, UnaryOperator<String> pseudonym, Writer out)
      throws IOException {
    var lines = lines(asOf, pseudonym);
    if (form == Form.GRAPHML) head(lines, out);
    for (var line : lines)
      out.write(
          switch (form) {
            case JSONL -> JSON.writeValueAsString(line) + "\n";
            case GRAPHML -> graphml(line);
            case CYPHER -> cypher(line);
          });
    if (form == Form.GRAPHML) out.write("</graph></graphml>\n");
    out.flush();
    return lines.size();
  }

  private List<Line> lines(Instant asOf, UnaryOperator<String> pseudonym) {
    return database
        .sql()
        .sql(
            """
            select type, from_kind, from_key, to_kind, to_key, by, valid_from from graph_edge
            where recorded_at <= :asOf and (retracted_at is null or retracted_at > :asOf)
              and valid_from <= :asOf and (valid_to is null or valid_to > :asOf)
            order by type, from_kind, from_key collate "C", to_kind, to_key collate "C", by
            """)
        .param("asOf", asOf.atOffset(ZoneOffset.UTC))
        .query((row, _) ->
            new Line(
                row.getString("type"),
                node(row.getString("from_kind"), row.getString("from_key"), pseudonym),
                node(row.getString("to_kind"), row.getString("to_key"), pseudonym),
                row.getString("by"),
                row.getObject("valid_from", OffsetDateTime.class).toInstant()))
        .list();
  }

  private static String node(String kind, String key, UnaryOperator<String> pseudonym) {
    return kind + ":" + (kind.equals("account") ? pseudonym.apply(key) : key);
  }

  private static void head(List<Line> lines, Writer out) throws IOException {
    out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.write("<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">");
    for (var key : List.of("type", "by", "since"))
      out.write(
          "<key id=\"%1$s\" for=\"edge\" attr.name=\"%1$s\" attr.type=\"string\"/>".formatted(key));
    out.write("<graph edgedefault=\"directed\">\n");
    var nodes = new TreeSet<String>();
    for (var line : lines) nodes.addAll(List.of(line.from, line.to));
    for (var node : nodes) out.write("<node id=\"" + xml(node) + "\"/>\n");
  }

  private static String graphml(Line line) {
    return "<edge source=\"%s\" target=\"%s\"><data key=\"type\">%s</data><data key=\"by\">%s</data><data key=\"since\">%s</data></edge>\n"
        .formatted(xml(line.from), xml(line.to), line.type, xml(line.by), line.since);
  }

  private static String xml(String text) {
    return text.replaceAll("[\\x00-\\x1f]", " ")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("\"", "&quot;");
  }

  private static String cypher(Line line) {
    return "MERGE (a:%s {id:%s}) MERGE (b:%s {id:%s}) MERGE (a)-[r:%s {by:%s}]->(b) SET r.since=datetime('%s');\n"
        .formatted(
            label(line.from),
            quoted(line.from),
            label(line.to),
            quoted(line.to),
            line.type,
            quoted(line.by),
            line.since);
  }

  private static String label(String node) {
    var kind = node.substring(0, node.indexOf(':')).replace("-", "");
    return Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replaceAll("[\\r\\n]", " ") + "'";
  }

  /// What differs between an exported file and the graph.
  ///
  /// @param type of the edges
  public record Difference(String type, long inFile, long here, long onlyInFile, long onlyHere) {}

  /// Holds a file in JSON Lines, as [#write] made it, against the graph as of a date.
  ///
  /// @return one row a type of edge, also where nothing differs
  public List<Difference> diff(BufferedReader file, Instant asOf, UnaryOperator<String> pseudonym)
      throws IOException {
    var theirs = new TreeMap<String, Set<String>>();
    int number = 0;
    for (var line = file.readLine(); line != null; line = file.readLine())
      add(theirs, read(line, ++number));
    var ours = new TreeMap<String, Set<String>>();
    for (var line : lines(asOf, pseudonym)) add(ours, line);
    var types = new TreeSet<>(theirs.keySet());
    types.addAll(ours.keySet());
    var differences = new ArrayList<Difference>();
    for (var type : types)
      differences.add(
          difference(
              type,
              theirs.getOrDefault(type, new TreeSet<>()),
              ours.getOrDefault(type, new TreeSet<>())));
    return differences;
  }

  private static Difference difference(String type, Set<String> theirs, Set<String> ours) {
    var lost = theirs.stream().filter(each -> !ours.contains(each)).count();
    var added = ours.stream().filter(each -> !theirs.contains(each)).count();
    return new Difference(type, theirs.size(), ours.size(), lost, added);
  }

  private static void add(Map<String, Set<String>> edges, Line line) {
    edges
        .computeIfAbsent(line.type, _ -> new TreeSet<>())
        .add(line.from + " " + line.to + " " + line.by);
  }

  private static Line read(String line, int number) {
    try {
      return JSON.readValue(line, Line.class);
    } catch (RuntimeException e) {
      throw new InvalidInput(
          "NOT_AN_EXPORT", "line " + number, "no edge: " + e.getMessage(), "give a JSONL export");
    }
  }
}
