package org.antiphon.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Random;
import org.antiphon.problem.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsrcTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"USRC17607839", "US-RC1-76-07839", "us rc1 76 07839", "ISRC US-RC1-76-07839 "})
  void whatPeopleWriteIsOneCode(String written) {
    assertThat(Isrc.parse(written).code()).isEqualTo("USRC17607839");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "USRC1760783",
        "USRC176078390",
        "1SRC17607839",
        "USRC1760783O",
        "ÜSRC17607839"
      })
  void whatIsNoneIsRefusedWithAnExample(String written) {
    assertThatThrownBy(() -> Isrc.parse(written))
        .isInstanceOfSatisfying(
            InvalidInput.class, fault -> assertThat(fault.hint()).contains("QZANT2600001"));
  }

  @Test
  void everyCodeIsReadBackHoweverItIsHyphened() {
    var random = new Random(3901);
    for (int i = 0; i < 1_000; i++) {
      String code =
          "%c%c%s%07d"
              .formatted(
                  'A' + random.nextInt(26),
                  'A' + random.nextInt(26),
                  Integer.toString(36 * 36 + random.nextInt(35 * 36 * 36), 36)
                      .toUpperCase(Locale.ROOT),
                  random.nextInt(10_000_000));
      String hyphened =
          code.substring(0, 2)
              + "-"
              + code.substring(2, 5)
              + "-"
              + code.substring(5, 7)
              + "-"
              + code.substring(7);
      assertThat(Isrc.parse(hyphened)).isEqualTo(new Isrc(code));
    }
  }
}
