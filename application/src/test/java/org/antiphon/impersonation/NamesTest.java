package org.antiphon.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.antiphon.impersonation.Evidence.Answer;
import org.antiphon.impersonation.Identity.Conclusion;
import org.antiphon.impersonation.IdentityFinding.Code;
import org.junit.jupiter.api.Test;

/// Which names in the artist field are taken for a roster artist's.
class NamesTest {
  private final Impersonation examiner =
      new Impersonation(
          List.of(
              Credits.artist("Ember", "ar-ember"),
              Credits.artist("Thomas", "ar-thomas"),
              Credits.artist("The Harbor", "ar-harbor"),
              Credits.artist("OQ", "ar-oq"),
              Credits.artist("한별빛", "ar-star"),
              Credits.artist("별빛", "ar-light"),
              Credits.artist("ليلى القمري", "ar-layla"),
              Credits.artist("Brassmonk", "ar-brass"),
              Credits.artist("Unit 4 Bravo", "ar-unit"),
              Credits.artist("Noor & the Salt Harbours", "ar-noor")));

  @Test
  void aFirstNameAloneOrAWordWithAnArticleNeverMatchesByItself() {
    for (var common : List.of("Thomas", "The Harbor", "Harbor", "EMBER", "The Ember", "OQ"))
      assertThat(machineMade(common)).as(common).isEqualTo(Identity.NOBODY);
  }

  @Test
  void aCommonNameInDigitsOrWhollyInOtherLettersIsANameOfItsOwn() {
    assertThat(machineMade("0Q")).as("a digit").isEqualTo(Identity.NOBODY);
    assertThat(machineMade("ОԚ")).as("Cyrillic").isEqualTo(Identity.NOBODY);
  }

  @Test
  void aCommonNameInMixedLettersIsLookedAtByAPerson() {
    var found = machineMade("Еmber");
    assertThat(found.conclusion()).isEqualTo(Conclusion.POSSIBLE);
    assertThat(found.findings())
        .extracting(IdentityFinding::code)
        .containsExactly(Code.LOOKALIKE_NAME);
  }

  @Test
  void threeSyllablesOfHangulMakeANameAndTwoMakeAWord() {
    assertThat(of("한별빛").conclusion()).isEqualTo(Conclusion.POSSIBLE);
    assertThat(of("한별빛").findings())
        .extracting(IdentityFinding::code)
        .containsExactly(Code.CLAIMS_NAME);
    assertThat(machineMade("별빛")).isEqualTo(Identity.NOBODY);
  }

  @Test
  void anArticleBeforeANameMakesNoOtherOfIt() {
    assertThat(of("The Brassmonk").conclusion()).isEqualTo(Conclusion.POSSIBLE);
    assertThat(of("The Brassmonk Choir")).isEqualTo(Identity.NOBODY);
  }

  @Test
  void aStretchedArabicWordIsTheSameWord() {
    assertThat(of("ليلى القمـــري").findings())
        .extracting(IdentityFinding::code)
        .containsExactly(Code.CLAIMS_NAME);
  }

  @Test
  void invisibleCharactersDisguiseOnlyWhereNoSpellingAsksForThem() {
    assertThat(of("Brass\u200Bmonk").conclusion()).isEqualTo(Conclusion.IMPERSONATION);
    assertThat(of("Brassmonk\u200E").conclusion())
        .as("dragged along at the end of a copied text")
        .isEqualTo(Conclusion.POSSIBLE);
    assertThat(of("ليلى\u200C القمري").conclusion())
        .as("how Arabic letters are joined")
        .isEqualTo(Conclusion.POSSIBLE);
  }

  @Test
  void aDigitForALetterIsOneLetterOffAndAnotherNumberIsAnotherName() {
    assertThat(of("Br4ssmonk").findings())
        .extracting(IdentityFinding::code)
        .containsExactly(Code.LOOKALIKE_NAME);
    assertThat(of("Unit 5 Bravo")).isEqualTo(Identity.NOBODY);
    assertThat(of("Brassmon4")).isEqualTo(Identity.NOBODY);
  }

  @Test
  void theLetterThatIsQuotedIsTheOneThatWasPutIn() {
    assertThat(of("Noor & the Ѕalt Harbours").findings())
        .extracting(IdentityFinding::evidence)
        .anySatisfy(it -> assertThat(it).contains("“ѕ” (Cyrillic small letter dze, U+0455)"));
  }

  @Test
  void aFanPageClaimsNothing() {
    assertThat(machineMade("Brassmonk Fanpage").conclusion()).isEqualTo(Conclusion.NONE);
    assertThat(machineMade("Brassmonk Fan Club").conclusion()).isEqualTo(Conclusion.NONE);
  }

  private Identity of(String artist) {
    return examiner.judge(Credits.by("main:" + artist + "@x1", "Night"), Evidence.NONE);
  }

  private Identity machineMade(String artist) {
    return examiner.judge(
        Credits.by("main:" + artist + "@x1", "Night"), Evidence.of(Answer.YES, Answer.UNKNOWN));
  }
}
