package org.antiphon.examination;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.antiphon.catalogue.Isrc;
import org.antiphon.detection.Detection;
import org.antiphon.impersonation.Evidence;
import org.antiphon.impersonation.Evidence.Answer;
import org.antiphon.impersonation.Identity;
import org.antiphon.impersonation.Impersonation;
import org.antiphon.impersonation.ShownCredits;
import org.antiphon.problem.InvalidInput;

/// Asks whom credits claim to be, with what the other examiners found on the same sound.
///
/// @param roster as it is today
/// @param held whether the catalogue holds the sound of the recording with that ISRC: only then can
///   its absence from the matches be told
public record Claims(Supplier<Impersonation> roster, Predicate<Isrc> held) {
  /// A roster without artists.
  public static Claims none() {
    var nobody = new Impersonation(java.util.List.of());
    return new Claims(() -> nobody, _ -> false);
  }

  Identity judge(ShownCredits credits, Examined heard) {
    return roster
        .get()
        .judge(
            credits,
            Evidence.of(machineMade(heard.detection()), recordingOfIsrc(credits, heard))
                .marked(heard.provenance().flatMap(stated -> stated.report().generator()))
                .showing(heard.artwork().flatMap(Artwork::alike).map(it -> it.cover().artist())));
  }

  private static Answer machineMade(Optional<Detection> detection) {
    if (detection.isEmpty()) return Answer.UNKNOWN;
    return switch (detection.get().verdict()) {
      case MACHINE_MADE -> Answer.YES;
      case NO_SIGN -> Answer.NO;
      case CANNOT_TELL -> Answer.UNKNOWN;
    };
  }

  private Answer recordingOfIsrc(ShownCredits credits, Examined heard) {
    var isrc = credits.delivery().isrc().flatMap(Claims::parsed);
    if (isrc.isEmpty() || heard.identification().isEmpty()) return Answer.UNKNOWN;
    if (heard.facts().stream().anyMatch(copy -> copy.isrc().equals(isrc)))
      return heard.matches().stream().anyMatch(it -> it.recording().isrc().equals(isrc))
          ? Answer.YES
          : Answer.UNKNOWN;
    boolean whole = heard.error().isEmpty() && !heard.identification().get().truncated();
    return whole && held.test(isrc.get()) ? Answer.NO : Answer.UNKNOWN;
  }

  private static Optional<Isrc> parsed(String text) {
    try {
      return Optional.of(Isrc.parse(text));
    } catch (InvalidInput _) {
      return Optional.empty();
    }
  }
}
