package org.antiphon.eval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.antiphon.fingerprint.AlgorithmVersion;
import org.antiphon.fingerprint.Match;

/// Counts the judgements of a run.
final class IdentifySummary {
  /// Rows of the table.
  private record Cell(String disguise, double seconds) {}

  private final List<Judgement> judgements;
  private final List<Judgement> positives;
  private final List<Judgement> negatives;
  private final Judge judge;

  IdentifySummary(List<Judgement> judgements, Judge judge) {
    this.judgements = judgements;
    this.judge = judge;
    positives = judgements.stream().filter(j -> !j.row().isNegative()).toList();
    negatives = judgements.stream().filter(j -> j.row().isNegative()).toList();
  }

  IdentifyReport report(
      IdentifyReport.Cost cost, IdentifyReport.Chance chance, AlgorithmVersion algorithm) {
    int hits = count(positives, j -> j.right().isPresent());
    var interval = Wilson.of(hits, positives.size());
    int falseMatches = count(negatives, j -> !j.wrong().isEmpty());
    return new IdentifyReport(
        rows(),
        positives.size(),
        share(hits, positives.size()),
        interval.lo(),
        interval.hi(),
        share(count(positives, Judgement::track), positives.size()),
        count(positives, Judgement::isElsewhere),
        negatives.size(),
        falseMatches,
        Wilson.of(falseMatches, negatives.size()).hi(),
        count(positives, j -> !j.wrong().isEmpty()),
        p95(rightInPlace(), Judgement::offsetError),
        p95(right(), Judgement::tempoError),
        p95(right(), Judgement::pitchError),
        worstNegative(),
        wrong(),
        misses(),
        cost,
        chance,
        algorithm);
  }

  /// A condition on a judgement.
  private interface Condition {
    boolean holds(Judgement judgement);
  }

  private static int count(List<Judgement> among, Condition condition) {
    return (int) among.stream().filter(condition::holds).count();
  }

  private static double share(int hits, int of) {
    return of == 0 ? 0 : (double) hits / of;
  }

  private List<IdentifyReport.Row> rows() {
    var cells = new LinkedHashMap<Cell, List<Judgement>>();
    for (var judgement : positives)
      cells
          .computeIfAbsent(
              new Cell(judgement.row().disguise(), judgement.row().seconds()),
              _ -> new ArrayList<>())
          .add(judgement);
    var rows = new ArrayList<IdentifyReport.Row>();
    cells.forEach((cell, those) -> rows.add(row(cell, those)));
    return rows;
  }

  private static IdentifyReport.Row row(Cell cell, List<Judgement> those) {
    int hits = count(those, j -> j.right().isPresent());
    var interval = Wilson.of(hits, those.size());
    return new IdentifyReport.Row(
        cell.disguise(),
        cell.seconds(),
        those.size(),
        hits,
        share(hits, those.size()),
        interval.lo(),
        interval.hi(),
        count(those, Judgement::track),
        count(those, j -> j.row().isMix() && j.bothSources()));
  }

  private List<Judgement> right() {
    return positives.stream().filter(j -> j.right().isPresent()).toList();
  }

  private List<Judgement> rightInPlace() {
    return positives.stream().filter(j -> j.right().isPresent() && !j.isElsewhere()).toList();
  }

  private static double p95(List<Judgement> those, ToDoubleFunction<Judgement> error) {
    double[] sorted = those.stream().mapToDouble(error).sorted().toArray();
    return percentile95(sorted);
  }

  private static double percentile95(double[] sorted) {
    return sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, sorted.length * 95 / 100)];
  }

  /// The least tail that anything had in a negative, accepted or only possible; 0 where nothing was
  /// near.
  private double worstNegative() {
    return negatives.stream()
        .flatMap(j ->
            java.util.stream.Stream.concat(
                j.identification().matches().stream(), j.identification().possible().stream()))
        .mapToDouble(match -> match.evidence().log10Tail())
        .min()
        .orElse(0);
  }

  private List<IdentifyReport.Wrong> wrong() {
    var wrong = new ArrayList<IdentifyReport.Wrong>();
    for (var judgement : judgements)
      for (var match : judgement.wrong())
        wrong.add(
            new IdentifyReport.Wrong(
                String.valueOf(judgement.row().query().getFileName()),
                judgement.row().disguise(),
                judgement.row().source().orElse("-"),
                judge.path(match),
                match.score(),
                match.evidence().log10Tail(),
                match.method()));
    return wrong;
  }

  private List<IdentifyReport.Miss> misses() {
    return positives.stream()
        .filter(j -> j.right().isEmpty())
        .map(j ->
            new IdentifyReport.Miss(
                String.valueOf(j.row().query().getFileName()),
                j.row().disguise(),
                j.row().source().orElse("-"),
                j.row().offset(),
                found(j)))
        .toList();
  }

  private String found(Judgement judgement) {
    var words = new ArrayList<String>();
    for (var match : judgement.identification().matches()) words.add(words(match));
    for (var match : judgement.identification().possible()) words.add("possible: " + words(match));
    return String.join("; ", words);
  }

  private String words(Match match) {
    return String.format(
        java.util.Locale.ROOT,
        "%s at %.2f s (query %.2f-%.2f), %s, lg %.1f",
        judge.path(match),
        match.reference().from(),
        match.query().from(),
        match.query().to(),
        match.method(),
        match.evidence().log10Tail());
  }

  List<IdentifyReport.LengthCost> costs() {
    var byLength = new TreeMap<Double, List<Judgement>>();
    for (var judgement : judgements)
      byLength.computeIfAbsent(judgement.row().seconds(), _ -> new ArrayList<>()).add(judgement);
    var costs = new ArrayList<IdentifyReport.LengthCost>();
    byLength.forEach((seconds, those) -> {
      double[] sorted = those.stream().mapToDouble(Judgement::cpuMillis).sorted().toArray();
      double mean = java.util.Arrays.stream(sorted).average().orElse(0);
      costs.add(new IdentifyReport.LengthCost(seconds, those.size(), mean, percentile95(sorted)));
    });
    return costs;
  }
}
