package org.antiphon.enforcement.basis;

import java.util.Optional;
import org.antiphon.enforcement.basis.Facts.Identity;
import org.antiphon.enforcement.basis.RuleFired.Effect;

/// Rules about who it claims to be and how it was made: R1, R10, R11, R12, R16.
final class IdentityRules {
  private IdentityRules() {}

  /// No setting turns "made by a machine" into a notice: the most it brings is a request to label.
  static Optional<Ruling> r1(Claim claim, Situation on) {
    if (claim.basis() != Basis.AI_LABEL) return Ruling.silent();
    boolean second =
        on.facts().findings().machineMade().filter(Facts.MachineMade::secondSignal).isPresent();
    boolean manifest =
        on.facts()
            .findings()
            .provenance()
            .filter(found -> found.state() == Facts.Provenance.State.TRUSTED && found.saysAi())
            .isPresent();
    if (!second && !manifest)
      return Ruling.drop("AI_ALONE", "one sign that a machine made it, and no second one");
    if (!on.platform().labels())
      return Ruling.drop("AI_ALONE", "this platform has no policy for labels");
    return Ruling.silent();
  }

  static Optional<Ruling> r10(Claim claim, Situation on) {
    boolean voice = claim.basis() == Basis.LIKENESS && on.facts().findings().voice().isPresent();
    return voice && !on.hasMatch()
        ? Ruling.note("LIKENESS_IS_NOT_COPYRIGHT", "a voice alike, and no recording copied")
        : Ruling.silent();
  }

  static Optional<Ruling> r11(Claim claim, Situation on) {
    if (claim.basis() != Basis.LIKENESS) return Ruling.silent();
    var voice = on.facts().findings().voice();
    if (voice.isPresent() && !voice.get().consent())
      return Ruling.drop("NO_ENROLMENT_CONSENT", "the voice was enrolled without consent on file");
    boolean identity =
        on.facts()
            .findings()
            .identity()
            .filter(IdentityRules::accuses)
            .filter(it -> it.artist().equals(claim.owner()))
            .isPresent();
    return identity
        ? Ruling.review("LIKENESS_NEEDS_TWO", "two people must listen, apart")
        : Ruling.refuse("VOICE_ALONE", "a voice alike is the only fact");
  }

  static Optional<Ruling> r12(Claim claim, Situation on) {
    if (claim.basis() != Basis.IMPERSONATION) return Ruling.silent();
    return on.facts()
        .findings()
        .identity()
        .flatMap(identity ->
            switch (identity.kind()) {
              case POSSIBLE -> Ruling.review("POSSIBLE_IMPERSONATION", identity.finding());
              case REFERENCE ->
                  Ruling.drop(
                      "REFERENCE_NOT_CLAIM", "it refers to the artist: " + identity.finding());
              case IMPERSONATION ->
                  Ruling.narrow(Effect.NOTED, "IMPERSONATION", identity.finding(), claim);
              case AUTHORISED, NAMESAKE -> Ruling.silent();
            });
  }

  static Optional<Ruling> r16(Claim claim, Situation on) {
    return on.facts()
        .findings()
        .provenance()
        .filter(found -> found.state() == Facts.Provenance.State.INVALID)
        .flatMap(_ -> Ruling.note("PROVENANCE_ALONE", "a broken manifest is no ground by itself"));
  }

  private static boolean accuses(Identity identity) {
    return identity.kind() == Identity.Kind.IMPERSONATION
        || identity.kind() == Identity.Kind.POSSIBLE;
  }
}
