package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.antiphon.accounts.Scope;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.network.graph.Consequences;
import org.antiphon.network.graph.Graph;
import org.antiphon.network.graph.Neighbourhood;
import org.antiphon.network.graph.Node;
import org.antiphon.network.graph.Pseudonyms;
import org.antiphon.network.graph.Questions;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;
import org.antiphon.server.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Where else a sound is: the questions G1 to G7, each with `?asOf=` (G8). Accounts are named by
/// keyed pseudonyms here as in exports; an upload's own page says whose it is.
@RestController
public final class GraphApi {
  private final Graph graph;
  private final Pseudonyms pseudonyms;
  private final InstantSource clock;

  /// Asks `graph`.
  ///
  /// @param keys holds the key of pseudonyms
  public GraphApi(Graph graph, KeyFolder keys, InstantSource clock) {
    this.graph = graph;
    this.pseudonyms = new Pseudonyms(keys);
    this.clock = clock;
  }

  @GetMapping("/api/v1/graph/recordings/{id}/spread")
  Questions.Spread spread(
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String asOf) {
    Caller.of(request).with(Scope.READ);
    return graph.questions().spread(id, at(asOf)).under(pseudonyms);
  }

  @GetMapping("/api/v1/graph/recordings/{id}/returns")
  Map<String, List<Questions.Return>> returns(
      HttpServletRequest request,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String asOf) {
    Caller.of(request).with(Scope.READ);
    var found = graph.questions().returns(id, at(asOf));
    return Map.of("items", found.stream().map(each -> each.under(pseudonyms)).toList());
  }

  @GetMapping("/api/v1/graph/neighbourhood")
  Neighbourhood.Around neighbourhood(
      HttpServletRequest request,
      @RequestParam String node,
      @RequestParam(defaultValue = "2") int depth,
      @RequestParam(required = false) @Nullable String asOf) {
    Caller.of(request).with(Scope.READ);
    return graph.neighbourhood().around(Node.parse(node), depth, at(asOf)).under(pseudonyms);
  }

  @GetMapping("/api/v1/graph/accounts")
  Map<String, List<Questions.Account>> accounts(
      HttpServletRequest request,
      @RequestParam(defaultValue = "3") int upheld,
      @RequestParam(required = false) @Nullable String asOf) {
    Caller.of(request).with(Scope.READ);
    if (upheld < 1)
      throw new InvalidInput("UPHELD", "upheld", "upheld=" + upheld, "give 1 or more");
    var found = graph.questions().accounts(upheld, at(asOf));
    return Map.of("items", found.stream().map(each -> each.under(pseudonyms)).toList());
  }

  @GetMapping("/api/v1/graph/clusters")
  Map<String, List<Questions.Cluster>> clusters(
      HttpServletRequest request,
      @RequestParam(defaultValue = "DISTRIBUTOR") Questions.By by,
      @RequestParam(required = false) @Nullable String asOf) {
    Caller.of(request).with(Scope.READ);
    var found = graph.questions().clusters(by, at(asOf));
    return Map.of(
        "items",
        by == Questions.By.ACCOUNT
            ? found.stream().map(each -> each.under(pseudonyms)).toList()
            : found);
  }

  /// What hangs on a reason, `?of=KIND:KEY`; always as it is now, since it is a list to act on.
  @GetMapping("/api/v1/graph/consequences")
  Consequences.Closure consequences(HttpServletRequest request, @RequestParam String of) {
    Caller.of(request).with(Scope.READ);
    return graph.consequences().of(Node.parse(of));
  }

  /// The earliest known copy, asked by any member of the family.
  @GetMapping("/api/v1/graph/families/{id}/origin")
  Map<String, Object> origin(
      HttpServletRequest request,
      @PathVariable UUID id,
      @RequestParam(required = false) @Nullable String asOf) {
    Caller.of(request).with(Scope.READ);
    var found =
        graph
            .questions()
            .origin(id, at(asOf))
            .orElseThrow(() ->
                new Refused(
                    "NOT_FOUND", "family " + id, "no such upload or family", "give a member's id"));
    var view = new LinkedHashMap<String, Object>();
    view.put("asOf", at(asOf));
    view.put("origin", found);
    return view;
  }

  private Instant at(@Nullable String asOf) {
    if (asOf == null || asOf.isBlank()) return clock.instant();
    try {
      return Instant.parse(asOf);
    } catch (DateTimeParseException e) {
      throw new InvalidInput(
          "AS_OF", "asOf", "\"" + asOf + "\" is no time", "write it like 2026-05-03T00:00:00Z");
    }
  }
}
