package org.antiphon.enforcement.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class NoticeMovesTest {
  @Test
  void everyStateCanBeReachedFromADraft() {
    var reached = EnumSet.of(NoticeState.DRAFTED);
    for (int i = 0; i < NoticeState.values().length; i++)
      for (var state : EnumSet.copyOf(reached)) reached.addAll(NoticeMoves.from(state));
    assertThat(reached).containsExactlyInAnyOrder(NoticeState.values());
  }

  @Test
  void nothingIsSentThatWasNotQueuedAndNothingQueuedThatWasNeverAttested() {
    for (var state : NoticeState.values())
      assertThat(NoticeMoves.allows(state, NoticeState.SENDING))
          .as(state.name())
          .isEqualTo(state == NoticeState.QUEUED);
    assertThat(NoticeMoves.allows(NoticeState.DRAFTED, NoticeState.QUEUED)).isFalse();
  }

  @Test
  void verifiedDownNeedsAnEarlierLook() {
    for (var state : NoticeState.values())
      if (state != NoticeState.SEEN_DOWN_ONCE)
        assertThat(NoticeMoves.allows(state, NoticeState.VERIFIED_DOWN)).as(state.name()).isFalse();
  }
}
