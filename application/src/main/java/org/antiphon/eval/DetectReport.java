package org.antiphon.eval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.antiphon.detection.Detection.Verdict;
import org.antiphon.eval.DetectEvaluation.Judged;
import tools.jackson.databind.json.JsonMapper;

/// What `eval detect` found, counted. Nothing was done to the files, so every `condition` is
/// `none`.
public record DetectReport(List<Judged> files) {
  public DetectReport {
    files = List.copyOf(files);
  }

  /// The contract's object, one line of JSON.
  public String json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("auc", auc());
    json.put("rows", rows());
    json.put("falseAccusations", falseAccusations());
    json.put("accusedHumans", named(Verdict.MACHINE_MADE));
    json.put("unsureHumans", named(Verdict.CANNOT_TELL));
    return JsonMapper.shared().writeValueAsString(json);
  }

  private List<Map<String, Object>> rows() {
    var groups = new TreeMap<String, List<Judged>>();
    for (var file : files)
      groups
          .computeIfAbsent(file.kind() + "\t" + file.generator(), _ -> new ArrayList<>())
          .add(file);
    return groups.values().stream().map(DetectReport::row).toList();
  }

  private static Map<String, Object> row(List<Judged> files) {
    var row = new LinkedHashMap<String, Object>();
    row.put("kind", files.getFirst().kind());
    row.put("generator", files.getFirst().generator());
    row.put("condition", "none");
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

  private Map<String, Object> falseAccusations() {
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

  /// The chance that a machine-made or resynthesised file scores above a human one; ties count
  /// half.
  private double auc() {
    double above = 0;
    long pairs = 0;
    for (var machine : files) {
      if (machine.kind().equals("human")) continue;
      for (var human : files) {
        if (!human.kind().equals("human")) continue;
        pairs++;
        if (machine.score() > human.score()) above++;
        else if (!(machine.score() < human.score())) above += 0.5;
      }
    }
    return pairs == 0 ? 0.5 : above / pairs;
  }

  private List<Map<String, Object>> named(Verdict verdict) {
    return files.stream()
        .filter(file -> file.kind().equals("human") && file.verdict() == verdict)
        .filter(file -> file.score() > 0)
        .sorted(Comparator.comparingDouble(Judged::score).reversed())
        .map(file ->
            Map.<String, Object>of(
                "path", file.path(),
                "score", file.score(),
                "combHz", file.combHz(),
                "seconds", file.seconds()))
        .toList();
  }
}
