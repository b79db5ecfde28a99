package org.antiphon.enforcement.basis;

import java.util.List;
import java.util.Map;

/// What follows from the facts about one upload: outcomes (several where several grounds or owners
/// are touched), and why.
///
/// @param outcomes empty: nothing to do, and the trace says why
/// @param trace every rule that fired, in the order in which they did
/// @param data SHA-256 of each data file that the rules read, by file name
public record Routing(List<Outcome> outcomes, List<RuleFired> trace, Map<String, String> data) {
  public Routing {
    outcomes = List.copyOf(outcomes);
    trace = List.copyOf(trace);
    data = Map.copyOf(data);
  }

  /// Whether a rule fired with this code.
  public boolean fired(String code) {
    return trace.stream().anyMatch(line -> line.code().equals(code));
  }
}
