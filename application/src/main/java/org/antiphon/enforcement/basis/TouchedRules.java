package org.antiphon.enforcement.basis;

import java.util.Optional;
import org.antiphon.enforcement.basis.Facts.Touched;

/// Rules about marks, pictures and songs: R13 to R15. The brief puts R15 into the phase of right
/// and law; what it asks are facts about the song, so it stands with the facts and ends as early.
final class TouchedRules {
  private TouchedRules() {}

  /// A mark that refers to its owner, or is none here, is no ground.
  static Optional<Ruling> r13(Claim claim, Situation on) {
    if (claim.basis() != Basis.TRADEMARK) return Ruling.silent();
    return touched(claim, on, Touched.Mark.class)
        .flatMap(mark -> {
          if (mark.refers())
            return Ruling.refuse(
                "NOMINATIVE_USE", "\"" + mark.mark() + "\" names its owner and marks no origin");
          return mark.valid()
              ? Ruling.review("MARK_UNSEEN", "a person must see whether it marks origin")
              : Ruling.refuse(
                  "MARK_NOT_VALID",
                  "\"" + mark.mark() + "\" is lapsed, of another class or of another office");
        });
  }

  /// A picture alike is a case of its own about the picture, which a person must have seen; the
  /// sound is no part of it.
  static Optional<Ruling> r14(Claim claim, Situation on) {
    if (claim.basis() != Basis.COPIED_ARTWORK) return Ruling.silent();
    return on.hasMatch()
        ? Ruling.review("ARTWORK_UNSEEN", "a person must see both pictures")
        : Ruling.review("ARTWORK_ONLY", "the picture is alike and the sound is not");
  }

  static Optional<Ruling> r15(Claim claim, Situation on) {
    if (claim.basis() != Basis.COPIED_COMPOSITION) return Ruling.silent();
    return touched(claim, on, Touched.Composition.class)
        .flatMap(song -> {
          if (song.licensed())
            return Ruling.refuse(
                "LICENSED_BY_PLATFORM",
                "the platform has a licence for this use of "
                    + (song.iswc().isEmpty() ? "the song" : song.iswc()));
          return song.share() < 1 && !song.consent()
              ? Ruling.review(
                  "SHARED_RIGHT",
                  "%.0f %% of it are ours, and a co-owner must consent"
                      .formatted(100 * song.share()))
              : Ruling.silent();
        });
  }

  private static <T extends Touched> Optional<T> touched(Claim claim, Situation on, Class<T> kind) {
    return on.facts().findings().touched().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .filter(it -> it.owner().equals(claim.owner()))
        .filter(it -> it.recording().equals(claim.recording()))
        .findFirst();
  }
}
