package org.antiphon.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.antiphon.problem.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegisteredMarkTest {
  @ParameterizedTest
  @ValueSource(strings = {"ADA KERN@EM:018123456:9+41:2031-04-02", "A@B@US:97/123:9"})
  void whatIsWrittenIsReadAgain(String written) {
    assertThat(RegisteredMark.parse(written).written()).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ADA KERN",
        "@EM:1:9",
        "ADA@EM:1",
        "ADA@EUIPO:1:9",
        "ADA@EM::9",
        "ADA@EM:1:46",
        "ADA@EM:1:nine",
        "ADA@EM:1:9:2031-13-02",
        "ADA@EM:1:9:2031-04-02:x"
      })
  void whatIsNoMarkIsRefused(String written) {
    assertThatThrownBy(() -> RegisteredMark.parse(written)).isInstanceOf(InvalidInput.class);
  }

  @Test
  void aMarkStandsInWordsWhateverTheirCaseAndWidthAndNeverInsideAWord() {
    var mark = RegisteredMark.parse("ADA KERN@EM:018123456:9");
    assertThat(mark.standsIn("Night Bus\nＡda  Kern")).isTrue();
    assertThat(mark.standsIn("ada-kern (live)")).isTrue();
    assertThat(mark.standsIn("Ada Kernel")).isFalse();
    assertThat(mark.standsIn("Adakern")).isFalse();
  }

  @Test
  void itHoldsUntilItsLastDayAndForMusicOnly() {
    var mark = RegisteredMark.parse("ADA@EM:1:9:2031-04-02");
    assertThat(mark.holdsOn(LocalDate.of(2031, 4, 2))).isTrue();
    assertThat(mark.holdsOn(LocalDate.of(2031, 4, 3))).isFalse();
    assertThat(RegisteredMark.parse("ADA@EM:1:25").holdsOn(LocalDate.of(2026, 1, 1))).isFalse();
  }
}
