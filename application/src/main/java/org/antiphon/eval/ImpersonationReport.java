package org.antiphon.eval;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.antiphon.impersonation.Identity.Conclusion;
import org.antiphon.impersonation.IdentityFinding;
import tools.jackson.databind.json.JsonMapper;

/// The contract's object of `eval impersonation`.
///
/// @param table expected to concluded to how many rows
/// @param precision of IMPERSONATION; empty of rows it is 1
/// @param recall of IMPERSONATION
/// @param wrong every row that came out otherwise
public record ImpersonationReport(
    Map<Conclusion, Map<Conclusion, Integer>> table,
    double precision,
    double recall,
    List<Wrong> wrong) {
  public ImpersonationReport {
    wrong = List.copyOf(wrong);
  }

  /// A row that came out otherwise, with its findings.
  public record Wrong(
      String id, Conclusion expected, Conclusion got, List<IdentityFinding> findings) {
    public Wrong {
      findings = List.copyOf(findings);
    }
  }

  /// A table of noughts.
  static Map<Conclusion, Map<Conclusion, Integer>> empty() {
    var table = new EnumMap<Conclusion, Map<Conclusion, Integer>>(Conclusion.class);
    for (var expected : Conclusion.values()) {
      var row = new EnumMap<Conclusion, Integer>(Conclusion.class);
      for (var got : Conclusion.values()) row.put(got, 0);
      table.put(expected, row);
    }
    return table;
  }

  static ImpersonationReport of(
      Map<Conclusion, Map<Conclusion, Integer>> table, List<Wrong> wrong) {
    int right = count(table, Conclusion.IMPERSONATION, Conclusion.IMPERSONATION);
    int accused = 0;
    int impersonations = 0;
    for (var each : Conclusion.values()) {
      accused += count(table, each, Conclusion.IMPERSONATION);
      impersonations += count(table, Conclusion.IMPERSONATION, each);
    }
    return new ImpersonationReport(
        table, share(right, accused), share(right, impersonations), wrong);
  }

  private static int count(
      Map<Conclusion, Map<Conclusion, Integer>> table, Conclusion expected, Conclusion got) {
    return table.getOrDefault(expected, Map.of()).getOrDefault(got, 0);
  }

  private static double share(int part, int whole) {
    return whole == 0 ? 1 : Math.rint(10_000.0 * part / whole) / 10_000;
  }

  /// As one line of JSON.
  public String json() {
    return JsonMapper.shared().writeValueAsString(this);
  }
}
