package org.antiphon.examination;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SignsTest {
  @Test
  void whatWasNotAskedSaysNothing() {
    var signs = signs("{\"detect\":null,\"provenance\":null,\"impersonation\":null}");
    assertThat(signs).isEqualTo(Signs.NONE);
  }

  @Test
  void aDeliveryCodecsTraceIsNoSecondSignAndAGeneratorsIs() {
    String found =
        "{\"detect\":{\"verdict\":\"MACHINE_MADE\",\"probability\":\"0.990\",\"decoders\":[{\"rateHz\":%d,\"strideSamples\":%d}]}}";
    var codec = signs(found.formatted(24_000, 320)).sound().orElseThrow();
    var generator = signs(found.formatted(44_100, 2_048)).sound().orElseThrow();
    assertThat(codec.wholeWork()).isFalse();
    assertThat(codec.probability()).isEqualTo(0.99);
    assertThat(generator.wholeWork()).isTrue();
  }

  @Test
  void noSignAndCannotTellAreNoTrace() {
    assertThat(signs("{\"detect\":{\"verdict\":\"NO_SIGN\"}}").sound()).isEmpty();
    assertThat(signs("{\"detect\":{\"verdict\":\"CANNOT_TELL\"}}").sound()).isEmpty();
  }

  @Test
  void aManifestCountsAsAiOnlyWhenItSaysSoOutright() {
    String file =
        "{\"provenance\":{\"state\":\"TRUSTED\",\"coverage\":\"FULL\",\"source\":\"%s\"}}";
    assertThat(signs(file.formatted("AI")).manifest().orElseThrow().saysAi()).isTrue();
    assertThat(signs(file.formatted("POSSIBLY_AI")).manifest().orElseThrow().saysAi()).isFalse();
  }

  @Test
  void anEndedClaimIsKeptWithItsReason() {
    var signs =
        signs(
            "{\"impersonation\":{\"conclusion\":\"NONE\",\"findings\":[{\"code\":\"NAMESAKE\",\"artist\":\"Ada Vey\",\"evidence\":\"artist id 7\"}]}}");
    assertThat(signs.identity())
        .contains(new Signs.Identity("NAMESAKE", "Ada Vey", "NAMESAKE: artist id 7"));
  }

  private static Signs signs(String json) {
    return Signs.of(JsonMapper.shared().readTree(json));
  }
}
