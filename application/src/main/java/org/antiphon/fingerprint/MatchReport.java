package org.antiphon.fingerprint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Says an alignment in seconds, semitones and words.
final class MatchReport {
  private static final int MOST_POINTS = 400;
  private static final int MOST_ALTERNATIVES = 8;

  /// Below these a change is the disguise's rounding, not a change.
  private static final double SAME_TEMPO = 0.005;

  private static final double SAME_PITCH = 0.15;

  private final LandmarkSnapshot index;
  private final Peaks query;
  private final ChanceModel chance;
  private final LandmarkParameters parameters;
  private final Map<Aligned, Double> likenesses = new HashMap<>();

  MatchReport(
      LandmarkSnapshot index, Peaks query, ChanceModel chance, LandmarkParameters parameters) {
    this.index = index;
    this.query = query;
    this.chance = chance;
    this.parameters = parameters;
  }

  Match match(Aligned best, List<Aligned> others) {
    return match(
        best,
        others.stream()
            .limit(MOST_ALTERNATIVES)
            .map(other -> match(other, List.of(), List.of()))
            .toList(),
        points(best));
  }

  /// Whether it may be named: not by chance, and not as another instrument's rendering.
  boolean names(Aligned aligned) {
    return chance.accepts(aligned) && likeness(aligned) >= 0;
  }

  private Match match(Aligned aligned, List<Match> alternatives, List<MatchPoint> points) {
    var alignment = aligned.alignment();
    var stretch = aligned.stretch();
    double semitones = alignment.pitch() / 12;
    var there =
        new Span(
            alignment.referenceFrame(stretch.from()) / Peaks.RATE,
            alignment.referenceFrame(stretch.to()) / Peaks.RATE);
    return new Match(
        index.recording(aligned.recording()).ref(),
        new Span(stretch.from() / Peaks.RATE, stretch.to() / Peaks.RATE),
        there,
        alignment.scale(),
        semitones,
        chance.score(aligned),
        chance.expectedFalseMatches(aligned),
        likeness(aligned),
        aligned.evidence(),
        "landmarks, " + disguise(alignment.scale(), semitones),
        alternatives,
        index.holders(aligned.recording(), there).stream()
            .map(holder -> index.recording(holder).ref())
            .toList(),
        points);
  }

  /// A change of speed moves both alike; else tempo and pitch were changed each by itself.
  static String disguise(double tempoFactor, double semitones) {
    double percent = 100 * (tempoFactor - 1);
    boolean sameTempo = Math.abs(tempoFactor - 1) < SAME_TEMPO;
    boolean samePitch = Math.abs(semitones) < SAME_PITCH;
    if (sameTempo && samePitch) return "unchanged";
    double asSpeed = 12 * Math.log(tempoFactor) / Math.log(2);
    if (!sameTempo && Math.abs(asSpeed - semitones) < SAME_PITCH)
      return String.format(Locale.ROOT, "speed %+.1f %%", percent);
    if (samePitch) return String.format(Locale.ROOT, "tempo %+.1f %%", percent);
    if (sameTempo) return String.format(Locale.ROOT, "pitch %+.2f semitones", semitones);
    return String.format(Locale.ROOT, "tempo %+.1f %%, pitch %+.2f semitones", percent, semitones);
  }

  /// Reckoned once for each alignment that is asked for.
  private double likeness(Aligned aligned) {
    return likenesses.computeIfAbsent(
        aligned,
        each ->
            new Likeness(query, index.peaks(each.recording()))
                .of(each, parameters.fitting(), parameters.chance().alike()));
  }

  private List<MatchPoint> points(Aligned aligned) {
    var reference = index.peaks(aligned.recording());
    var shared = new Coincidences(query, reference);
    var stretch = aligned.stretch();
    shared.find(aligned.alignment(), stretch.from(), stretch.to(), 2.5, 4.5);
    int step = Math.ceilDiv(Math.max(1, shared.count()), MOST_POINTS);
    var points = new ArrayList<MatchPoint>();
    for (int n = 0; n < shared.count(); n += step)
      points.add(
          new MatchPoint(
              query.t()[shared.mine(n)] / Peaks.RATE,
              reference.t()[shared.theirs(n)] / Peaks.RATE,
              Math.round(10 * 150 * Math.pow(2, query.f()[shared.mine(n)] / 144.0)) / 10.0));
    return points;
  }
}
