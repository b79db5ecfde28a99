package org.antiphon.enforcement.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationTest {
  @ParameterizedTest
  @CsvSource({
    "1.03, 0.5, 3 % faster and half a semitone higher",
    "0.97, 0, 3 % slower",
    "1, -1, one semitone lower",
    "1.025, 2, 2.5 % faster and 2 semitones higher",
    "1.002, 0.1, at the same speed and pitch"
  })
  void aChangeOfSpeedAndPitchIsSaidInWords(double tempo, double pitch, String words) {
    assertThat(Explanation.altered(tempo, pitch)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"161.2, 2:41", "12, 0:12", "3761, 1:02:41"})
  void aMomentIsSaidAsAClockShowsIt(double seconds, String clock) {
    assertThat(Explanation.clock(seconds)).isEqualTo(clock);
  }

  /// Golden value: Python's hashlib and base64 over the same text.
  @Test
  void theKeyOfANoticeFollowsFromItsIdAndRound() {
    var id = new NoticeId(UUID.fromString("01934b6e-0000-7000-8000-000000000001"));
    assertThat(NoticeKey.of(id, 1)).isEqualTo("wrwojnjiwqfvowpz2oy4utdywz");
    assertThat(NoticeKey.of(id, 2)).isNotEqualTo(NoticeKey.of(id, 1)).hasSize(26);
  }
}
