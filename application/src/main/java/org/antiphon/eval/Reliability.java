package org.antiphon.eval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.antiphon.detection.Bracket;
import org.antiphon.eval.DetectEvaluation.Judged;

/// Is a probability what it says? For each bracket of strength, the probability that the detector
/// states and the share that was seen in these files, both as if half of all files were human; the
/// ends of the interval are those of the two rates' (Wilson), opposite ones together.
///
/// @param stated the probability that the detector states in this bracket; NaN where no file fell
/// @param observed decoders' rate over the sum of both rates; NaN where no file fell
record Reliability(
    Bracket bracket,
    int humans,
    int decoders,
    double stated,
    double observed,
    double low,
    double high) {
  /// Of files under no condition, one for each bracket.
  static List<Reliability> of(List<Judged> files) {
    var plain =
        files.stream().filter(file -> file.condition().equals(Condition.NONE.name())).toList();
    return List.of(Bracket.values()).stream().map(bracket -> of(bracket, plain)).toList();
  }

  private static Reliability of(Bracket bracket, List<Judged> files) {
    var here = files.stream().filter(file -> file.bracket() == bracket).toList();
    int allHumans = humans(files);
    int humans = humans(here);
    int decoders = here.size() - humans;
    double human = rate(humans, allHumans);
    double decoder = rate(decoders, files.size() - allHumans);
    var humanEnds = Wilson.of(humans, allHumans);
    var decoderEnds = Wilson.of(decoders, files.size() - allHumans);
    return new Reliability(
        bracket,
        humans,
        decoders,
        here.stream().mapToDouble(Judged::probability).average().orElse(Double.NaN),
        share(decoder, human),
        share(decoderEnds.lo(), humanEnds.hi()),
        share(decoderEnds.hi(), humanEnds.lo()));
  }

  private static int humans(List<Judged> files) {
    return (int) files.stream().filter(file -> file.kind().equals("human")).count();
  }

  private static double rate(int some, int all) {
    return all == 0 ? 0 : (double) some / all;
  }

  private static double share(double one, double other) {
    return one / (one + other);
  }

  Map<String, Object> json() {
    var row = new LinkedHashMap<String, Object>();
    row.put("bracket", bracket.name());
    row.put("humans", humans);
    row.put("decoders", decoders);
    row.put("stated", Double.isNaN(stated) ? null : stated);
    row.put("observed", Double.isNaN(observed) ? null : observed);
    row.put("low", low);
    row.put("high", high);
    return row;
  }
}
