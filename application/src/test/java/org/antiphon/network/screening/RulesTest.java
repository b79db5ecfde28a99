package org.antiphon.network.screening;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.antiphon.network.exchange.Partner;
import org.antiphon.network.exchange.Weighing;
import org.junit.jupiter.api.Test;

/// What is advised, and only when.
class RulesTest {
  private static final Evidence.Heard OWN = new Evidence.Heard("", "r1", 60, 0.95, 1e-20);
  private static final Evidence.Heard CLAIMED = new Evidence.Heard("p", "c1", 60, 0.95, 1e-20);

  private record Standing(
      Set<String> upheldOnes, Set<String> licensedOnes, Optional<Weighing.Weighed> weighed)
      implements Rules.Standing {
    @Override
    public boolean upheld(String recording) {
      return upheldOnes.contains(recording);
    }

    @Override
    public boolean licensed(String recording) {
      return licensedOnes.contains(recording);
    }

    @Override
    public Optional<Weighing.Weighed> claim(String partner, String claim) {
      return weighed;
    }

    @Override
    public boolean licensedVia(Weighing.Weighed claim) {
      return claim.licensedVia().contains("party:us");
    }
  }

  private static Standing standing(Optional<Weighing.Weighed> claim) {
    return new Standing(Set.of(), Set.of(), claim);
  }

  private static Weighing.Weighed claim(Partner.Level level, List<String> codes, boolean blocks) {
    return new Weighing.Weighed(
        "p",
        "c1",
        "COPIED_RECORDING",
        Optional.empty(),
        level,
        codes,
        false,
        true,
        blocks ? 3 : 1,
        blocks,
        List.of(),
        List.of("*"));
  }

  private static Evidence evidence(List<Evidence.Heard> own, List<Evidence.Heard> foreign) {
    return new Evidence(own, List.of(), foreign, List.of(), false, "");
  }

  private static Advice advice(Evidence evidence, Standing standing) {
    return Rules.decide(evidence, standing).advice();
  }

  @Test
  void ourOwnMatchBlocksOnlyWithAnUpheldCase() {
    var heard = evidence(List.of(OWN), List.of());
    assertThat(advice(heard, standing(Optional.empty()))).isEqualTo(Advice.HOLD);
    assertThat(advice(heard, new Standing(Set.of("r1"), Set.of(), Optional.empty())))
        .isEqualTo(Advice.BLOCK);
  }

  @Test
  void aLicenceCoversWhateverElseHolds() {
    var heard = evidence(List.of(OWN), List.of());
    assertThat(advice(heard, new Standing(Set.of("r1"), Set.of("r1"), Optional.empty())))
        .isEqualTo(Advice.ALLOW);
  }

  @Test
  void aShortAWeakOrAPartialMatchNeverBlocks() {
    var upheld = new Standing(Set.of("r1"), Set.of(), Optional.empty());
    for (var each :
        List.of(
            new Evidence.Heard("", "r1", 29, 0.95, 1e-20),
            new Evidence.Heard("", "r1", 60, 0.95, 1e-5),
            new Evidence.Heard("", "r1", 60, 0.5, 1e-20)))
      assertThat(advice(evidence(List.of(each), List.of()), upheld)).isEqualTo(Advice.HOLD);
  }

  @Test
  void aClaimAloneNeverBlocksAndOneThatMayBlockNeedsItsSoundHeard() {
    var may = standing(Optional.of(claim(Partner.Level.RELY, List.of(), true)));
    var named =
        new Evidence(
            List.of(),
            List.of(),
            List.of(),
            List.of(new Evidence.Named("p", "c1", "pcm")),
            false,
            "");
    assertThat(advice(named, may)).isEqualTo(Advice.HOLD);
    assertThat(advice(evidence(List.of(), List.of(CLAIMED)), may)).isEqualTo(Advice.BLOCK);
  }

  @Test
  void observedAndQuarantinedClaimsDoNothing() {
    var heard = evidence(List.of(), List.of(CLAIMED));
    for (var each :
        List.of(
            claim(Partner.Level.OBSERVE, List.of(), false),
            claim(Partner.Level.RELY, List.of("OUT_OF_SCOPE"), false),
            claim(Partner.Level.RELY, List.of("COLLIDES"), false)))
      assertThat(advice(heard, standing(Optional.of(each)))).isEqualTo(Advice.ALLOW);
  }

  @Test
  void machineMadeIsLabelledAndNothingElse() {
    var heard = new Evidence(List.of(), List.of(), List.of(), List.of(), true, "");
    assertThat(advice(heard, standing(Optional.empty()))).isEqualTo(Advice.LABEL);
  }

  @Test
  void whatCouldNotBeHeardIsAllowed() {
    assertThat(advice(Evidence.none("NOT_AUDIO"), standing(Optional.empty())))
        .isEqualTo(Advice.ALLOW);
  }

  @Test
  void nothingEverBlocksWithoutAStrongMatchOfOurOwnEar() {
    var random = new Random(3);
    for (int i = 0; i < 5_000; i++) {
      var claim =
          claim(
              List.of(Partner.Level.values()).get(random.nextInt(3)),
              random.nextBoolean() ? List.of() : List.of("OUT_OF_SCOPE"),
              random.nextBoolean());
      var weak =
          new Evidence.Heard(
              random.nextBoolean() ? "p" : "",
              "x",
              random.nextInt(200),
              random.nextDouble(),
              Math.pow(10, -random.nextInt(20)));
      var evidence =
          new Evidence(
              weak.partner().isEmpty() ? List.of(weak) : List.of(),
              random.nextBoolean() ? List.of("r2") : List.of(),
              weak.partner().isEmpty() ? List.of() : List.of(weak),
              random.nextBoolean() ? List.of(new Evidence.Named("p", "c1", "file")) : List.of(),
              random.nextBoolean(),
              "");
      var decided = Rules.decide(evidence, new Standing(Set.of("x"), Set.of(), Optional.of(claim)));
      if (decided.advice() == Advice.BLOCK) assertThat(weak.isStrong()).isTrue();
    }
  }
}
