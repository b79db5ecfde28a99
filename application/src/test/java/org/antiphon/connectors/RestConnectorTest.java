package org.antiphon.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.antiphon.connector.Connection;
import org.antiphon.connector.Cursor;
import org.antiphon.connector.ExternalId;
import org.antiphon.connector.FeedAnswer;
import org.antiphon.connector.Found;
import org.antiphon.connector.HttpAnswer;
import org.antiphon.connector.HttpPort;
import org.antiphon.connector.Key;
import org.antiphon.connector.LookRequest;
import org.antiphon.connector.NoticeDocument;
import org.antiphon.connector.Profile;
import org.antiphon.connector.RawAnswer;
import org.antiphon.connector.Rejection;
import org.antiphon.connector.RemoteUpload;
import org.antiphon.connector.Sighting;
import org.antiphon.connector.Submission;
import org.antiphon.connector.Territory;
import org.antiphon.connector.contract.ConnectorContract;
import org.antiphon.connector.contract.PlatformUnderTest;
import org.antiphon.outbound.Outbound;
import org.antiphon.outbound.OutboundSettings;
import org.antiphon.outbound.Reach;
import org.antiphon.outbound.Resolver;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestConnectorTest implements PlatformUnderTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Key KEY = new Key("abcdefghijklmnopqrstuvwxyz");
  private static FakePlatform platform;
  private static Outbound outbound;

  @BeforeAll
  static void start() throws IOException {
    platform = new FakePlatform();
    outbound =
        new Outbound(OutboundSettings.standard("test"), Resolver.system(), InstantSource.system());
  }

  @AfterAll
  static void stop() {
    outbound.close();
    platform.close();
  }

  @TestFactory
  Stream<DynamicTest> restHoldsTheContractOfConnectors() {
    return ConnectorContract.expectations(this).stream()
        .map(expectation -> dynamicTest(expectation.sentence(), expectation.check()::run));
  }

  @Override
  public Connection connect(UnaryOperator<HttpPort> between) {
    var http = between.apply(new OutboundPort(outbound, Reach.LOOPBACK));
    return new RestProvider().connect(profile(platform.base()), http);
  }

  private static Profile profile(URI base) {
    return new Profile(
        "p1",
        base,
        new Profile.Secrets(Optional.of(FakePlatform.KEY), List.of()),
        Set.of("US_512"),
        Duration.ofSeconds(2),
        Optional.empty());
  }

  @Override
  public ExternalId newUpload() {
    return new ExternalId(platform.newUpload());
  }

  @Override
  public NoticeDocument notice(ExternalId upload) {
    String json = "{\"target\":{\"uploadId\":\"" + upload.text() + "\"}}";
    return NoticeDocument.of(upload, json.getBytes(UTF_8), "A letter.");
  }

  @Override
  public List<String> heldAbout(ExternalId upload) {
    return platform.heldAbout(upload.text());
  }

  @Override
  public void takeDown(ExternalId upload) {
    platform.takeDown(upload.text());
  }

  @Override
  public LookRequest look(ExternalId upload) {
    return new LookRequest(
        upload,
        URI.create(platform.base() + "/u/" + upload.text()),
        URI.create(platform.base() + "/a/" + upload.text()),
        NOW,
        Territory.WORLD);
  }

  @ParameterizedTest
  @CsvSource({
    "404, no_such_upload, TARGET_GONE",
    "409, target_gone, TARGET_GONE",
    "409, something_else, OTHER",
    "422, incomplete_notice, INCOMPLETE",
    "422, hash_mismatch, INCOMPLETE",
    "422, key_reused, KEY_REUSED",
    "400, key_missing, INCOMPLETE",
    "401, unauthorised, CREDENTIAL",
    "403, not_for_you, FORBIDDEN",
    "413, too_large, OTHER"
  })
  void aProblemWithACodeIsARefusalForThatCause(int status, String code, Rejection.Kind kind) {
    assertThat(submitted(status, "application/problem+json", "{\"code\":\"" + code + "\"}"))
        .isInstanceOfSatisfying(
            Submission.Refused.class,
            refused -> {
              assertThat(refused.why().kind()).isEqualTo(kind);
              assertThat(refused.why().code()).isEqualTo(code);
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 409, 410, 422, 413, 418})
  void theSameStatusFromSomeProxyOnTheWayIsNoRefusal(int status) {
    assertThat(submitted(status, "text/html", "<h1>sorry</h1>"))
        .isInstanceOf(Submission.Unknown.class);
  }

  @Test
  void theErrorsOfAnIncompleteNoticeAreNamed() {
    String body =
        """
        {"code":"incomplete_notice","detail":"2 elements","errors":[
          {"where":"/signature","message":"missing"},{"where":"/works","message":"empty"}]}
        """;
    assertThat(submitted(422, "application/problem+json", body))
        .isInstanceOfSatisfying(
            Submission.Refused.class,
            refused ->
                assertThat(refused.why().errors())
                    .containsExactly("/signature: missing", "/works: empty"));
  }

  @Test
  void aLimitInTheBodyIsALimitUnderAnyStatus() {
    assertThat(submitted(403, "application/problem+json", "{\"code\":\"rate_limited\"}"))
        .isInstanceOf(Submission.Throttled.class);
    assertThat(submitted(200, "application/json", "{\"error\":\"rate_limited\"}"))
        .isInstanceOf(Submission.Throttled.class);
  }

  @Test
  void a503TookNothingOnlyIfItSaysWhenToComeAgain() {
    var busy = answer(503, "text/plain", "", Map.of("retry-after", List.of("4")));
    assertThat(saying(busy).connector().submit(notice(new ExternalId("u")), KEY))
        .isEqualTo(new Submission.Throttled(Optional.of(Duration.ofSeconds(4)), Optional.of(busy)));
    assertThat(submitted(503, "text/plain", "")).isInstanceOf(Submission.Unknown.class);
  }

  @Test
  void aPageWithOneNoticeThatCannotBeReadIsNoPageSinceThatOneMightBeOurs() {
    String page = "{\"notices\":[{\"id\":\"n1\",\"state\":\"accepted\"}],\"next\":null}";
    assertThat(saying(answer(200, "application/json", page, Map.of())).connector().find(KEY))
        .isInstanceOf(Found.CannotTell.class);
  }

  @Test
  void audioAgainstARemovedPageIsUpWhateverThePageSays() {
    var upload = newUpload();
    var request = look(upload);
    HttpPort halfRemoved =
        call ->
            call.uri().equals(request.page())
                ? new HttpAnswer.Answered(answer(410, "text/html", "removed", Map.of()))
                : new OutboundPort(outbound, Reach.LOOPBACK).send(call);
    var sighting =
        new RestProvider().connect(profile(platform.base()), halfRemoved).connector().look(request);
    assertThat(sighting)
        .isInstanceOfSatisfying(Sighting.Up.class, up -> assertThat(up.seen()).hasSize(2));
  }

  @Test
  void aFeedEntryIsReadWithAllItsCredits() {
    var upload = newUpload();
    var answer = connect(port -> port).feed().orElseThrow().upload(upload);
    assertThat(answer).isInstanceOf(FeedAnswer.Page.class);
    var published = (RemoteUpload.Published) ((FeedAnswer.Page) answer).uploads().getFirst();
    assertThat(published.id()).isEqualTo(upload);
    assertThat(published.place().seconds()).isEqualTo(30.5);
    assertThat(published.uploader().followers()).contains(12L);
    assertThat(published.credits().artists()).containsExactly("Ada Kern");
    assertThat(published.credits().isrc()).contains("QZANT2600001");
    assertThat(published.credits().json()).contains("made at night");
  }

  @Test
  void aBrokenEntryIsCountedAndDoesNotHideTheOthers() {
    String page =
        """
        {"uploads":[{"id":"a","revision":1},{"revision":3},7,
          {"id":"b","revision":2,"deleted":true}],"next":"c2"}
        """;
    var answer = saying(answer(200, "application/json", page, Map.of()));
    assertThat(answer.feed().orElseThrow().uploads(Optional.empty()))
        .isInstanceOfSatisfying(
            FeedAnswer.Page.class,
            read -> {
              assertThat(read.unreadable()).isEqualTo(3);
              assertThat(read.uploads()).hasSize(1);
              assertThat(read.next()).contains(new Cursor("c2"));
            });
  }

  @Test
  void aPageWithACursorThatIsNoneIsNotTakenForTheLast() {
    String page = "{\"uploads\":[],\"next\":17}";
    assertThat(
            saying(answer(200, "application/json", page, Map.of()))
                .feed()
                .orElseThrow()
                .uploads(Optional.empty()))
        .isInstanceOf(FeedAnswer.Failed.class);
  }

  @Test
  void aDeadCursorIsExpiredAndThatOfNoCursorAFailure() {
    var gone = answer(410, "application/problem+json", "{\"code\":\"cursor_expired\"}", Map.of());
    var feed = saying(gone).feed().orElseThrow();
    assertThat(feed.uploads(Optional.of(new Cursor("old")))).isInstanceOf(FeedAnswer.Expired.class);
    assertThat(feed.uploads(Optional.empty())).isInstanceOf(FeedAnswer.Failed.class);
  }

  private Submission submitted(int status, String type, String body) {
    return saying(answer(status, type, body, Map.of()))
        .connector()
        .submit(notice(new ExternalId("u")), KEY);
  }

  private static Connection saying(RawAnswer answer) {
    return new RestProvider()
        .connect(
            profile(URI.create("http://127.0.0.1:1/p1")), _ -> new HttpAnswer.Answered(answer));
  }

  private static RawAnswer answer(
      int status, String type, String body, Map<String, List<String>> more) {
    var headers = new HashMap<>(more);
    headers.put("content-type", List.of(type));
    byte[] bytes = body.getBytes(UTF_8);
    return new RawAnswer(
        status, headers, bytes, new RawAnswer.Digest("0".repeat(64), bytes.length), NOW);
  }
}
