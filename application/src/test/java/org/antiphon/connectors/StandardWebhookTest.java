package org.antiphon.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.antiphon.connector.Authenticated;
import org.antiphon.connector.PlatformEvent;
import org.antiphon.connector.RawRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The vector is that of the Standard Webhooks 1.0.0 specification.
class StandardWebhookTest {
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String OTHER = "whsec_" + "QUFB".repeat(10);
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final long AT = 1614265330;
  private static final String BODY = "{\"test\": 2432232314}";
  private static final String GOOD = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  @Test
  void theVectorOfTheSpecificationIsGenuine() {
    assertThat(objections(SECRET, GOOD, AT, BODY)).isEmpty();
  }

  @Test
  void oneOfSeveralSignaturesIsEnough() {
    assertThat(objections(SECRET, "v1,AAAA v1a,BBBB " + GOOD, AT, BODY)).isEmpty();
  }

  @Test
  void duringARotationBothSecretsAreTaken() {
    assertThat(new StandardWebhook(List.of(OTHER, SECRET)).objection(request(GOOD, AT, BODY)))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "v1,",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF=",
        "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
      })
  void anotherSignatureIsForged(String signature) {
    assertThat(objections(SECRET, signature, AT, BODY)).isPresent();
  }

  @Test
  void anotherBodyTimeOrSecretIsForged() {
    assertThat(objections(SECRET, GOOD, AT, BODY + " ")).isPresent();
    assertThat(objections(SECRET, GOOD, AT + 1, BODY)).isPresent();
    assertThat(objections(OTHER, GOOD, AT, BODY)).isPresent();
    assertThat(new StandardWebhook(List.of()).objection(request(GOOD, AT, BODY))).isPresent();
  }

  @Test
  void fiveMinutesAreBelievedAndNotASecondMoreInEitherDirection() {
    for (int sign : new int[] {1, -1}) {
      var edge = Instant.ofEpochSecond(AT).plus(Duration.ofMinutes(5).multipliedBy(sign));
      assertThat(at(edge)).isEmpty();
      assertThat(at(edge.plusSeconds(sign))).isPresent();
    }
  }

  private static Optional<String> at(Instant now) {
    var request = request(GOOD, AT, BODY);
    return new StandardWebhook(List.of(SECRET))
        .objection(new RawRequest(request.headers(), request.body(), now));
  }

  @Test
  void anEventIsReadOnlyBehindAGoodSignature() throws Exception {
    String body =
        """
        {"type":"notice.removed","timestamp":"2026-11-22T12:00:00Z","data":{"id":"n1",
         "state":"removed","externalReference":"abcdefghijklmnopqrstuvwxyz","uploadId":"u1",
         "version":3,"createdAt":"2026-11-22T11:00:00Z","updatedAt":"2026-11-22T12:00:00Z"}}
        """;
    var door = new RestDoor(new StandardWebhook(List.of(SECRET)));
    assertThat(door.read(request(sign(body), AT, body)))
        .isInstanceOfSatisfying(
            Authenticated.Genuine.class,
            genuine -> {
              assertThat(genuine.eventId()).isEqualTo(ID);
              assertThat(genuine.events())
                  .singleElement()
                  .isInstanceOfSatisfying(
                      PlatformEvent.NoticeChanged.class,
                      changed -> assertThat(changed.state().version()).isEqualTo(3));
            });
    assertThat(door.read(request(GOOD, AT, body))).isInstanceOf(Authenticated.Forged.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"type\":\"notice.removed\"}", "nonsense"})
  void aSignedEventThatMakesNoSenseIsUnreadableAndNoCrash(String body) throws Exception {
    var door = new RestDoor(new StandardWebhook(List.of(SECRET)));
    assertThat(door.read(request(sign(body), AT, body)))
        .isInstanceOf(Authenticated.Unreadable.class);
  }

  private static String sign(String body) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(SECRET.substring(6)), "HmacSHA256"));
    byte[] sum = mac.doFinal((ID + "." + AT + "." + body).getBytes(UTF_8));
    return "v1," + Base64.getEncoder().encodeToString(sum);
  }

  private static Optional<String> objections(
      String secret, String signature, long at, String body) {
    return new StandardWebhook(List.of(secret)).objection(request(signature, at, body));
  }

  private static RawRequest request(String signature, long at, String body) {
    return new RawRequest(
        Map.of(
            "webhook-id", List.of(ID),
            "webhook-timestamp", List.of(String.valueOf(at)),
            "webhook-signature", List.of(signature)),
        body.getBytes(UTF_8),
        Instant.ofEpochSecond(AT));
  }
}
