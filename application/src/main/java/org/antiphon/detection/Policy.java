package org.antiphon.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.antiphon.detection.Trace.Corroboration;

/// What the looks allow to be said. A decoder's trace stays through the whole sound, in the quiet
/// moments as in the loud, in the sound as it is and levelled, and shows within seconds; what fails
/// one of these is refused, whatever its strength. The limits that remain rest on human music that
/// holds true combs.
final class Policy {
  /// Fewer teeth than this, so far apart, may be the partials of one ringing body.
  private static final int MANY_TEETH = 40;

  private static final double HIGH_COMB_HZ = 300;

  static final String DISCLAIMER =
      "This does not show that the music was composed or sung by a machine. A human recording that"
          + " was delivered, restored, separated or converted by neural software carries the same"
          + " trace. It is no infringement by itself.";

  static final String OTHER_CAUSES =
      "Synthesisers that work in blocks, steady tones and looped samples can leave an exact comb too;"
          + " what tells theirs from a decoder's was asked, and does not explain this one.";

  private final CombParameters.Limits limits;
  private final Calibration calibration;

  Policy(CombParameters parameters, Calibration calibration) {
    limits = parameters.limits();
    this.calibration = calibration;
  }

  /// A verdict in words.
  record Ruling(
      Detection.Verdict verdict,
      Bracket bracket,
      Detection.Probability probability,
      List<String> reasons) {}

  Ruling rule(FirstLook look, Corroboration corroboration) {
    if (!look.unfit().isEmpty())
      return cannotTell(
          Bracket.NONE,
          "There is too little to say anything: " + look.unfit() + ".",
          "A longer, less band-limited copy would help.");
    var trace = look.trace();
    double strength = look.strength();
    if (trace.isPresent() && isBeyondLimit(trace.get()))
      return strong(look, trace.get(), corroboration);
    if (trace.isPresent() && strength >= limits.weak()) return weak(trace.get());
    var bracket = strength > 0 ? Bracket.TRACE : Bracket.NONE;
    if (look.heard().seconds() < 10 || top(look) < 5_000)
      return cannotTell(
          bracket,
          "No trace was found, and there is too little sound to say no: ten seconds with more than"
              + " 5 kHz are needed.",
          "A longer or less band-limited copy would help.");
    return new Ruling(
        Detection.Verdict.NO_SIGN,
        bracket,
        calibration.probability(bracket),
        List.of(
            "No trace of the decoders that can be recognised.",
            "That is not evidence of human origin: Griffin-Lim, waveform diffusion, symbolic music"
                + " played by samplers and anything pitch-shifted leave none."));
  }

  /// Whether a second look may say more: not where a trace is plain, or is explained already.
  static boolean isUnclear(FirstLook look, Ruling ruling) {
    return look.unfit().isEmpty()
        && ruling.bracket() != Bracket.MACHINE_MADE
        && ruling.bracket() != Bracket.REFUSED;
  }

  /// The same after a second look: what shows only after undoing something is told, and takes the
  /// place of "no sign"; of itself it says no more than that one cannot tell.
  Ruling afterUndoing(Ruling ruling, List<Detection.After> after) {
    if (after.isEmpty()) return ruling;
    var reasons = new ArrayList<String>();
    if (ruling.verdict() != Detection.Verdict.NO_SIGN) reasons.addAll(ruling.reasons());
    for (var each : after)
      reasons.add(
          String.format(
              Locale.ROOT,
              "After undoing %s there is the comb of a known decoder, %.4f Hz (score %.1f). Music"
                  + " with loops at a fixed pitch can show one too.",
              each.what(),
              each.combHz(),
              each.score()));
    reasons.add("A copy at its own speed and pitch would help.");
    return new Ruling(
        Detection.Verdict.CANNOT_TELL, ruling.bracket(), ruling.probability(), reasons);
  }

  private Ruling weak(Trace trace) {
    var words =
        String.format(
            Locale.ROOT,
            "There is a comb at multiples of %.2f Hz (strength %.1f), too weak to say more",
            trace.hertz(),
            trace.strength());
    return cannotTell(
        trace.strength() < limits.least() ? Bracket.WEAK : Bracket.STRONG,
        words + innocent(trace) + ".",
        "A longer, earlier or less compressed copy would help.");
  }

  private Ruling strong(FirstLook look, Trace trace, Corroboration corroboration) {
    var refused = refusal(trace, corroboration);
    if (refused.isPresent())
      return cannotTell(
          Bracket.REFUSED,
          String.format(
              Locale.ROOT,
              "There is an exact comb at multiples of %.4f Hz (strength %.1f), but %s.",
              trace.hertz(),
              trace.strength(),
              refused.get()),
          "A person should listen, and another copy of the sound would help.");
    var reading = Reading.preferred(trace.comb().readings(), top(look)).getFirst();
    var reasons = new ArrayList<String>();
    reasons.add(
        String.format(
            Locale.ROOT,
            "This audio carries the trace of a neural decoder (stride %d at %d Hz%s).",
            reading.strideSamples(),
            reading.rateHz(),
            others(trace.comb(), reading)));
    reasons.add(kind(trace.comb()));
    reasons.add(evidence(trace, corroboration));
    reasons.add(OTHER_CAUSES);
    reasons.add(DISCLAIMER);
    return new Ruling(
        Detection.Verdict.MACHINE_MADE,
        Bracket.MACHINE_MADE,
        calibration.probability(Bracket.MACHINE_MADE),
        reasons);
  }

  private static String kind(Comb comb) {
    var kind = Reading.kindOf(comb.readings());
    return kind == Reading.Kind.UNKNOWN
        ? "No published decoder has this rate and stride, so nothing can be said of its kind."
        : "Published decoders of this rate and stride are " + kind.inWords() + ".";
  }

  private String evidence(Trace trace, Corroboration corroboration) {
    var words = new StringBuilder();
    words.append(
        String.format(
            Locale.ROOT,
            "Evidence: %d teeth at multiples of %.4f Hz; shifted by any other amount the same comb"
                + " finds nothing alike (S = %.1f as it is, %.1f levelled).",
            trace.comb().teeth(),
            trace.hertz(),
            trace.comb().score(),
            trace.levelled().score()));
    if (!corroboration.pieces().isEmpty())
      words.append(
          " %d of %d equal pieces of the sound carry it"
              .formatted(
                  corroboration.pieces().stream().filter(each -> each).count(),
                  corroboration.pieces().size()));
    corroboration
        .quiet()
        .ifPresent(quiet ->
            words.append(
                String.format(Locale.ROOT, ", and the quieter half alone scores %.1f", quiet)));
    words.append(
        String.format(
            Locale.ROOT,
            ". Of %d human recordings that were counted, %d did the same.",
            calibration.humans(),
            calibration.humans(Bracket.MACHINE_MADE)));
    return words.toString();
  }

  /// Why an exact comb is not enough; empty where it is.
  private Optional<String> refusal(Trace trace, Corroboration corroboration) {
    var period = Period.of(trace.comb());
    if (period == Period.NO_DECODER)
      return Optional.of("no decoder has such a period: a looped sample leaves this");
    if (period == Period.MPEG_GRANULE)
      return Optional.of(
          "it is the period of an MP3 encoder's frames, and no published decoder has it");
    if (Math.min(trace.comb().score(), trace.levelled().score()) < limits.least())
      return Optional.of(
          "it is not there both in the sound as it is and in the sound at one level, as a decoder's"
              + " would be");
    var persistence = corroboration.persistence();
    if (persistence.isEmpty()) return Optional.of("the sound is too short to see whether it stays");
    if (persistence.get() < limits.persistence())
      return Optional.of("it is in part of the file only");
    double second = period == Period.BLOCK ? limits.secondOfBlock() : limits.second();
    if (corroboration.second() < second)
      return Optional.of(
          "it shows only where minutes are added up: synthesisers that work in blocks leave so faint"
              + " a comb, and every decoder that was measured shows its own within seconds");
    if (corroboration.quiet().orElse(0.0) < limits.quiet() * trace.strength())
      return Optional.of(
          "the quieter half of the sound does not carry it: it follows the notes, as the partials of"
              + " a struck body and the onsets of a sequencer do");
    if (corroboration.clicks().orElse(0.0) > limits.clicks())
      return Optional.of(
          "all its teeth rise at one moment of each period, as those of clicks, of a steady"
              + " oscillator or of interference do, where a decoder's lie at any phase");
    return Optional.empty();
  }

  private static String innocent(Trace trace) {
    return switch (Period.of(trace.comb())) {
      case NO_DECODER -> "; a looped sample leaves this too";
      case MPEG_GRANULE -> "; an MP3 encoder leaves this too";
      case BLOCK -> "; a synthesiser that works in blocks leaves this too";
      case FRAME, FREE -> "";
    };
  }

  /// Whether a trace is strong enough for a verdict, if nothing else speaks against it.
  boolean isBeyondLimit(Trace trace) {
    return trace.strength() >= limit(trace);
  }

  private double limit(Trace trace) {
    double limit =
        switch (Period.of(trace.comb())) {
          case BLOCK -> limits.block();
          case FRAME -> limits.frame();
          case NO_DECODER, MPEG_GRANULE, FREE -> limits.comb();
        };
    boolean few = trace.hertz() >= HIGH_COMB_HZ && trace.comb().teeth() < MANY_TEETH;
    return few ? Math.max(limit, limits.few()) : limit;
  }

  private static String others(Comb comb, Reading first) {
    var others =
        comb.readings().stream()
            .filter(reading -> !reading.equals(first))
            .map(reading -> reading.strideSamples() + " at " + reading.rateHz() + " Hz")
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? "" : "; other readings: " + others;
  }

  private Ruling cannotTell(Bracket bracket, String... reasons) {
    return new Ruling(
        Detection.Verdict.CANNOT_TELL, bracket, calibration.probability(bracket), List.of(reasons));
  }

  private static double top(FirstLook look) {
    return look.scores() == null ? 0 : look.scores().top();
  }
}
