package org.antiphon.enforcement.notices;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.antiphon.catalogue.Mandate;
import org.antiphon.enforcement.basis.Facts;

/// Which mandate lets a person sign for a recording (R19).
public final class Mandates {
  private Mandates() {}

  /// A recording mandate that holds on that day, has its document, and names the person.
  public static Optional<Mandate> letting(
      Facts.Work work, String name, String email, LocalDate on) {
    return work.mandates().stream()
        .filter(mandate -> mandate.kind() == Mandate.Kind.RECORDING)
        .filter(mandate -> mandate.owner().equals(work.owner()))
        .filter(mandate -> mandate.holdsOn(on) && mandate.documentSha256().isPresent())
        .filter(mandate -> mandate.lets(name) || mandate.lets(email))
        .findFirst();
  }

  /// A mandate for an artist's name that holds on that day, has its document, and names the person.
  public static Optional<Mandate> letting(
      List<Mandate> nameMandates, String name, String email, LocalDate on) {
    return nameMandates.stream()
        .filter(mandate -> mandate.kind() == Mandate.Kind.NAME_LIKENESS)
        .filter(mandate -> mandate.holdsOn(on) && mandate.documentSha256().isPresent())
        .filter(mandate -> mandate.lets(name) || mandate.lets(email))
        .findFirst();
  }
}
