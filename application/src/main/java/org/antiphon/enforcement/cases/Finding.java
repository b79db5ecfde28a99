package org.antiphon.enforcement.cases;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.enforcement.basis.Basis;

/// What a person found about an upload where no examiner can tell.
///
/// @param about the artist whose voice it is like, or the id of a recording in which the song can
///   be heard
/// @param reason what the person heard, in their words
/// @param withdrawnAt when it was taken back
public record Finding(
    UUID id,
    UUID upload,
    Kind kind,
    String about,
    String reason,
    UUID person,
    Instant at,
    Optional<Instant> withdrawnAt) {
  /// What can be found.
  public enum Kind {
    /// A voice, or a style of singing, like that of an artist of the roster.
    VOICE(Basis.LIKENESS),
    /// A song of ours, performed by somebody.
    SONG(Basis.COPIED_COMPOSITION);

    private final Basis basis;

    Kind(Basis basis) {
      this.basis = basis;
    }

    /// The basis that the rules try with it.
    public Basis basis() {
      return basis;
    }
  }
}
