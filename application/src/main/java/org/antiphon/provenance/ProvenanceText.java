package org.antiphon.provenance;

import java.util.ArrayList;
import java.util.List;

/// What a report says, in sentences: what was found, and what that does not prove.
public final class ProvenanceText {
  private ProvenanceText() {}

  /// Nothing where there is neither statement nor mark.
  public static List<String> of(ProvenanceReport report) {
    var lines = new ArrayList<String>();
    switch (report.state()) {
      case TRUSTED -> lines.add("Signed by %s, trusted here.".formatted(signer(report)));
      case VALID_UNTRUSTED ->
          lines.add(
              "Signed by %s, whom nobody here vouches for; unbroken.".formatted(signer(report)));
      case INVALID -> lines.add("It bears a signed statement that does not hold: " + first(report));
      case UNVERIFIED -> lines.add("Whether it is signed could not be checked: " + first(report));
      case NONE -> {}
    }
    if (report.state() != State.NONE) said(report, lines);
    for (var mark : report.marks())
      if (mark.weight() == Mark.Weight.POSSIBLY_AI)
        lines.add(
            "An unsigned mark (%s, in %s) speaks of a generator; anyone can write or remove it."
                .formatted(mark.kind(), mark.field()));
    return lines;
  }

  private static void said(ProvenanceReport report, List<String> lines) {
    switch (report.source()) {
      case AI ->
          lines.add(
              report.state() == State.TRUSTED
                  ? "The signer declares that a generator made the sound."
                  : "It declares that a generator made the sound.");
      case POSSIBLY_AI -> lines.add("It names a generator among what took part.");
      case HUMAN -> {
        if (report.state() == State.TRUSTED)
          lines.add("The signer declares that people made it; not that it is theirs.");
      }
      case UNKNOWN -> {}
    }
    if (report.coverage() == Coverage.PARTIAL)
      lines.add("The signature leaves part of the sound out: this is no signed audio.");
  }

  private static String signer(ProvenanceReport report) {
    if (report.manifests().isEmpty()) return "an unknown signer";
    var signer = report.manifests().getFirst().signer();
    return signer.organisation().isEmpty() || signer.organisation().equals(signer.name())
        ? signer.name()
        : signer.name() + " (" + signer.organisation() + ")";
  }

  /// The first finding that breaks it, in words. That nobody here vouches for the signer breaks
  /// nothing, and mostly stands before what does.
  private static String first(ProvenanceReport report) {
    return report.findings().stream()
        .filter(each -> !StateRule.tolerates(each.code()))
        .findFirst()
        .map(Finding::explanation)
        .orElse("no reason was given.");
  }
}
