package org.antiphon.eval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.antiphon.detection.Bracket;
import org.antiphon.eval.DetectEvaluation.Judged;

/// What would have been said with a limit of strength that a source had no part in.
///
/// The limit is 1.25 times the greatest strength among the human files of all other sources that
/// nothing but their strength keeps from being named; for a generator, of all human files. One
/// limit, whatever the period. A human file counts as accused from the limit on unless it is
/// refused for another reason; a machine-made one counts as found only where it is named today and
/// reaches the limit, since below today's limit nothing else was asked of it.
///
/// @param source the manifest's generator column
/// @param found human files accused, or others found
record LeftOut(String kind, String source, double limit, int found, int files) {
  private static final double MARGIN = 1.25;

  /// Of files under no condition, one for each kind and source.
  static List<LeftOut> of(List<Judged> files) {
    var groups = new TreeMap<String, List<Judged>>();
    var plain =
        files.stream().filter(file -> file.condition().equals(Condition.NONE.name())).toList();
    for (var file : plain)
      groups
          .computeIfAbsent(file.kind() + "\t" + file.generator(), _ -> new ArrayList<>())
          .add(file);
    return groups.values().stream().map(group -> of(group, plain)).toList();
  }

  private static LeftOut of(List<Judged> group, List<Judged> all) {
    var first = group.getFirst();
    boolean human = first.kind().equals("human");
    double limit =
        MARGIN
            * all.stream()
                .filter(file -> file.kind().equals("human"))
                .filter(file -> !human || !file.generator().equals(first.generator()))
                .filter(file -> file.bracket() != Bracket.REFUSED)
                .mapToDouble(Judged::strength)
                .max()
                .orElse(0);
    var reached =
        group.stream()
            .filter(file -> file.strength() > 0 && file.strength() >= limit)
            .filter(file ->
                human ? file.bracket() != Bracket.REFUSED : file.bracket() == Bracket.MACHINE_MADE);
    return new LeftOut(first.kind(), first.generator(), limit, (int) reached.count(), group.size());
  }

  Map<String, Object> json() {
    var row = new LinkedHashMap<String, Object>();
    row.put("kind", kind);
    row.put("source", source);
    row.put("limit", limit);
    row.put("found", found);
    row.put("of", files);
    return row;
  }
}
