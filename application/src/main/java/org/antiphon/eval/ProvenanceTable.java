package org.antiphon.eval;

import java.util.List;
import org.antiphon.provenance.State;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What `eval provenance` found.
public record ProvenanceTable(List<Row> rows) {
  public ProvenanceTable {
    rows = List.copyOf(rows);
  }

  /// One file.
  public record Row(String path, State state, State expected) {}

  /// Files that we believe more than the table does: each is a hole.
  public List<Row> laxer() {
    return rows.stream().filter(row -> distance(row.state()) < distance(row.expected())).toList();
  }

  /// Files that we believe less.
  public List<Row> stricter() {
    return rows.stream().filter(row -> distance(row.state()) > distance(row.expected())).toList();
  }

  /// How far from TRUSTED; "no statement" is nearer than "could not be checked" and "broken".
  private static int distance(State state) {
    return switch (state) {
      case TRUSTED -> 0;
      case VALID_UNTRUSTED -> 1;
      case NONE -> 2;
      case UNVERIFIED -> 3;
      case INVALID -> 4;
    };
  }

  /// The contract's object.
  public JsonNode json() {
    var json = JsonMapper.shared().createObjectNode().put("schema", "eval-provenance/1");
    var list = json.putArray("rows");
    for (var row : rows)
      list.addObject()
          .put("path", row.path())
          .put("state", row.state().name())
          .put("expected", row.expected().name());
    var lax = json.putArray("laxer");
    laxer().forEach(row -> lax.add(row.path()));
    var strict = json.putArray("stricter");
    stricter().forEach(row -> strict.add(row.path()));
    return json.put("equal", rows.stream().filter(row -> row.state() == row.expected()).count());
  }
}
