package org.antiphon.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Figures and codes in words.
class PagesTest {
  @Test
  void aCaseAboutANameSaysWhatWasFoundAndNoMethodOfSound() {
    var one =
        json(
            """
            {"basis":"IMPERSONATION","outcome":"REVIEW","code":"NAME_TWICE","reason":"two look",
             "segments":[],"assessment":{"algorithm":"lm1-8c37","document":{"impersonation":
             {"findings":[{"code":"ON_PROFILE","evidence":"it stands on their profile"}]}}}}
            """);
    assertThat(Pages.why(one)).containsExactly("It stands on their profile.");
    assertThat(Pages.rule(one)).contains("two look").doesNotContain("lm1", "method");
  }

  @Test
  void aCaseAboutAPictureSaysHowAlikeItIs() {
    var one =
        json(
            """
            {"basis":"COPIED_ARTWORK","segments":[],"assessment":{"document":{"artwork":
             {"alike":{"artist":"Halden Virke","distance":"0.08"}}}}}
            """);
    assertThat(Pages.why(one)).singleElement().asString().contains("Halden Virke", "8 of 100");
  }

  @Test
  void whatRestsOnNoSoundHasNoStrengthOfSound() {
    assertThat(Pages.strength(0)).isEqualTo("–");
    assertThat(Pages.strength(41.26)).isEqualTo("41.3");
    assertThat(Pages.millis(0)).as("nothing was timed").isEqualTo("–");
    assertThat(Pages.millis(240.4)).isEqualTo("240 ms");
  }

  @Test
  void whatIsHeldForItsNumbersIsSaidInWords() {
    assertThat(Pages.words("SPIKE")).isEqualTo("held for its numbers");
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
