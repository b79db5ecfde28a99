package org.antiphon.detection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a first look allows to be said (detection brief, section 2, version 3, with the mendings of
/// its section 8): the limits rest on human music that holds true combs.
final class Policy {
  private static final Set<Integer> GRANULES = Set.of(576, 1_152);
  private static final List<Integer> GRANULE_RATES = List.of(32_000, 44_100, 48_000);

  /// Fewer teeth than this may lie on the partials of one ringing body.
  private static final int MANY_TEETH = 40;

  private static final double HIGH_COMB_HZ = 300;
  private static final double PRIOR = 0.5;

  private final CombParameters parameters;

  Policy(CombParameters parameters) {
    this.parameters = parameters;
  }

  /// A verdict in words.
  record Ruling(
      Detection.Verdict verdict, Detection.Probability probability, List<String> reasons) {}

  Ruling rule(FirstLook look, Optional<Double> persistence) {
    if (!look.unfit().isEmpty())
      return cannotTell(
          "none",
          "There is too little to say anything: " + look.unfit() + ".",
          "A longer, less band-limited copy would help.");
    double score = look.score();
    var limits = parameters.limits();
    if (score >= limits.comb()) return strong(look, look.best().orElseThrow(), persistence);
    if (score >= limits.weak())
      return cannotTell(
          score < 3 ? "weak" : "strong",
          String.format(
              Locale.ROOT,
              "There is a weak comb at multiples of %.2f Hz (S = %.1f).",
              hertz(look),
              score),
          "A longer, earlier or less compressed copy would help.");
    if (look.heard().seconds() < 10 || top(look) < 5_000)
      return cannotTell(
          score > 0 ? "trace" : "none",
          "No trace was found, and there is too little sound to say no: ten seconds with more than"
              + " 5 kHz are needed.",
          "A longer or less band-limited copy would help.");
    return new Ruling(
        Detection.Verdict.NO_SIGN,
        probability(score > 0 ? "trace" : "none"),
        List.of(
            "No trace of the decoders that can be recognised.",
            "That is not evidence of human origin: Griffin-Lim, waveform diffusion, symbolic music"
                + " played by samplers and anything pitch-shifted leave none."));
  }

  private Ruling strong(FirstLook look, Comb comb, Optional<Double> persistence) {
    var refused = refusal(comb, persistence);
    if (refused.isPresent())
      return cannotTell(
          "refused",
          String.format(
              Locale.ROOT,
              "There is an exact comb at multiples of %.4f Hz (S = %.1f), but %s.",
              comb.hertz(),
              comb.score(),
              refused.get()),
          "A person should listen, and another copy of the sound would help.");
    var reading = Reading.preferred(comb.readings(), top(look)).getFirst();
    var reasons = new ArrayList<String>();
    reasons.add(
        String.format(
            Locale.ROOT,
            "This audio carries the trace of a neural decoder (stride %d at %d Hz%s).",
            reading.strideSamples(),
            reading.rateHz(),
            others(comb, reading)));
    reasons.add(
        String.format(
            Locale.ROOT,
            "Evidence: %d teeth at multiples of %.4f Hz, S = %.1f; the strongest of 354 human files"
                + " of its class reached less than %.1f.%s",
            comb.teeth(),
            comb.hertz(),
            comb.score(),
            limit(comb, persistence) / 1.25,
            persistence
                .map(share -> String.format(Locale.ROOT, " %.0f of 8 pieces carry it.", 8 * share))
                .orElse("")));
    reasons.add(
        "This does not show that the music was composed or sung by a machine. A human recording"
            + " that was delivered, restored, separated or converted by neural software carries the"
            + " same trace. It is no infringement by itself.");
    return new Ruling(Detection.Verdict.MACHINE_MADE, probability("machine-made"), reasons);
  }

  /// Why an exact comb is not enough; empty where it is.
  private Optional<String> refusal(Comb comb, Optional<Double> persistence) {
    var limits = parameters.limits();
    if (comb.readings().stream().noneMatch(each -> each.largestPrime() <= limits.primes()))
      return Optional.of("no decoder has such a period: a looped sample leaves this");
    if (persistence.filter(share -> share < limits.persistence()).isPresent())
      return Optional.of("it is in part of the file only");
    if (comb.score() >= limit(comb, persistence)) return Optional.empty();
    if (isGranule(comb)) return Optional.of("an MP3 encoder's granules leave this too");
    if (isBlockRate(comb.hertz())) return Optional.of("a block-rate synthesiser leaves this too");
    return Optional.of(
        "there is too little sound, or too few teeth, to tell it from a ringing body");
  }

  private double limit(Comb comb, Optional<Double> persistence) {
    var limits = parameters.limits();
    double limit = limits.comb();
    if (isBlockRate(comb.hertz())) limit = Math.max(limit, limits.blockRate());
    if (isGranule(comb)) limit = Math.max(limit, limits.granule());
    boolean few = comb.hertz() >= HIGH_COMB_HZ && comb.teeth() < MANY_TEETH;
    if (persistence.isEmpty() || few) limit = Math.max(limit, limits.unproved());
    return limit;
  }

  /// 44,100 or 48,000 Hz over a power of two from 32 to 4,096.
  private static boolean isBlockRate(double hertz) {
    for (int rate : new int[] {44_100, 48_000})
      for (int i = 5; i <= 12; i++)
        if (Math.abs(hertz - (double) rate / (1 << i)) < 1e-6) return true;
    return false;
  }

  private static boolean isGranule(Comb comb) {
    for (int rate : GRANULE_RATES)
      for (int frame : GRANULES)
        if (Math.abs(comb.hertz() - (double) rate / frame) < 1e-6) return true;
    return false;
  }

  private static String others(Comb comb, Reading first) {
    var others =
        comb.readings().stream()
            .filter(reading -> !reading.equals(first))
            .map(reading -> reading.strideSamples() + " at " + reading.rateHz() + " Hz")
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? "" : "; other readings: " + others;
  }

  private Ruling cannotTell(String bracket, String... reasons) {
    return new Ruling(Detection.Verdict.CANNOT_TELL, probability(bracket), List.of(reasons));
  }

  /// From the counts of the bracket: likelihood ratio with 1/2 added, and the same with the ends of
  /// Jeffreys' intervals (here by their normal approximation on the logit).
  private Detection.Probability probability(String bracket) {
    var counts =
        parameters.brackets().stream()
            .filter(each -> each.name().equals(bracket))
            .findFirst()
            .orElseThrow();
    double ratio =
        ratio(counts.decoders(), counts.decodersOf()) / ratio(counts.human(), counts.humanOf());
    double spread = 1.96 * Math.sqrt(1 / (counts.decoders() + 0.5) + 1 / (counts.human() + 0.5));
    return new Detection.Probability(
        posterior(ratio),
        posterior(ratio * Math.exp(-spread)),
        posterior(ratio * Math.exp(spread)));
  }

  private static double ratio(int some, int all) {
    return (some + 0.5) / (all + 1);
  }

  private static double posterior(double ratio) {
    return ratio * PRIOR / (ratio * PRIOR + 1 - PRIOR);
  }

  private static double hertz(FirstLook look) {
    return look.best().map(Comb::hertz).orElse(0.0);
  }

  private static double top(FirstLook look) {
    return look.scores() == null ? 0 : look.scores().top();
  }
}
