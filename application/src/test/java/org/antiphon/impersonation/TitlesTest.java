package org.antiphon.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.antiphon.impersonation.Evidence.Answer;
import org.antiphon.impersonation.Identity.Conclusion;
import org.antiphon.impersonation.IdentityFinding.Code;
import org.junit.jupiter.api.Test;

/// What a roster name in a title or an album means, where the sound is machine-made.
class TitlesTest {
  private final Impersonation examiner =
      new Impersonation(List.of(Credits.artist("Brassmonk", "ar-brass")));

  @Test
  void aWordOfAMachineDoesNotReachAcrossABracketOrAComma() {
    assertThat(title("Ai, ai, ai (cover de Brassmonk)").conclusion()).isEqualTo(Conclusion.NONE);
    assertThat(title("Ai, ai, ai (Brassmonk cover)").conclusion()).isEqualTo(Conclusion.NONE);
    assertThat(title("Old Vow (Brassmonk AI Cover)").conclusion()).isEqualTo(Conclusion.POSSIBLE);
    assertThat(title("Brassmonk (AI) - Old Vow").conclusion()).isEqualTo(Conclusion.POSSIBLE);
  }

  @Test
  void aCoverByAMachineIsNoReferenceInSpanishPortugueseAndFrenchEither() {
    for (var title :
        List.of(
            "Voto (cover de IA) Brassmonk",
            "Brassmonk (cover de IA) - Voto",
            "Voto (versión de IA de Brassmonk)",
            "Voto (versão feita com IA de Brassmonk)",
            "Le Voeu (reprise par IA de Brassmonk)",
            "Das Gelübde (KI-generierte Version von Brassmonk)"))
      assertThat(title(title).findings())
          .as(title)
          .extracting(IdentityFinding::code)
          .containsExactly(Code.SYNTHETIC_CLAIM);
  }

  @Test
  void aTitleThatSaysThatAMachineWasUsedOnTheNameIsOpenlySynthetic() {
    for (var title :
        List.of("I made Brassmonk sing the phone book with AI", "Brassmonk par IA : La Mer"))
      assertThat(title(title).findings())
          .as(title)
          .extracting(IdentityFinding::code)
          .containsExactly(Code.SYNTHETIC_CLAIM);
    assertThat(title("Living with AI (Brassmonk cover)").conclusion()).isEqualTo(Conclusion.NONE);
  }

  @Test
  void aWorkCalledLikeTheArtistIsNoClaimWhereTheDashLeadsToItsVersion() {
    for (var work :
        List.of(
            "Brassmonk - Radio Edit",
            "Brassmonk - Live in Leeds",
            "Brassmonk - 2011 Remaster",
            "Brassmonk - Ao vivo"))
      assertThat(title(work).conclusion()).as(work).isEqualTo(Conclusion.NONE);
    assertThat(title("Brassmonk - Live Forever").conclusion()).isEqualTo(Conclusion.POSSIBLE);
    assertThat(title("Brassmonk - Old Vow").conclusion()).isEqualTo(Conclusion.POSSIBLE);
  }

  @Test
  void anAlbumCalledAfterTheArtistRefersUnlessItsWordsClaim() {
    assertThat(album("Brassmonk - The Songs").conclusion()).isEqualTo(Conclusion.NONE);
    assertThat(album("The Leaks (feat. Brassmonk)").conclusion()).isEqualTo(Conclusion.POSSIBLE);
  }

  private Identity title(String title) {
    return examiner.judge(Credits.by("main:Kid Tangerine@x1", title), machineMade());
  }

  private Identity album(String album) {
    var credits =
        new ShownCredits(
            Optional.of("warble"),
            List.of(ShownCredits.Artist.parse("main:Kid Tangerine@x1")),
            "Old Vow",
            "",
            album,
            ShownCredits.Delivery.UNSAID);
    return examiner.judge(credits, machineMade());
  }

  private static Evidence machineMade() {
    return Evidence.of(Answer.YES, Answer.UNKNOWN);
  }
}
