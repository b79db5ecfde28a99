package org.antiphon.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class WebhooksTest {
  /// The vector of the Standard Webhooks libraries' tests.
  @Test
  void theSignatureIsThatOfStandardWebhooks() {
    var secret = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    var body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    assertThat(Webhooks.signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  /// The three forms of RFC 9110 section 5.6.7, its own example.
  @Test
  void datesComeInTheThreeHistoricForms() {
    var at = Instant.parse("1994-11-06T08:49:37Z");
    assertThat(Gate.date(at, 0)).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    assertThat(Gate.date(at, 1)).isEqualTo("Sunday, 06-Nov-94 08:49:37 GMT");
    assertThat(Gate.date(at, 2)).isEqualTo("Sun Nov  6 08:49:37 1994");
  }
}
