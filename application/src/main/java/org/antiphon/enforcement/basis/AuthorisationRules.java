package org.antiphon.enforcement.basis;

import java.util.Optional;
import java.util.Set;

/// The first phase: whoever may use it is never accused, whatever else is true.
final class AuthorisationRules {
  private AuthorisationRules() {}

  /// Whoever may use a recording may show its cover too. Careful where places differ: a licence for
  /// one of the countries where the platform acts ends the claim for all of them.
  static Optional<Ruling> r5(Claim claim, Situation on) {
    if (claim.recording().isEmpty()) return Ruling.silent();
    for (var row : on.work(claim).authorisations()) {
      boolean here =
          !Situation.both(Set.of(row.territory()), on.platform().territories()).isEmpty();
      if (here && on.facts().upload().namedBy(row, on.on()))
        return Ruling.refuse(
            "AUTHORISED", "allow-list row " + row.id() + " names " + row.value() + " here");
    }
    return Ruling.silent();
  }

  static Optional<Ruling> r16(Claim claim, Situation on) {
    return on.facts()
        .findings()
        .provenance()
        .filter(found -> found.state() == Facts.Provenance.State.TRUSTED)
        .filter(found -> found.covered() && found.ours())
        .flatMap(_ ->
            Ruling.refuse(
                "AUTHORISED_BY_SIGNATURE",
                "a trusted manifest over the whole file is signed by the owner or somebody"
                    + " allowed"));
  }

  static Optional<Ruling> r12(Claim claim, Situation on) {
    if (claim.basis() != Basis.IMPERSONATION) return Ruling.silent();
    return on.facts()
        .findings()
        .identity()
        .flatMap(identity ->
            switch (identity.kind()) {
              case AUTHORISED ->
                  Ruling.refuse("AUTHORISED", identity.artist() + " allows this uploader");
              case NAMESAKE ->
                  Ruling.refuse(
                      "NAMESAKE", "another artist of the same name: " + identity.finding());
              case IMPERSONATION, POSSIBLE, REFERENCE -> Ruling.silent();
            });
  }
}
