package org.antiphon.bench;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// What a bench found: the contract's object of `bench`.
public record BenchReport(List<BenchRow> rows, Machine machine) {
  public BenchReport {
    rows = List.copyOf(rows);
  }

  /// The object as one line of JSON.
  public String json() {
    return JsonMapper.builder().build().writeValueAsString(this);
  }
}
