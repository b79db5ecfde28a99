package org.antiphon.enforcement.basis;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.antiphon.catalogue.Mandate;
import org.antiphon.enforcement.basis.RuleFired.Effect;

/// Rules about right, law, history, remedy and pauses: R2, R17, R18, R21 to R23.
final class LawRules {
  private LawRules() {}

  static Optional<Ruling> r18(Claim claim, Situation on) {
    return on.standing().priors().stream()
        .filter(prior -> prior.basis() == claim.basis())
        .min(Comparator.comparing(Standing.Prior::kind))
        .flatMap(prior ->
            Ruling.refuse(prior.kind().code, prior.kind().words + " (case " + prior.where() + ")"));
  }

  static Optional<Ruling> r2(Claim claim, Situation on) {
    if (claim.basis() == Basis.AI_LABEL) return Ruling.silent();
    var fitting = mandates(claim, on);
    if (fitting.isEmpty())
      return Ruling.refuse("NO_MANDATE", "no mandate for a " + claim.basis().mandate() + " right");
    var holding = fitting.stream().filter(mandate -> mandate.holdsOn(on.on())).toList();
    if (holding.isEmpty()) return outOfTime(fitting, on);
    var best = holding.getFirst();
    var owners = holding.stream().filter(mandate -> mandate.owner().equals(best.owner())).toList();
    var scope = Situation.union(owners.stream().map(Mandate::territories).toList());
    var both = Situation.both(scope, on.platform().territories());
    if (both.isEmpty())
      return Ruling.refuse("NO_MANDATE", "the mandate covers no country where the platform acts");
    var narrowed = claim.in(both, best.owner());
    return both.equals(on.platform().territories())
        ? Ruling.narrow(Effect.NOTED, "MANDATE", "mandate " + best.id() + " holds", narrowed)
        : Ruling.narrow(
            Effect.LIMITED,
            "TERRITORY_LIMITED",
            "the mandate reaches only " + String.join(", ", on.law().inWords(both)),
            narrowed);
  }

  private static Optional<Ruling> outOfTime(List<Mandate> fitting, Situation on) {
    boolean ended = fitting.stream().anyMatch(m -> m.until().filter(on.on()::isAfter).isPresent());
    return ended
        ? Ruling.refuse("MANDATE_EXPIRED", "the mandate has ended")
        : Ruling.refuse("MANDATE_NOT_YET", "the mandate has not begun");
  }

  /// A request to label rests on the platform's own policy, never on a law that binds others.
  static Optional<Ruling> r17(Claim claim, Situation on) {
    if (claim.basis() == Basis.AI_LABEL) return Ruling.silent();
    var reaching =
        on.law().laws().stream()
            .filter(law -> law.bases().contains(claim.basis()))
            .filter(law -> on.platform().regimes().contains(law.id()))
            .filter(law -> reaches(law, claim))
            .toList();
    var inForce = reaching.stream().filter(law -> law.inForceOn(on.on())).findFirst();
    if (inForce.isEmpty())
      return reaching.isEmpty()
          ? Ruling.review("NO_REGIME", "no law we know lets us notify this platform here")
          : Ruling.refuse("LAW_NOT_IN_FORCE", reaching.getFirst().id() + " is not in force");
    var law = inForce.get();
    if (law.checkedOn().plusDays(on.limits().staleDays()).isBefore(on.on()))
      return Ruling.narrow(
          Effect.HELD,
          "LAW_BOOK_STALE",
          law.id() + " was last checked on " + law.checkedOn(),
          claim.under(law.id()));
    if (law.individually())
      return Ruling.narrow(
          Effect.REVIEWED,
          "NO_REGIME",
          "under " + law.id() + " a person decides who may send",
          claim.under(law.id()));
    return Ruling.narrow(Effect.NOTED, "REGIME", law.title(), claim.under(law.id()));
  }

  private static boolean reaches(LawBook.Law law, Claim claim) {
    return !Situation.both(law.territories(), claim.territories()).isEmpty();
  }

  static Optional<Ruling> r23(Claim claim, Situation on) {
    return switch (on.standing().asked()) {
      case ACCOUNT_TERMINATION, MONETARY_CLAIM, ALL_OF_UPLOADER ->
          Ruling.refuse("DISPROPORTIONATE", "we ask for the removal of one upload at most");
      case CORRECT_CREDITS, LABEL, TERRITORIES, REMOVAL -> Ruling.silent();
    };
  }

  /// A label is no notice: nobody has to hold it back, and what is held becomes one.
  private static boolean leaves(Claim claim) {
    return claim.basis() != Basis.AI_LABEL;
  }

  static Optional<Ruling> r21(Claim claim, Situation on) {
    if (!leaves(claim)) return Ruling.silent();
    return Optional.ofNullable(on.standing().paused().get(claim.basis()))
        .flatMap(paused -> Ruling.hold(paused.code(), paused.why()));
  }

  static Optional<Ruling> r22(Claim claim, Situation on) {
    if (!leaves(claim)) return Ruling.silent();
    return on.standing()
        .volume()
        .flatMap(volume -> volume.unusual(on.limits()))
        .flatMap(why -> Ruling.hold(RuleFired.SPIKE, why));
  }

  private static List<Mandate> mandates(Claim claim, Situation on) {
    var candidates =
        claim.recording().isPresent() ? on.work(claim).mandates() : on.facts().rights();
    return candidates.stream().filter(m -> m.kind() == claim.basis().mandate()).toList();
  }
}
