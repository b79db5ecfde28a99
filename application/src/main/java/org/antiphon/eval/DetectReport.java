package org.antiphon.eval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.antiphon.detection.Bracket;
import org.antiphon.detection.CombParameters;
import org.antiphon.detection.Detection.Verdict;
import org.antiphon.detection.Recount;
import org.antiphon.eval.DetectEvaluation.Judged;
import tools.jackson.databind.json.JsonMapper;

/// What `eval detect` found, counted by kind, generator and condition.
public record DetectReport(List<Judged> files) {
  /// The published averaged-spectrum method, re-implemented for the design and measured there on
  /// other cuts of the same generators (detection brief, section 6); nothing of it is built here.
  private static final Map<String, Object> PUBLISHED =
      Map.of(
          "method", "averaged spectrum and logistic regression, leave one decoder family out",
          "auc", 0.786,
          "tprAt0Fp", 0.18,
          "tprAt1PercentFp", 0.21);

  public DetectReport {
    files = List.copyOf(files);
  }

  /// The contract's object, one line of JSON.
  public String json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("auc", auc());
    json.put("kinds", kinds());
    json.put("generators", generators());
    json.put("rows", rows());
    json.put("falseAccusations", falseAccusations(files));
    json.put("falseAccusationsBySource", bySource());
    json.put("leftOut", LeftOut.of(files).stream().map(LeftOut::json).toList());
    json.put("reliability", Reliability.of(files).stream().map(Reliability::json).toList());
    json.put("publishedMethod", PUBLISHED);
    json.put("accusedHumans", named(Verdict.MACHINE_MADE));
    json.put("unsureHumans", named(Verdict.CANNOT_TELL));
    return JsonMapper.shared().writeValueAsString(json);
  }

  /// A calibration counted from these files, which were judged under `parameters` and no condition.
  public String calibration(CombParameters parameters) {
    var humans = new ArrayList<Bracket>();
    var decoders = new ArrayList<Bracket>();
    for (var file : files)
      if (file.condition().equals(Condition.NONE.name()))
        (file.kind().equals("human") ? humans : decoders).add(file.bracket());
    var counted =
        "%d human files of %d sources; %d machine-made or resynthesised files of %d"
            .formatted(humans.size(), sources(true), decoders.size(), sources(false));
    return Recount.json(parameters, counted, decoders, humans);
  }

  private long sources(boolean human) {
    return files.stream()
        .filter(file -> file.kind().equals("human") == human)
        .map(Judged::generator)
        .distinct()
        .count();
  }

  private List<Map<String, Object>> rows() {
    return grouped(file -> file.kind() + "\t" + file.generator() + "\t" + file.condition())
        .values()
        .stream()
        .map(DetectReport::row)
        .toList();
  }

  private Map<String, List<Judged>> grouped(Function<Judged, String> key) {
    var groups = new TreeMap<String, List<Judged>>();
    for (var file : files)
      groups.computeIfAbsent(key.apply(file), _ -> new ArrayList<>()).add(file);
    return groups;
  }

  /// Human files by where they come from (the manifest's generator column).
  private Map<String, Object> bySource() {
    var found = new LinkedHashMap<String, Object>();
    grouped(Judged::generator)
        .forEach((source, group) -> {
          if (group.stream().anyMatch(file -> file.kind().equals("human")))
            found.put(source, falseAccusations(group));
        });
    return found;
  }

  private List<Map<String, Object>> kinds() {
    return againstHumans(
        file -> file.condition() + "\t" + file.kind(),
        (row, first) -> {
          row.put("kind", first.kind());
          row.put("condition", first.condition());
        });
  }

  private List<Map<String, Object>> generators() {
    return againstHumans(
        file -> file.kind() + "\t" + file.generator() + "\t" + file.condition(),
        (row, first) -> {
          row.put("kind", first.kind());
          row.put("generator", first.generator());
          row.put("condition", first.condition());
        });
  }

  /// Of each group of files that are not human: found, abstained, and the rate found at two rates
  /// of false alarm, by strength against the human files under the same condition.
  private List<Map<String, Object>> againstHumans(
      Function<Judged, String> key, BiConsumer<Map<String, Object>, Judged> name) {
    var found = new ArrayList<Map<String, Object>>();
    grouped(key)
        .values()
        .forEach(group -> {
          var first = group.getFirst();
          if (first.kind().equals("human")) return;
          var humans =
              files.stream()
                  .filter(file -> file.kind().equals("human"))
                  .filter(file -> file.condition().equals(first.condition()))
                  .toList();
          var row = new LinkedHashMap<String, Object>();
          name.accept(row, first);
          row.put("n", group.size());
          row.put("machineMade", count(group, Verdict.MACHINE_MADE));
          row.put("abstained", count(group, Verdict.CANNOT_TELL));
          row.put("auc", auc(group, humans));
          row.put("humans", humans.size());
          row.put("tprAtFpr0.001", rateAt(group, humans, 0.001));
          row.put("tprAtFpr0.01", rateAt(group, humans, 0.01));
          found.add(row);
        });
    return found;
  }

  /// Share of `group` stronger than all but `share` of the humans, with Wilson's interval.
  private static Map<String, Object> rateAt(List<Judged> group, List<Judged> humans, double share) {
    var strengths = humans.stream().mapToDouble(Judged::strength).sorted().toArray();
    int allowed = (int) (share * strengths.length);
    double limit = strengths.length == 0 ? 0 : strengths[strengths.length - 1 - allowed];
    int above = (int) group.stream().filter(file -> file.strength() > limit).count();
    var interval = Wilson.of(above, group.size());
    var rate = new LinkedHashMap<String, Object>();
    rate.put("rate", group.isEmpty() ? 0 : (double) above / group.size());
    rate.put("lo", interval.lo());
    rate.put("hi", interval.hi());
    rate.put("limit", limit);
    return rate;
  }

  private static Map<String, Object> row(List<Judged> files) {
    var row = new LinkedHashMap<String, Object>();
    row.put("kind", files.getFirst().kind());
    row.put("generator", files.getFirst().generator());
    row.put("condition", files.getFirst().condition());
    row.put("n", files.size());
    row.put("machineMade", count(files, Verdict.MACHINE_MADE));
    row.put("noSign", count(files, Verdict.NO_SIGN));
    row.put("cannotTell", count(files, Verdict.CANNOT_TELL));
    var scores = files.stream().mapToDouble(Judged::score).sorted().toArray();
    row.put("medianScore", scores[scores.length / 2]);
    return row;
  }

  private static long count(List<Judged> files, Verdict verdict) {
    return files.stream().filter(file -> file.verdict() == verdict).count();
  }

  private static Map<String, Object> falseAccusations(List<Judged> files) {
    var humans = files.stream().filter(file -> file.kind().equals("human")).toList();
    int wrong = (int) count(humans, Verdict.MACHINE_MADE);
    var said = new LinkedHashMap<String, Object>();
    said.put("n", wrong);
    said.put("of", humans.size());
    said.put("upper95", upper95(wrong, humans.size()));
    return said;
  }

  /// One-sided 95 % bound of Clopper and Pearson (Biometrika 26, 1934): the rate at which so few or
  /// fewer would be seen in one of twenty samples.
  static double upper95(int wrong, int all) {
    if (wrong >= all) return 1;
    double low = 0;
    double high = 1;
    for (int i = 0; i < 60; i++) {
      double rate = (low + high) / 2;
      if (atMost(wrong, all, rate) > 0.05) low = rate;
      else high = rate;
    }
    return high;
  }

  private static double atMost(int wrong, int all, double rate) {
    double term = Math.pow(1 - rate, all);
    double sum = term;
    for (int k = 1; k <= wrong; k++) {
      term *= (all - k + 1.0) / k * rate / (1 - rate);
      sum += term;
    }
    return sum;
  }

  private double auc() {
    return auc(
        files.stream().filter(file -> !file.kind().equals("human")).toList(),
        files.stream().filter(file -> file.kind().equals("human")).toList());
  }

  /// The chance that a machine-made or resynthesised file is stronger than a human one; ties count
  /// half.
  private static double auc(List<Judged> machines, List<Judged> humans) {
    double above = 0;
    for (var machine : machines)
      for (var human : humans) {
        int order = Double.compare(machine.strength(), human.strength());
        above += order > 0 ? 1 : order == 0 ? 0.5 : 0;
      }
    long pairs = (long) machines.size() * humans.size();
    return pairs == 0 ? 0.5 : above / pairs;
  }

  private List<Map<String, Object>> named(Verdict verdict) {
    return files.stream()
        .filter(file -> file.kind().equals("human") && file.verdict() == verdict)
        .filter(file -> file.strength() > 0)
        .sorted(Comparator.comparingDouble(Judged::strength).reversed())
        .map(file ->
            Map.<String, Object>of(
                "path", file.path(),
                "score", file.score(),
                "strength", file.strength(),
                "condition", file.condition(),
                "combHz", file.combHz(),
                "seconds", file.seconds()))
        .toList();
  }
}
