package org.antiphon.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DutiesInWordsTest {
  @Test
  void onePersonAloneIsToldToHoldEveryPart() {
    assertThat(Duties.inOneHand(List.of(person(Role.ATTESTER, Role.APPEAL_REVIEWER))))
        .contains("may also answer the objection");
  }

  @Test
  void oneAttesterAmongSeveralIsToldToSignAlone() {
    assertThat(Duties.inOneHand(List.of(person(Role.ATTESTER), person(Role.REVIEWER))))
        .contains("alone signs");
  }

  @Test
  void nothingIsSaidWhereThePartsLieInTwoHands() {
    assertThat(Duties.inOneHand(List.of(person(Role.ATTESTER), person(Role.ATTESTER)))).isEmpty();
  }

  private static Person person(Role... roles) {
    return new Person(
        new PersonId(UUID.randomUUID()), "A Person", "Position", "a@test.invalid", Set.of(roles));
  }
}
