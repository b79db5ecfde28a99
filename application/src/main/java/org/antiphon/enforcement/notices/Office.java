package org.antiphon.enforcement.notices;

import java.net.URI;
import java.util.Optional;
import org.antiphon.enforcement.basis.LawBook;
import org.antiphon.problem.Refused;

/// What every notice of one installation has in common.
///
/// @param configured who complains, where the settings say it
/// @param base where evidence and appeal pages are served, without a slash at the end
/// @param law which form each regime needs
public record Office(Optional<Complainant> configured, URI base, LawBook law) {
  /// An office that is ready to write notices.
  public Office(Complainant complainant, URI base, LawBook law) {
    this(Optional.of(complainant), base, law);
  }

  /// Who complains.
  ///
  /// @throws Refused NO_COMPLAINANT: a notice must say how to reach the complaining party
  public Complainant complainant() {
    return configured.orElseThrow(() ->
        new Refused(
            "NO_COMPLAINANT",
            "antiphon.toml, section complainant",
            "nobody is named as the complaining party",
            "write name, organisation, address, telephone and email there"));
  }
}
