package org.antiphon.provenance;

import java.util.Set;
import java.util.stream.Stream;

/// The engine's own rule for its state, read in its source, so that a state can be told again after
/// our own hash has replaced the engine's: TRUSTED, VALID_UNTRUSTED or INVALID. A failure whose
/// code is not known makes it INVALID.
final class StateRule {
  private static final Set<String> TOLERATED =
      Set.of(
          "signingCredential.untrusted",
          "cawg.x509.credential.untrusted",
          "cawg.x509.signing_credential.untrusted");

  private StateRule() {}

  /// Whether a failure of this code leaves a statement valid, though untrusted.
  static boolean tolerates(String code) {
    return TOLERATED.contains(code);
  }

  static State of(EngineReport report) {
    var codes = report.codes();
    boolean valid =
        codes.succeeded("claimSignature.validated")
            && codes.succeeded("claimSignature.insideValidity")
            && failures(report).allMatch(TOLERATED::contains);
    if (!valid) return State.INVALID;
    boolean trusted =
        codes.succeeded("signingCredential.trusted") && failures(report).findAny().isEmpty();
    return trusted ? State.TRUSTED : State.VALID_UNTRUSTED;
  }

  private static Stream<String> failures(EngineReport report) {
    return Stream.concat(
            report.codes().failure().stream(),
            report.deltas().stream().flatMap(delta -> delta.codes().failure().stream()))
        .map(EngineReport.Code::code);
  }

  /// What the engine calls its own states; one that is not known counts as broken.
  static State named(String engineState) {
    return switch (engineState) {
      case "Trusted" -> State.TRUSTED;
      case "Valid" -> State.VALID_UNTRUSTED;
      default -> State.INVALID;
    };
  }
}
