package org.antiphon.detection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antiphon.audio.NativeSink;

/// Asks of a sound whether a neural decoder rendered it. Thread-safe; keeps transforms for reuse.
///
/// [#open] gives a sink for one pass over the file, which others may share; [#conclude] then says
/// what was found, and plays the file once more only where there is a comb to hold against time.
public final class Detector {
  private static final int MOST_TEETH = 240;
  private static final int CURVE_STEPS = 240;

  /// From here on a second comb of its own is worth naming.
  private static final double WORTH_NAMING = 3;

  private final CombParameters parameters;
  private final ToothScan scan;
  private final Policy policy;
  private final Transforms transforms = new Transforms();

  /// With these numbers.
  public Detector(CombParameters parameters) {
    this.parameters = parameters;
    scan = new ToothScan(parameters.selection(), new Candidates(parameters.strides()));
    policy = new Policy(parameters);
  }

  /// Plays a sound again, from its beginning, at its own rate.
  @FunctionalInterface
  public interface Sound {
    /// Into this sink.
    void play(NativeSink sink) throws IOException;
  }

  /// What its results rest on.
  public Detection.Model model() {
    return new Detection.Model(parameters.version(), parameters.sha256());
  }

  /// A sink for one file.
  public DetectorStream open() {
    return new DetectorStream(parameters, scan, transforms);
  }

  /// The answer about a sound that could not be heard.
  ///
  /// @param why in words, as a problem says it
  public Detection unheard(String why) {
    var ruling = policy.rule(FirstLook.nothing(0, why), Optional.empty());
    return new Detection(
        ruling.verdict(),
        ruling.probability(),
        0,
        List.of(),
        List.of(),
        Optional.empty(),
        ruling.reasons(),
        model());
  }

  /// What was found.
  ///
  /// @param stream that was given the whole file
  /// @param again plays the same file
  /// @throws IOException what `again` throws
  public Detection conclude(DetectorStream stream, Sound again) throws IOException {
    var look = stream.finish();
    var pieces = pieces(look, again);
    var ruling = policy.rule(look, persistence(pieces));
    return new Detection(
        ruling.verdict(),
        ruling.probability(),
        look.score(),
        decoders(look),
        segments(look, pieces),
        persistence(pieces),
        ruling.reasons(),
        model());
  }

  private List<Boolean> pieces(FirstLook look, Sound again) throws IOException {
    var best = look.best().filter(comb -> comb.score() >= parameters.limits().weak());
    if (best.isEmpty() || look.scores() == null || !Persistence.isKnown(look.heard()))
      return List.of();
    var persistence =
        new Persistence(
            parameters.spectrum(),
            transforms,
            look.heard(),
            best.get().hertz(),
            look.scores().top());
    again.play(persistence);
    return persistence.pieces();
  }

  private static Optional<Double> persistence(List<Boolean> pieces) {
    if (pieces.isEmpty()) return Optional.empty();
    return Optional.of(pieces.stream().filter(each -> each).count() / (double) pieces.size());
  }

  private static List<Detection.Segment> segments(FirstLook look, List<Boolean> pieces) {
    var heard = look.heard();
    var segments = new ArrayList<Detection.Segment>();
    if (pieces.isEmpty() || heard.rate() == 0) return segments;
    double start = (double) heard.before() / heard.rate();
    double each = heard.seconds() / pieces.size();
    for (int i = 0; i < pieces.size(); i++) {
      if (!pieces.get(i)) continue;
      int from = i;
      while (i + 1 < pieces.size() && pieces.get(i + 1)) i++;
      segments.add(
          new Detection.Segment(
              start + from * each, start + (i + 1) * each, Detection.Verdict.MACHINE_MADE));
    }
    return segments;
  }

  /// The best comb, and others that are no multiple or part of it.
  private List<Detection.Decoder> decoders(FirstLook look) {
    var decoders = new ArrayList<Detection.Decoder>();
    var scores = look.scores();
    if (scores == null) return decoders;
    for (var comb : look.combs()) {
      boolean first = decoders.isEmpty() && comb.score() >= parameters.limits().weak();
      boolean own =
          !decoders.isEmpty()
              && comb.score() >= WORTH_NAMING
              && decoders.stream().noneMatch(other -> related(other.hertz(), comb.hertz()));
      if (first || own) decoders.add(decoder(scores, comb));
    }
    return decoders;
  }

  private static boolean related(double one, double other) {
    double ratio = Math.max(one, other) / Math.min(one, other);
    return Math.abs(ratio - Math.rint(ratio)) < 1e-6;
  }

  private static Detection.Decoder decoder(Scores scores, Comb comb) {
    var readings = Reading.preferred(comb.readings(), scores.top());
    var profile = StrideProfile.of(scores, readings.getFirst());
    var teeth = new ArrayList<Detection.Tooth>();
    int first = Scores.firstTooth(comb.hertz());
    for (int k = first; k < first + Math.min(comb.teeth(), MOST_TEETH); k++) {
      double hertz = k * comb.hertz();
      teeth.add(new Detection.Tooth(k, hertz, scores.at(hertz), scores.decibels(hertz)));
    }
    return new Detection.Decoder(
        readings.getFirst(),
        readings.subList(1, readings.size()),
        comb.hertz(),
        comb.score(),
        teeth,
        profile.salient(),
        curve(scores, comb.hertz()));
  }

  private static Detection.ControlCurve curve(Scores scores, double hertz) {
    double[] fold = ToothScan.fold(scores, hertz);
    var values = new ArrayList<Double>();
    int steps = Math.min(CURVE_STEPS, fold.length);
    for (int i = 0; i < steps; i++) {
      double highest = 0;
      for (int j = i * fold.length / steps; j < (i + 1) * fold.length / steps; j++)
        highest = Math.max(highest, fold[j]);
      values.add(highest);
    }
    return new Detection.ControlCurve(hertz / 2, values);
  }
}
