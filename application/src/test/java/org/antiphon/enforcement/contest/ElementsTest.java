package org.antiphon.enforcement.contest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.antiphon.enforcement.contest.Elements.Element;
import org.antiphon.enforcement.contest.Elements.Found;
import org.junit.jupiter.api.Test;

class ElementsTest {
  static final String WHOLE =
      """
      The upload x1 at https://p1.example/u/x1 was removed. I swear under penalty of perjury that I
      have a good faith belief that it was removed by mistake or misidentification.
      I consent to the jurisdiction of the Federal District Court and will accept service of process.
      Ada Kern, 12 Mill Road, Springfield 12345, telephone +1 555 010 9999
      /s/ Ada Kern
      """;

  @Test
  void aCompleteOneHasAllFour() {
    assertThat(of(WHOLE)).containsOnlyKeys(Element.values());
    assertThat(of(WHOLE).values()).containsOnly(Found.PRESENT);
  }

  @Test
  void eachMissingElementIsNamed() {
    missing(Element.A, WHOLE.replace("/s/ Ada Kern", ""));
    missing(Element.B, WHOLE.replace("The upload x1 at https://p1.example/u/x1", "It"));
    missing(
        Element.C,
        WHOLE.replaceAll("(?s)I swear.*misidentification\\.", "That was wrong and you know it."));
    missing(Element.D, WHOLE.replaceAll("I consent.*", "").replaceAll("Ada Kern, 12.*", ""));
  }

  private static void missing(Element element, String text) {
    var found = of(text);
    assertThat(found.get(element)).as(element + ": " + found).isEqualTo(Found.ABSENT);
    found.forEach((other, is) -> {
      if (other != element) assertThat(is).as(other.name()).isEqualTo(Found.PRESENT);
    });
  }

  @Test
  void halfAnElementIsUnclear() {
    assertThat(of(WHOLE.replace("service of process", "letters")))
        .containsEntry(Element.D, Found.UNCLEAR);
    assertThat(of(WHOLE.replace("under penalty of perjury", "")))
        .containsEntry(Element.C, Found.UNCLEAR);
  }

  @Test
  void anotherLanguageIsUnclearAndNeverAbsent() {
    var german = of("Hiermit widerspreche ich der Sperrung meines Stückes. Ada Kern, Berlin");
    assertThat(german.values()).doesNotContain(Found.ABSENT);
  }

  private static java.util.Map<Element, Found> of(String text) {
    return Elements.of(text, List.of("x1"));
  }
}
