package org.antiphon.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.antiphon.TestInstallation;
import org.junit.jupiter.api.Test;

/// From a person's wish to a letter in a real mail server, through the running installation.
class MailApiTest {
  private final TestInstallation it = TestInstallation.get();

  @Test
  void eachIsShownTheTopicsOfTheirOwnRolesAndKeepsTheirOwnChoice() {
    var ben = it.login(TestInstallation.OTHER_EMAIL);
    assertThat(ben.get("/api/v1/mail").path("topics").has("QUEUE")).isTrue();
    assertThat(ben.get("/api/v1/mail").path("topics").has("REFUSED"))
        .as("he is no attester")
        .isFalse();
    var choice =
        Map.of(
            "topics", Map.of("QUEUE", "NEVER"),
            "zone", "Europe/Oslo",
            "digestHour", 7,
            "quietFrom", 22,
            "quietUntil", 6);
    assertThat(ben.send("PUT", "/api/v1/mail", choice, Map.of()).statusCode()).isEqualTo(200);
    var foreign = Map.of("topics", Map.of("REFUSED", "DAILY"));
    assertThat(ben.send("PUT", "/api/v1/mail", foreign, Map.of()).statusCode()).isEqualTo(400);
    var kept = ben.get("/api/v1/mail");
    assertThat(kept.path("topics").path("QUEUE").asString()).isEqualTo("NEVER");
    assertThat(kept.path("quietFrom").asInt()).isEqualTo(22);
    assertThat(it.login(TestInstallation.EMAIL).get("/api/v1/mail").path("zone").asString())
        .as("hers is hers")
        .isEqualTo("UTC");
  }

  @Test
  void aTestLetterArrives() {
    int before = it.letterbox().letters().size();
    var asked =
        it.login(TestInstallation.EMAIL).send("POST", "/settings/mail/test", Map.of(), Map.of());
    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(303);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() ->
            it.letterbox().letters().stream()
                .skip(before)
                .anyMatch(letter -> subject(letter).equals("Antiphon: mail arrives")));
  }

  private static String subject(jakarta.mail.internet.MimeMessage letter) {
    try {
      return letter.getSubject();
    } catch (jakarta.mail.MessagingException e) {
      throw new IllegalStateException(e);
    }
  }
}
