package org.antiphon.enforcement.notices;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.antiphon.catalogue.Mandate;
import org.antiphon.enforcement.basis.Basis;
import org.antiphon.enforcement.basis.Facts;
import org.antiphon.enforcement.cases.CaseId;
import org.antiphon.problem.Refused;

/// Which mandate lets a person sign (R19).
public final class Mandates {
  private Mandates() {}

  /// One of the kind that the basis needs, for what hangs on a recording, which holds on that day,
  /// has its document, and names the person.
  public static Optional<Mandate> letting(
      Basis basis, Facts.Work work, String name, String email, LocalDate on) {
    String owner = work.owner(basis.mandate());
    var owned = work.mandates().stream().filter(mandate -> mandate.owner().equals(owner)).toList();
    return letting(basis, owned, name, email, on);
  }

  /// The same among some mandates, such as those of an artist.
  public static Optional<Mandate> letting(
      Basis basis, List<Mandate> mandates, String name, String email, LocalDate on) {
    return mandates.stream()
        .filter(mandate -> mandate.kind() == basis.mandate())
        .filter(mandate -> mandate.holdsOn(on) && mandate.documentSha256().isPresent())
        .filter(mandate -> mandate.lets(name) || mandate.lets(email))
        .findFirst();
  }

  /// That none lets this person sign about an artist.
  public static Refused refused(CaseId about, Basis basis, String artist) {
    return new Refused(
        "NOT_AUTHORISED",
        "case " + about + ", artist " + artist,
        "no mandate for this artist's %s has a document and names this person"
            .formatted(basis == Basis.TRADEMARK ? "marks" : "name"),
        "`antiphon roster add CSV --attester NAME` with the document beside the file");
  }
}
