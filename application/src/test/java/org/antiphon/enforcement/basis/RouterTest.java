package org.antiphon.enforcement.basis;

import static org.antiphon.enforcement.basis.FactSets.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.antiphon.catalogue.Authorisation;
import org.antiphon.catalogue.Mandate;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.enforcement.basis.Standing.Prior;
import org.antiphon.examination.CopyFact;
import org.antiphon.examination.Stretch;
import org.junit.jupiter.api.Test;

class RouterTest {
  private static final PlatformProfile US = platform(Set.of("US"), false);
  private static final PlatformProfile US_AND_EU =
      platform(Situation.union(List.of(Set.of("US"), EU)), true);
  private static final RecordingId TIDE = new RecordingId("tide");

  private static void assertRefused(Routing routing, String code) {
    assertThat(routing.outcomes()).singleElement().isInstanceOf(Outcome.Refuse.class);
    assertThat(routing.outcomes().getFirst().code()).isEqualTo(code);
  }

  private static void assertReviewed(Routing routing, String code) {
    assertThat(routing.outcomes()).singleElement().isInstanceOf(Outcome.Review.class);
    assertThat(routing.outcomes().getFirst().code()).isEqualTo(code);
  }

  private static Standing after(Prior.Kind kind) {
    return new Standing(
        List.of(new Prior(Basis.COPIED_RECORDING, kind, "c1")),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Standing.Remedy.REMOVAL);
  }

  @Test
  void aMandatedMatchOnAnAmericanPlatformIsANoticeUnderSection512() {
    assertThat(matching(150).routed().outcomes())
        .containsExactly(
            new Outcome.Notice(
                Basis.COPIED_RECORDING,
                List.of(HARBOUR),
                "Example Records",
                "US_512",
                Set.of("US")));
  }

  @Test
  void aMandateForEuropeAloneIsANoticeUnderTheDsaLimitedToEurope() {
    var routing =
        matching(150).under(mandate(EU.toArray(String[]::new))).routed(Standing.CLEAN, US_AND_EU);
    assertThat(routing.outcomes())
        .singleElement()
        .satisfies(outcome -> {
          var notice = (Outcome.Notice) outcome;
          assertThat(notice.regime()).isEqualTo("EU_DSA");
          assertThat(LAW.inWords(notice.territories())).containsExactly("EU");
        });
    assertThat(routing.fired("TERRITORY_LIMITED")).isTrue();
  }

  @Test
  void ourDistributorIsNeverAccused() {
    assertRefused(
        matching(150).allowing(Authorisation.Who.LABEL_LINE, "kern sounds").routed(), "AUTHORISED");
    assertRefused(
        matching(150).allowing(Authorisation.Who.UPLOADER, "Ada Kern").routed(), "AUTHORISED");
    assertThat(matching(150).allowing(Authorisation.Who.UPLOADER, "Someone").routed().outcomes())
        .singleElement()
        .isInstanceOf(Outcome.Notice.class);
  }

  @Test
  void withoutAMandateNothingIsSentEvenWhenAMachineMadeIt() {
    var routing =
        matching(150).without(Mandate.Kind.RECORDING).finding(machineMade(false)).routed();
    assertRefused(routing, "NO_MANDATE");
    assertThat(routing.fired("AI_ALONE")).isTrue();
  }

  @Test
  void aMandateThatEndedOrHasNotBegunIsNone() {
    var terms = mandate("*");
    var ended =
        new Mandate(
            terms.id(),
            terms.kind(),
            terms.role(),
            terms.owner(),
            terms.territories(),
            Optional.empty(),
            Optional.of(TODAY.minusDays(1)),
            terms.documentSha256(),
            terms.attesters());
    assertRefused(matching(150).under(ended).routed(), "MANDATE_EXPIRED");
    var notYet =
        new Mandate(
            terms.id(),
            terms.kind(),
            terms.role(),
            terms.owner(),
            terms.territories(),
            Optional.of(TODAY.plusDays(1)),
            Optional.empty(),
            terms.documentSha256(),
            terms.attesters());
    assertRefused(matching(150).under(notYet).routed(), "MANDATE_NOT_YET");
  }

  @Test
  void aLicensedLoopIsNoGround() {
    assertRefused(matching(12).excluding(0, 9).routed(), "EXCLUDED_INTERVAL");
    assertThat(matching(150).excluding(0, 9).routed().fired("EXCLUDED_INTERVAL")).isFalse();
  }

  @Test
  void twentySecondsUnderSpeechAreReviewedByAPerson() {
    var speech =
        new Facts.Findings(
            Optional.empty(),
            0.8,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertReviewed(matching(20).finding(speech).routed(), "FAIR_USE_REVIEW");
  }

  @Test
  void wordsOfAReviewInTheCreditsAskForAPerson() {
    var facts = matching(150);
    facts.words = "Harbour - album review";
    assertReviewed(facts.routed(), "FAIR_USE_REVIEW");
    facts.words = "Previewed tonight";
    assertThat(facts.routed().fired("FAIR_USE_REVIEW")).isFalse();
  }

  @Test
  void anUploadOlderThanOurReleaseMayBeTheOriginal() {
    var facts = matching(150);
    facts.published = LocalDate.of(2022, 3, 1);
    assertReviewed(facts.routed(), "PREDATES_REFERENCE");
  }

  @Test
  void aCounterNoticeBarsTheSameTarget() {
    assertRefused(
        matching(150).routed(after(Prior.Kind.COUNTER_NOTICE), US), "COUNTER_NOTICE_STANDS");
    assertRefused(matching(150).routed(after(Prior.Kind.NOTICE_OPEN), US), "ALREADY_NOTICED");
    assertRefused(matching(150).routed(after(Prior.Kind.RETRACTED), US), "RETRACTED_BEFORE");
    assertRefused(matching(150).routed(after(Prior.Kind.APPEAL_UPHELD), US), "APPEAL_UPHELD");
  }

  @Test
  void aHistoryOnAnotherBasisBarsNothing() {
    var standing =
        new Standing(
            List.of(new Prior(Basis.IMPERSONATION, Prior.Kind.NOTICE_OPEN, "c1")),
            Map.of(),
            Map.of(),
            Optional.empty(),
            Standing.Remedy.REMOVAL);
    assertThat(matching(150).routed(standing, US).outcomes().getFirst().code()).isEqualTo("NOTICE");
  }

  @Test
  void possibleMatchesAloneAreAbstained() {
    var facts = matching(150);
    facts.copies.replaceAll(c ->
        new CopyFact(
            c.recording(),
            c.title(),
            c.artist(),
            c.isrc(),
            c.upload(),
            c.reference(),
            1,
            0,
            c.score(),
            c.expectedFalseMatches(),
            CopyFact.State.BETWEEN));
    assertReviewed(facts.routed(), "ABSTAINED");
  }

  @Test
  void anAlgorithmThatWasNeverCalibratedAccusesNobody() {
    var facts = matching(150);
    facts.algorithm = "lm9";
    assertRefused(facts.routed(), "UNCALIBRATED");
  }

  @Test
  void aFailedExaminerMeansThatAPersonDecides() {
    var failed =
        new Facts.Findings(
            Optional.of("TRUNCATED"),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertReviewed(matching(150).finding(failed).routed(), "CANNOT_TELL");
  }

  @Test
  void aStretchThatTwoOwnersHaveIsAmbiguous() {
    var facts = matching(150);
    facts.copies.add(copy(TIDE, 0, 150, 29));
    facts.works.put(
        TIDE, work(TIDE, "Other", mandate(Mandate.Kind.RECORDING, "Other", Set.of("*"))));
    assertThat(facts.routed().outcomes())
        .allSatisfy(outcome -> assertThat(outcome.code()).isEqualTo("AMBIGUOUS_REFERENCE"))
        .hasSize(2);
  }

  @Test
  void materialThatRecordingsShareIsAmbiguous() {
    var facts = matching(150);
    facts.works.replaceAll((_, w) ->
        new Facts.Work(
            w.recording(),
            w.mandates(),
            w.exclusions(),
            w.authorisations(),
            List.of(new Stretch(0, 160))));
    assertReviewed(facts.routed(), "AMBIGUOUS_REFERENCE");
  }

  @Test
  void aMedleyOfOneOwnerIsOneNoticeWithTwoWorks() {
    var facts = matching(60);
    facts.copies.add(copy(TIDE, 60, 120, 29));
    facts.works.put(TIDE, work(TIDE, "Example Records", mandate("*")));
    assertThat(facts.routed().outcomes())
        .singleElement()
        .satisfies(outcome -> assertThat(outcome.recordings()).containsExactly(HARBOUR, TIDE));
  }

  @Test
  void aMedleyOfTwoOwnersIsTwoCases() {
    var facts = matching(60);
    facts.copies.add(copy(TIDE, 60, 120, 29));
    facts.works.put(
        TIDE, work(TIDE, "Other", mandate(Mandate.Kind.RECORDING, "Other", Set.of("*"))));
    assertThat(facts.routed().outcomes())
        .hasSize(2)
        .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Notice.class));
  }

  @Test
  void aPlatformWithoutARegimeIsLeftToAPerson() {
    var nowhere = new PlatformProfile("p1", Set.of(), Set.of("US"), false);
    assertReviewed(matching(150).routed(Standing.CLEAN, nowhere), "NO_REGIME");
  }

  @Test
  void machineMadeAloneIsNeverACase() {
    var facts = new FactSets().finding(machineMade(false));
    assertThat(facts.routed(Standing.CLEAN, US_AND_EU).outcomes()).isEmpty();
    assertThat(facts.routed().fired("AI_ALONE")).isTrue();
    var second = new FactSets().finding(machineMade(true));
    assertThat(second.routed().outcomes()).isEmpty();
    assertThat(second.routed(Standing.CLEAN, US_AND_EU).outcomes())
        .singleElement()
        .isInstanceOf(Outcome.Label.class);
  }

  @Test
  void aVoiceAloneIsNoGround() {
    var voice =
        new Facts.Findings(
            Optional.empty(),
            0,
            Optional.of(new Facts.MachineMade(0.99, true)),
            Optional.empty(),
            Optional.of(new Facts.Voice("Ada Kern", true)),
            Optional.empty());
    var routing = new FactSets().finding(voice).routed(Standing.CLEAN, US_AND_EU);
    assertThat(routing.outcomes())
        .extracting(Outcome::code)
        .containsExactly("VOICE_ALONE", "LABEL");
    assertThat(routing.fired("LIKENESS_IS_NOT_COPYRIGHT")).isTrue();
  }

  @Test
  void impersonationGoesUnderThePlatformsPolicyNeverUnderSection512() {
    var facts =
        new FactSets()
            .finding(identity(Facts.Identity.Kind.IMPERSONATION, "ON_PROFILE_UNDELIVERED"));
    facts.rights.add(mandate(Mandate.Kind.NAME_LIKENESS, "Ada Kern", Set.of("*")));
    assertThat(facts.routed(Standing.CLEAN, US_AND_EU).outcomes())
        .singleElement()
        .satisfies(outcome ->
            assertThat(((Outcome.Notice) outcome).regime()).isEqualTo("PLATFORM_POLICY"));
  }

  @Test
  void aCoverThatUsesOurBackingIsANoticeAndAReview() {
    var facts = matching(150).finding(identity(Facts.Identity.Kind.POSSIBLE, "SYNTHETIC_CLAIM"));
    assertThat(facts.routed().outcomes())
        .extracting(Outcome::code)
        .containsExactly("NOTICE", "POSSIBLE_IMPERSONATION");
  }

  @Test
  void aManifestSignedByTheLabelAuthorises() {
    var signed =
        new Facts.Findings(
            Optional.empty(),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Facts.Provenance(Facts.Provenance.State.TRUSTED, true, true, false)));
    assertRefused(matching(150).finding(signed).routed(), "AUTHORISED_BY_SIGNATURE");
  }

  @Test
  void moreThanTheRemovalOfOneUploadIsNeverAskedFor() {
    var greedy =
        new Standing(
            List.of(), Map.of(), Map.of(), Optional.empty(), Standing.Remedy.ACCOUNT_TERMINATION);
    assertRefused(matching(150).routed(greedy, US), "DISPROPORTIONATE");
  }

  @Test
  void aLabelIsNeverHeldForNumbersOrPausesSoThatNoReleaseMakesItANotice() {
    var held =
        new Standing(
            List.of(),
            Map.of(),
            Map.of(Basis.AI_LABEL, new Standing.Paused("PAUSED_BY_PERSON", "by a person")),
            Optional.of(new Standing.Volume(900, 1, 900, 0)),
            Standing.Remedy.REMOVAL);
    assertThat(new FactSets().finding(machineMade(true)).routed(held, US_AND_EU).outcomes())
        .singleElement()
        .isInstanceOf(Outcome.Label.class);
  }

  @Test
  void unusualNumbersAreToldInASentenceWithTheFiguresThatAreUnusual() {
    var many =
        new Standing(
            List.of(),
            Map.of(),
            Map.of(),
            Optional.of(new Standing.Volume(900, 0, 1, 9)),
            Standing.Remedy.REMOVAL);
    assertThat(matching(150).routed(many, US).outcomes())
        .singleElement()
        .isInstanceOfSatisfying(
            Outcome.Hold.class,
            hold ->
                assertThat(hold.reason())
                    .isEqualTo(
                        "unusual numbers: 900 cases of this kind today, where a usual day has 0;"
                            + " only 9 ever went to this platform"));
  }

  @Test
  void aPauseHoldsWhatWouldBeSent() {
    var paused =
        new Standing(
            List.of(),
            Map.of(),
            Map.of(
                Basis.COPIED_RECORDING,
                new Standing.Paused("PAUSED_BY_REVERSALS", "3 of 200 were reversed")),
            Optional.empty(),
            Standing.Remedy.REMOVAL);
    assertThat(matching(150).routed(paused, US).outcomes())
        .singleElement()
        .isInstanceOf(Outcome.Hold.class);
  }

  @Test
  void aLawThatNobodyCheckedForAYearHolds() {
    var routing = Router.route(matching(150).facts(), Standing.CLEAN, LAW, US, TODAY.plusDays(400));
    assertThat(routing.outcomes().getFirst().code()).isEqualTo("LAW_BOOK_STALE");
  }

  @Test
  void noNoticeWithoutMandateLawMatchAndSilenceOfTheAllowList() {
    long seed = 20261122;
    var random = new Random(seed);
    int notices = 0;
    for (int i = 0; i < 20_000; i++) {
      var facts = random(random);
      boolean us = random.nextBoolean();
      var platform =
          new PlatformProfile(
              "p1",
              random.nextInt(4) == 0 ? Set.of("EU_DSA") : Set.of("US_512"),
              us ? Set.of("US") : Set.of("DE"),
              random.nextBoolean());
      var routing = facts.routed(Standing.CLEAN, platform);
      for (var outcome : routing.outcomes())
        if (outcome instanceof Outcome.Notice notice) {
          notices++;
          assertSound(facts.facts(), platform, notice, "seed " + seed + ", set " + i);
        }
    }
    assertThat(notices).isBetween(500, 15_000);
  }

  private static void assertSound(
      Facts facts, PlatformProfile platform, Outcome.Notice notice, String at) {
    var law = LAW.law(notice.regime()).orElseThrow();
    assertThat(law.inForceOn(TODAY) && platform.regimes().contains(law.id())).as(at).isTrue();
    for (var id : notice.recordings()) {
      var work = Objects.requireNonNull(facts.works().get(id));
      assertThat(work.mandates())
          .as(at)
          .anyMatch(m -> m.kind() == Mandate.Kind.RECORDING && m.holdsOn(TODAY));
      assertThat(facts.copies())
          .as(at)
          .anyMatch(c -> c.recording().equals(id) && c.state() == CopyFact.State.MATCH);
      assertThat(work.authorisations()).as(at).noneMatch(row -> facts.upload().namedBy(row, TODAY));
    }
  }

  private static FactSets random(Random random) {
    var facts = matching(3 + random.nextInt(200));
    if (random.nextInt(3) == 0) facts.under(mandate(random.nextBoolean() ? "US" : "DE"));
    if (random.nextInt(5) == 0) facts.without(Mandate.Kind.RECORDING);
    if (random.nextInt(4) == 0)
      facts.allowing(Authorisation.Who.UPLOADER, random.nextBoolean() ? "Ada Kern" : "Bo");
    if (random.nextInt(5) == 0) facts.excluding(0, 1 + random.nextInt(200));
    if (random.nextInt(5) == 0) facts.algorithm = "other";
    if (random.nextInt(5) == 0) facts.published = LocalDate.of(2020, 1, 1);
    if (random.nextInt(4) == 0) facts.finding(machineMade(random.nextBoolean()));
    if (random.nextInt(4) == 0)
      facts.finding(
          identity(List.of(Facts.Identity.Kind.values()).get(random.nextInt(5)), "a finding"));
    return facts;
  }
}
