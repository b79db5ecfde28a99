package org.antiphon.enforcement.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class CaseMovesTest {
  @Test
  void everyStateCanBeReachedFromOpen() {
    var reached = EnumSet.of(CaseState.OPEN);
    for (int i = 0; i < CaseState.values().length; i++)
      for (var state : EnumSet.copyOf(reached)) reached.addAll(CaseMoves.from(state));
    assertThat(reached).containsExactlyInAnyOrder(CaseState.values());
  }

  @Test
  void nothingIsNotifiedThatWasNotAttested() {
    for (var state : CaseState.values())
      if (state != CaseState.ATTESTED)
        assertThat(CaseMoves.allows(state, CaseState.NOTIFIED)).as(state.name()).isFalse();
  }

  @Test
  void anIllegalMoveNamesBothStates() {
    assertThatThrownBy(() -> CaseMoves.check(CaseState.REFUSED, CaseState.NOTIFIED))
        .isInstanceOf(IllegalMove.class)
        .hasMessageContaining("REFUSED")
        .hasMessageContaining("NOTIFIED");
  }
}
