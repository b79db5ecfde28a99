package org.antiphon.provenance;

import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.antiphon.config.ProvenanceSettings;

/// Whether the search for a decoder's trace may be left out of a file, because a trusted signer
/// says that people made all of it. Fingerprints are always compared: a human recording can be a
/// copied one.
public enum Detectors {
  /// Ask them.
  ASKED,
  /// Left out.
  SKIPPED,
  /// Would be left out, and is examined as one of the control sample of 5 %.
  CONTROL,
  /// Could be left out, and the setting `provenance.skip` says not to.
  COULD_BE_SKIPPED;

  private static final int ONE_IN = 20;

  /// Decides.
  ///
  /// @param sha256 of the file, hexadecimal: the same file always falls in or out of the sample
  public static Detectors of(
      ProvenanceReport report, ProvenanceSettings settings, Supplier<String> sha256) {
    if (!mayBeSkipped(report) || isDenied(report, settings.denied())) return ASKED;
    boolean allowed =
        switch (settings.skip()) {
          case OFF -> false;
          case OWN -> report.anchor() == Anchor.OWN;
          case LISTED -> true;
        };
    if (!allowed) return COULD_BE_SKIPPED;
    int drawn = Integer.parseInt(sha256.get().substring(0, 6), 16);
    return drawn % ONE_IN == 0 ? CONTROL : SKIPPED;
  }

  /// TRUSTED, FULL, HUMAN, no source in doubt, and no mark that speaks against it.
  static boolean mayBeSkipped(ProvenanceReport report) {
    return report.isSignedAudio()
        && report.source() == Source.HUMAN
        && report.sourcesHold()
        && report.marks().stream().noneMatch(mark -> mark.weight() == Mark.Weight.POSSIBLY_AI);
  }

  private static boolean isDenied(ProvenanceReport report, Set<String> denied) {
    var signer = report.manifests().getFirst().signer();
    return denied.stream()
        .map(each -> each.toLowerCase(Locale.ROOT))
        .anyMatch(each ->
            each.equals(signer.name().toLowerCase(Locale.ROOT))
                || each.equals(signer.organisation().toLowerCase(Locale.ROOT))
                || each.equals(signer.serial().toLowerCase(Locale.ROOT)));
  }
}
