package org.antiphon.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Function;
import java.util.stream.Stream;
import org.antiphon.problem.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Check values: the standards' own examples (ISO 15707, ISO 27729, GS1, GRid 2.1).
class IdentifiersTest {
  static Stream<Arguments> examples() {
    return Stream.of(
        of("T-034.524.680-1", "T0345246801", Iswc::parse),
        of("t 034 524 680 1", "T0345246801", Iswc::parse),
        of("0000 0001 2281 955X", "000000012281955X", Isni::parse),
        of("ISNI 000000012281955x", "000000012281955X", Isni::parse),
        of("4006381333931", "4006381333931", Barcode::parse),
        of("0 36000 29145 2", "036000291452", Barcode::parse),
        of("A1-2425G-ABC1234002-M", "A12425GABC1234002M", Grid::parse),
        of("00014107338", "00014107338", IpiNameNumber::parse),
        of("14107338", "00014107338", IpiNameNumber::parse));
  }

  private static Arguments of(String written, String kept, Function<String, Object> parse) {
    return Arguments.of(written, kept, parse);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void whatPeopleWriteIsReadAndKeptBare(
      String written, String kept, Function<String, Object> parse) {
    assertThat(parse.apply(written)).hasToString(kept);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void oneWrongDigitIsAFaultAndNeverMended(
      String written, String kept, Function<String, Object> parse) {
    for (int i = 0; i < kept.length(); i++) {
      if (!Character.isDigit(kept.charAt(i)) || (kept.startsWith("A1") && i == 1)) continue;
      char other = (char) ('0' + (kept.charAt(i) - '0' + 1) % 10);
      String wrong = kept.substring(0, i) + other + kept.substring(i + 1);
      assertThatThrownBy(() -> parse.apply(wrong))
          .isInstanceOf(InvalidInput.class)
          .satisfies(fault -> assertThat(((InvalidInput) fault).what()).contains(wrong));
    }
  }

  @Test
  void aUpcIsTheEanThatItBecomes() {
    assertThat(Barcode.parse("036000291452").sameAs(Barcode.parse("0036000291452"))).isTrue();
    assertThat(Barcode.parse("036000291452").sameAs(Barcode.parse("4006381333931"))).isFalse();
  }
}
