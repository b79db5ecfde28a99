package org.antiphon.detection;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.antiphon.audio.NativeSink;
import org.antiphon.detection.Trace.Corroboration;

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
  private final Disguises disguises;
  private final Detection.Model model;
  private final Transforms transforms = new Transforms();

  /// With these numbers.
  public Detector(CombParameters parameters) {
    this.parameters = parameters;
    scan = new ToothScan(parameters.selection(), new Candidates(parameters.strides()));
    var calibration = Calibration.shipped(parameters);
    policy = new Policy(parameters, calibration);
    disguises = new Disguises(parameters, transforms);
    model = new Detection.Model(parameters.version(), parameters.sha256(calibration.text()));
  }

  /// Plays a sound again, from its beginning, at its own rate.
  @FunctionalInterface
  public interface Sound {
    /// Into this sink.
    void play(NativeSink sink) throws IOException;
  }

  /// What its results rest on.
  public Detection.Model model() {
    return model;
  }

  /// A sink for one file.
  public DetectorStream open() {
    return new DetectorStream(parameters, scan, transforms);
  }

  /// The answer about a sound that could not be heard.
  ///
  /// @param why in words, as a problem says it
  public Detection unheard(String why) {
    var ruling = policy.rule(FirstLook.nothing(0, why), Corroboration.NONE);
    return new Detection(
        ruling.verdict(),
        ruling.bracket(),
        Detection.Probability.UNKNOWN,
        0,
        Detection.Support.NONE,
        List.of(),
        List.of(),
        List.of(),
        ruling.reasons(),
        model());
  }

  /// What was found.
  ///
  /// @param stream that was given the whole file
  /// @param again plays the same file
  /// @throws IOException what `again` throws
  public Detection conclude(DetectorStream stream, Sound again) throws IOException {
    return conclude(stream, again, OptionalDouble.empty());
  }

  /// What was found in a sound that is known to be a recording played at another speed.
  ///
  /// @param speed its speed over the recording's, as a match says; empty where nothing is known
  /// @throws IOException what `again` throws
  public Detection conclude(DetectorStream stream, Sound again, OptionalDouble speed)
      throws IOException {
    var look = stream.finish();
    var pass = secondPass(look, again);
    var corroboration = pass.map(SecondPass::corroboration).orElse(Corroboration.NONE);
    var ruling = policy.rule(look, corroboration);
    var after = new ArrayList<Detection.After>();
    if (Policy.isUnclear(look, ruling))
      after.addAll(disguises.undone(stream.recent(), look.heard().rate(), speed));
    var said = policy.afterUndoing(ruling, after);
    return new Detection(
        said.verdict(),
        said.bracket(),
        said.probability(),
        look.score(),
        support(look, corroboration),
        decoders(look),
        segments(pass.map(SecondPass::stretches).orElse(List.of())),
        after,
        said.reasons(),
        model());
  }

  private Optional<SecondPass> secondPass(FirstLook look, Sound again) throws IOException {
    var trace = look.trace().filter(each -> each.strength() >= parameters.limits().weak());
    if (trace.isEmpty() || look.scores() == null) return Optional.empty();
    var pass =
        new SecondPass(parameters, transforms, look, trace.get().hertz(), look.scores().top());
    // Below its limit a trace is told, and none of the rest changes a verdict.
    if (policy.isBeyondLimit(trace.get())) pass.askWhatVerdictsHangOn();
    again.play(pass);
    return Optional.of(pass);
  }

  private static Detection.Support support(FirstLook look, Corroboration corroboration) {
    return look.trace()
        .map(trace ->
            new Detection.Support(
                trace.strength(),
                trace.levelled().score(),
                corroboration.quiet(),
                corroboration.persistence(),
                corroboration.second(),
                corroboration.clicks()))
        .orElse(Detection.Support.NONE);
  }

  private static List<Detection.Segment> segments(List<CombTrack.Stretch> stretches) {
    return stretches.stream()
        .map(each -> new Detection.Segment(each.from(), each.to(), Detection.Verdict.MACHINE_MADE))
        .toList();
  }

  /// The strongest trace, and others that are no multiple or part of it.
  private List<Detection.Decoder> decoders(FirstLook look) {
    var decoders = new ArrayList<Detection.Decoder>();
    var scores = look.scores();
    if (scores == null) return decoders;
    for (var trace : look.traces()) {
      boolean first = decoders.isEmpty() && trace.strength() >= parameters.limits().weak();
      boolean own =
          !decoders.isEmpty()
              && trace.strength() >= WORTH_NAMING
              && decoders.stream().noneMatch(other -> related(other.hertz(), trace.hertz()));
      if (first || own) decoders.add(decoder(scores, trace.comb()));
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
      teeth.add(
          new Detection.Tooth(
              k,
              hertz,
              scores.at(hertz),
              scores.decibels(hertz),
              scores.decibels(hertz + comb.hertz() / 4)));
    }
    return new Detection.Decoder(
        readings.getFirst(),
        Reading.kindOf(readings),
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
