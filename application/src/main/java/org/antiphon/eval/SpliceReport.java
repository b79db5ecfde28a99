package org.antiphon.eval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.antiphon.detection.Detection.Segment;
import org.antiphon.eval.SpliceEvaluation.Spliced;
import tools.jackson.databind.json.JsonMapper;

/// What `eval detect --splices` found, by the kind of what was put in.
public record SpliceReport(List<Spliced> splices) {
  /// Seconds within which a border counts as told.
  private static final double NEAR = 2;

  public SpliceReport {
    splices = List.copyOf(splices);
  }

  /// One line of JSON.
  public String json() {
    var groups = new TreeMap<String, List<Spliced>>();
    for (var each : splices) groups.computeIfAbsent(each.kind(), _ -> new ArrayList<>()).add(each);
    var json = new LinkedHashMap<String, Object>();
    json.put(
        "kinds",
        groups.entrySet().stream().map(each -> row(each.getKey(), each.getValue())).toList());
    json.put("splices", splices.stream().map(SpliceReport::one).toList());
    return JsonMapper.shared().writeValueAsString(json);
  }

  private static Map<String, Object> row(String kind, List<Spliced> group) {
    var seen = group.stream().filter(each -> !overlapping(each).isEmpty()).toList();
    double[] errors =
        seen.stream()
            .flatMapToDouble(
                each -> java.util.stream.DoubleStream.of(beginError(each), endError(each)))
            .sorted()
            .toArray();
    var both =
        seen.stream().filter(each -> beginError(each) <= NEAR && endError(each) <= NEAR).count();
    var row = new LinkedHashMap<String, Object>();
    row.put("kind", kind);
    row.put("n", group.size());
    row.put(
        "machineMade",
        group.stream().filter(each -> each.verdict().equals("MACHINE_MADE")).count());
    row.put("seen", seen.size());
    row.put("bothBordersWithin2s", both);
    row.put("medianBorderErrorSeconds", errors.length == 0 ? 0 : errors[errors.length / 2]);
    row.put(
        "strayStretches",
        group.stream().mapToLong(each -> each.found().size() - overlapping(each).size()).sum());
    return row;
  }

  private static Map<String, Object> one(Spliced spliced) {
    var one = new LinkedHashMap<String, Object>();
    one.put("kind", spliced.kind());
    one.put("generator", spliced.generator());
    one.put("inserted", spliced.inserted());
    one.put("host", spliced.host());
    one.put("from", spliced.from());
    one.put("to", spliced.to());
    one.put("verdict", spliced.verdict());
    one.put(
        "found", spliced.found().stream().map(each -> List.of(each.from(), each.to())).toList());
    return one;
  }

  private static List<Segment> overlapping(Spliced spliced) {
    return spliced.found().stream()
        .filter(each -> each.to() > spliced.from() && each.from() < spliced.to())
        .toList();
  }

  /// Between where it begins and where the first stretch does that touches it, seconds.
  private static double beginError(Spliced spliced) {
    return Math.abs(overlapping(spliced).getFirst().from() - spliced.from());
  }

  private static double endError(Spliced spliced) {
    return Math.abs(overlapping(spliced).getLast().to() - spliced.to());
  }
}
