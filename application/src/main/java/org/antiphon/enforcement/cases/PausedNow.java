package org.antiphon.enforcement.cases;

import java.util.List;
import java.util.Optional;
import org.antiphon.catalogue.Mandate;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.enforcement.basis.Basis;

/// What keeps a new case from becoming a notice: its platform, its rule there, or every mandate
/// that would let somebody sign. Who will sign is not known yet; that is asked at signing.
final class PausedNow {
  private final List<Pauses.Pause> open;

  PausedNow(List<Pauses.Pause> open) {
    this.open = List.copyOf(open);
  }

  /// Why a case of this kind waits.
  ///
  /// @param mandates that would let somebody sign it
  Optional<Pauses.Pause> reason(String platform, Basis basis, List<Mandate> mandates) {
    var there =
        List.of(
            new Pauses.Key(Pauses.Kind.PLATFORM, platform),
            new Pauses.Key(Pauses.Kind.RULE, platform + "/" + basis));
    return open.stream()
        .filter(pause -> there.contains(pause.key()))
        .findFirst()
        .or(() -> mandated(mandates));
  }

  /// One mandate that is not paused is enough to go on.
  private Optional<Pauses.Pause> mandated(List<Mandate> mandates) {
    var pauses = mandates.stream().map(mandate -> of(mandate.id())).toList();
    return pauses.stream().allMatch(Optional::isPresent)
        ? pauses.stream().flatMap(Optional::stream).findFirst()
        : Optional.empty();
  }

  private Optional<Pauses.Pause> of(String mandate) {
    var key = new Pauses.Key(Pauses.Kind.MANDATE, mandate);
    return open.stream().filter(pause -> pause.key().equals(key)).findFirst();
  }

  /// Mandates that would let somebody sign on this basis.
  ///
  /// @param owner of a case of a person: the artist
  static List<Mandate> mandates(
      CaseSources sources, Basis basis, List<RecordingId> recordings, String owner) {
    if (basis.isOfAnArtist())
      return sources.artistMandates(owner).stream()
          .filter(mandate -> mandate.kind() == basis.mandate())
          .toList();
    return recordings.stream()
        .flatMap(id -> sources.work(id).stream())
        .flatMap(work -> work.mandates().stream())
        .filter(mandate -> mandate.kind() == basis.mandate())
        .toList();
  }
}
