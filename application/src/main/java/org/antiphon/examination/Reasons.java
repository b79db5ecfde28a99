package org.antiphon.examination;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.antiphon.detection.Detection;
import org.antiphon.fingerprint.Match;
import org.antiphon.impersonation.Identity;
import org.antiphon.provenance.Detectors;
import org.antiphon.provenance.ProvenanceText;

/// Says in plain words why a conclusion was drawn, what was done to the sound, and what it does not
/// prove.
public final class Reasons {
  private Reasons() {}

  /// One sentence or more for a file's conclusion.
  public static List<String> of(Examined examined) {
    var reasons = new ArrayList<String>();
    examined.error().ifPresent(error -> reasons.add("Not examined whole: " + error.what() + "."));
    for (Match match : examined.matches()) reasons.add(whole(match));
    if (examined.matches().isEmpty())
      for (Match match : examined.possible())
        reasons.add(
            (match.mayBeAnotherRendering()
                    ? "Possible, the same notes, perhaps by another instrument: "
                    : "Possible, too weak to accept: ")
                + whole(match));
    boolean none = reasons.isEmpty();
    examined.identity().ifPresent(found -> claims(found, reasons));
    examined.detection().ifPresent(found -> machineMade(found, reasons));
    examined.provenance().ifPresent(stated -> said(stated, reasons));
    if (none) reasons.addFirst("No stretch sounds as a recording of this catalogue does.");
    return reasons;
  }

  /// Who the credits claim to be, the artist first.
  private static void claims(Identity found, List<String> reasons) {
    for (var finding : found.findings())
      reasons.add("%s: %s.".formatted(finding.artist(), finding.evidence()));
  }

  /// Only what was found: that nothing was found is said by the block itself.
  private static void machineMade(Detection found, List<String> reasons) {
    if (found.verdict() != Detection.Verdict.NO_SIGN && found.score() > 0)
      reasons.addAll(found.reasons());
  }

  private static void said(Examined.Stated stated, List<String> reasons) {
    reasons.addAll(ProvenanceText.of(stated.report()));
    if (stated.detectors() == Detectors.SKIPPED)
      reasons.add(
          "No decoder's trace was looked for: the signer's root is one that spares the search"
              + " (setting provenance.skip).");
  }

  private static String whole(Match match) {
    return "%s of \"%s\" at %s, %s. %s"
        .formatted(
            span(match.query().from(), match.query().to()),
            match.recording().title(),
            span(match.reference().from(), match.reference().to()),
            disguise(match),
            because(match));
  }

  /// `412 landmarks lie on one line; by chance we expect 0.00003 such lines in this catalogue.`
  public static String because(Match match) {
    return "%,d peaks of %,d lie on one line; by chance we expect %s such lines in this catalogue."
        .formatted(
            match.evidence().shared(),
            match.evidence().peaks(),
            probability(match.expectedFalseMatches()));
  }

  /// `2.1 % faster, 0.4 semitones higher`, or `at its own speed and pitch`.
  public static String disguise(Match match) {
    double percent = 100 * (match.tempoFactor() - 1);
    var words = new ArrayList<String>();
    if (Math.abs(percent) >= 0.1)
      words.add(one("%.1f %% ", Math.abs(percent)) + (percent > 0 ? "faster" : "slower"));
    double pitch = match.pitchSemitones();
    if (Math.abs(pitch) >= 0.1)
      words.add(one("%.1f semitones ", Math.abs(pitch)) + (pitch > 0 ? "higher" : "lower"));
    return words.isEmpty() ? "at its own speed and pitch" : String.join(", ", words);
  }

  private static String one(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }

  /// `0:41–2:58`.
  public static String span(double from, double to) {
    return clock(from) + "–" + clock(to);
  }

  /// `3:12`, `1:02:03`.
  public static String clock(double seconds) {
    long whole = (long) Math.floor(seconds);
    return whole < 3600
        ? "%d:%02d".formatted(whole / 60, whole % 60)
        : "%d:%02d:%02d".formatted(whole / 3600, whole / 60 % 60, whole % 60);
  }

  private static String probability(double expected) {
    if (expected < 1e-9) return "less than one in a thousand million";
    return new BigDecimal(expected).round(new MathContext(1)).toPlainString();
  }
}
