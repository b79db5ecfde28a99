package org.antiphon.enforcement.basis;

import java.util.Optional;
import java.util.Set;

/// The first phase: whoever may use it is never accused, whatever else is true.
final class AuthorisationRules {
  private AuthorisationRules() {}

  /// Careful where places differ: a licence for one of the countries where the platform acts ends
  /// the claim for all of them.
  static Optional<Ruling> r5(Claim claim, Situation on) {
    var work = claim.recording().isPresent() ? Optional.of(on.work(claim)) : coverOf(claim, on);
    if (work.isEmpty()) return Ruling.silent();
    for (var row : work.get().authorisations()) {
      boolean here =
          !Situation.both(Set.of(row.territory()), on.platform().territories()).isEmpty();
      if (here && on.facts().upload().namedBy(row, on.on()))
        return Ruling.refuse(
            "AUTHORISED", "allow-list row " + row.id() + " names " + row.value() + " here");
    }
    return Ruling.silent();
  }

  /// The recording whose cover the picture is: whoever may use the one may use the other.
  private static Optional<Facts.Work> coverOf(Claim claim, Situation on) {
    if (claim.basis() != Basis.COPIED_ARTWORK) return Optional.empty();
    for (var touched : on.facts().findings().touched())
      if (touched instanceof Facts.Touched.Artwork art && art.owner().equals(claim.owner()))
        return art.recording().flatMap(id -> Optional.ofNullable(on.facts().works().get(id)));
    return Optional.empty();
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
