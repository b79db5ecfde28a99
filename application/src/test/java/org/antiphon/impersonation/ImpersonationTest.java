package org.antiphon.impersonation;

import static org.antiphon.impersonation.Evidence.Answer.NO;
import static org.antiphon.impersonation.Evidence.Answer.UNKNOWN;
import static org.antiphon.impersonation.Evidence.Answer.YES;
import static org.antiphon.impersonation.IdentityFinding.Code.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.antiphon.impersonation.Evidence.Answer;
import org.antiphon.impersonation.Identity.Conclusion;
import org.antiphon.impersonation.IdentityFinding.Code;
import org.junit.jupiter.api.Test;

/// Each row of the table of findings once, and once where it must stay silent.
class ImpersonationTest {
  private final Impersonation examiner =
      new Impersonation(List.of(Credits.TESSALINE, Credits.artist("Ember", "ar-ember", "ZZEMB")));

  @Test
  void anUploadOnTheArtistsProfileThatNobodyDeliveredIsStrong() {
    assertFound(
        "main:Tessaline Orveth@ar-tess",
        "Night",
        UNKNOWN,
        Conclusion.IMPERSONATION,
        ON_PROFILE_UNDELIVERED);
    assertFound(
        "main:Ember@ar-ember", "Night", NO, Conclusion.IMPERSONATION, ON_PROFILE_UNDELIVERED);
  }

  @Test
  void theProfileOfAnotherPlatformIsAnother() {
    var credits = Credits.by("main:Somebody@chirrup:ar-tess", "Night");
    assertThat(examiner.judge(credits, Evidence.NONE)).isEqualTo(Identity.NOBODY);
  }

  @Test
  void aNameElsewhereIsPossibleAndWithAMachinesSoundMore() {
    assertFound("main:Tessaline Orveth@x1", "Night", NO, Conclusion.POSSIBLE, CLAIMS_NAME);
    assertFound("main:Tessaline Orveth@x1", "Night", YES, Conclusion.IMPERSONATION, CLAIMS_NAME);
  }

  @Test
  void aWordThatIsANameNeverMatchesByItself() {
    assertThat(examiner.judge(Credits.by("main:Ember@x1", "Night"), machine(YES)))
        .isEqualTo(Identity.NOBODY);
    assertFound(
        "main:Ember@x1",
        "Night",
        Credits.isrc("ZZEMB2600007"),
        NO,
        Conclusion.IMPERSONATION,
        BORROWED_IDENTIFIER,
        CLAIMS_NAME);
  }

  @Test
  void aDisguisedNameSaysByWhichLetter() {
    var found = judged("main:Tеssaline Orveth@x1", "Night", NO);
    assertThat(found.conclusion()).isEqualTo(Conclusion.IMPERSONATION);
    assertThat(found.findings().stream().filter(it -> it.code() == LOOKALIKE_NAME).findFirst())
        .hasValueSatisfying(it -> assertThat(it.evidence()).contains("Cyrillic", "U+0435"));
  }

  @Test
  void aNameOneLetterOffIsLookedAtByAPerson() {
    assertFound("main:Tesseline Orveth@x1", "Night", NO, Conclusion.POSSIBLE, LOOKALIKE_NAME);
    assertThat(judged("main:Ambers@x1", "Night", YES)).isEqualTo(Identity.NOBODY);
  }

  @Test
  void anIdentifierOfTheirsOnAnotherSoundIsBorrowed() {
    assertFound(
        "main:DJ Nobody@x1",
        "Night",
        Credits.isrc("ZZTSO2600001"),
        NO,
        Conclusion.IMPERSONATION,
        BORROWED_IDENTIFIER);
    assertThat(
            examiner
                .judge(
                    Credits.shown("main:DJ Nobody@x1", "Night", Credits.isrc("ZZTSO2600001")),
                    Evidence.NONE)
                .conclusion())
        .isEqualTo(Conclusion.NONE);
  }

  @Test
  void whoeverIsAuthorisedEndsIt() {
    var by = delivered("Lantern Distribution");
    assertThat(
            codes(
                examiner.judge(
                    Credits.shown("main:Tessaline Orveth@ar-tess", "Night", by), machine(YES))))
        .containsExactly(AUTHORISED);
    assertThat(
            codes(
                examiner.judge(
                    Credits.shown(
                        "main:Tessaline Orveth@x1", "Night", Credits.isrc("ZZTSO2600001")),
                    Evidence.of(UNKNOWN, YES))))
        .containsExactly(AUTHORISED);
    var other = delivered("FreeRelease");
    assertThat(
            examiner
                .judge(
                    Credits.shown("main:Tessaline Orveth@ar-tess", "Night", other), Evidence.NONE)
                .conclusion())
        .isEqualTo(Conclusion.IMPERSONATION);
  }

  @Test
  void aKnownNamesakeEndsIt() {
    var found = judged("main:Tessaline Orveth@ar-tess-lisbon", "Night", YES);
    assertThat(found.conclusion()).isEqualTo(Conclusion.NONE);
    assertThat(codes(found)).containsExactly(NAMESAKE);
  }

  @Test
  void aReferenceIsShownAndAccusesNobody() {
    var found = judged("main:Choir@x1", "Night (Tessaline Orveth Cover)", YES);
    assertThat(found.conclusion()).isEqualTo(Conclusion.NONE);
    assertThat(codes(found)).containsExactly(REFERENCE);
    assertThat(found.findings().getFirst().evidence()).contains("“Cover”");
  }

  @Test
  void anOpenlySyntheticUseIsPossibleAndOfItsOwnKind() {
    assertFound(
        "main:lowtide@x1",
        "Night (Tessaline Orveth AI Cover)",
        YES,
        Conclusion.POSSIBLE,
        SYNTHETIC_CLAIM);
  }

  @Test
  void aClaimInTheTitleIsWeakUntilTheSoundIsAMachines() {
    assertFound(
        "main:lowtide@x1",
        "Night (feat. Tessaline Orveth)",
        NO,
        Conclusion.NONE,
        CLAIMS_NAME_IN_TITLE);
    assertFound(
        "main:lowtide@x1",
        "Night (feat. Tessaline Orveth)",
        YES,
        Conclusion.POSSIBLE,
        CLAIMS_NAME_IN_TITLE);
  }

  @Test
  void nearnessToAReleaseAddsWeightAndConcludesNothing() {
    var delivery =
        new ShownCredits.Delivery(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.of(LocalDate.of(2026, 5, 20)));
    var found =
        examiner.judge(Credits.shown("main:Tessaline Orveth@x1", "Night", delivery), Evidence.NONE);
    assertThat(codes(found)).containsExactly(CLAIMS_NAME, TIMED_WITH_RELEASE);
    assertThat(found.conclusion()).isEqualTo(Conclusion.POSSIBLE);
  }

  @Test
  void aGeneratorsMarkMakesAClaimedNameStrong() {
    var marked = Evidence.NONE.marked(Optional.of("the comment says “made with suno”"));
    var found = examiner.judge(Credits.by("main:Tessaline Orveth@x1", "Night"), marked);
    assertThat(codes(found)).containsExactly(CLAIMS_NAME, GENERATOR_MARK);
    assertThat(found.conclusion()).isEqualTo(Conclusion.IMPERSONATION);
  }

  @Test
  void aVoiceWithoutConsentOrAloneSaysNothing() {
    var voice = Optional.of(new Evidence.Voice("Tessaline Orveth", 0.9, 5, false));
    var without = new Evidence(UNKNOWN, UNKNOWN, Optional.empty(), voice, Optional.empty());
    assertThat(codes(examiner.judge(Credits.by("main:Tessaline Orveth@x1", "Night"), without)))
        .containsExactly(CLAIMS_NAME);
    var consented = Optional.of(new Evidence.Voice("Tessaline Orveth", 0.9, 5, true));
    var alone = new Evidence(UNKNOWN, UNKNOWN, Optional.empty(), consented, Optional.empty());
    assertThat(examiner.judge(Credits.by("main:Somebody@x1", "Night"), alone))
        .isEqualTo(Identity.NOBODY);
  }

  @Test
  void aBorrowedCoverIsLookedAtByAPerson() {
    var picture =
        new Evidence(
            UNKNOWN, UNKNOWN, Optional.empty(), Optional.empty(), Optional.of("Tessaline Orveth"));
    var found = examiner.judge(Credits.by("main:Somebody@x1", "Night"), picture);
    assertThat(codes(found)).containsExactly(BORROWED_ARTWORK);
    assertThat(found.conclusion()).isEqualTo(Conclusion.POSSIBLE);
  }

  private static ShownCredits.Delivery delivered(String distributor) {
    return new ShownCredits.Delivery(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(distributor),
        List.of(),
        Optional.empty());
  }

  private static Evidence machine(Answer answer) {
    return Evidence.of(answer, UNKNOWN);
  }

  private Identity judged(String artists, String title, Answer machineMade) {
    return examiner.judge(Credits.by(artists, title), machine(machineMade));
  }

  private void assertFound(
      String artists, String title, Answer machineMade, Conclusion conclusion, Code... codes) {
    var found = judged(artists, title, machineMade);
    assertThat(codes(found)).containsExactly(codes);
    assertThat(found.conclusion()).isEqualTo(conclusion);
  }

  private void assertFound(
      String artists,
      String title,
      ShownCredits.Delivery delivery,
      Answer copy,
      Conclusion conclusion,
      Code... codes) {
    var found = examiner.judge(Credits.shown(artists, title, delivery), Evidence.of(UNKNOWN, copy));
    assertThat(codes(found)).contains(codes);
    assertThat(found.conclusion()).isEqualTo(conclusion);
  }

  private static List<Code> codes(Identity identity) {
    return identity.findings().stream().map(IdentityFinding::code).toList();
  }
}
