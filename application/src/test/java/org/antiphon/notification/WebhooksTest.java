package org.antiphon.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.antiphon.jobs.JobOutcome;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.JobsSettings;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.Entry;
import org.antiphon.ledger.EntryKind;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;
import org.antiphon.ledger.Sequencer;
import org.antiphon.ledger.Subject;
import org.antiphon.outbound.Outbound;
import org.antiphon.outbound.OutboundSettings;
import org.antiphon.outbound.Resolver;
import org.antiphon.problem.InvalidInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Events out of a real ledger, to a real HTTP server on this machine.
class WebhooksTest {
  private final Database database = TestDatabase.fresh();
  private final ConcurrentLinkedQueue<Received> received = new ConcurrentLinkedQueue<>();
  private final List<Integer> answers = new ArrayList<>(); // the next ones; then 204
  private Instant now = Instant.parse("2026-11-29T10:00:00Z");
  private Ledger ledger;
  private Sequencer sequencer;
  private Jobs jobs;
  private Outbound outbound;
  private HttpServer server;
  private Webhooks webhooks;
  private Tail tail;
  private Sender sender;

  record Received(String id, String timestamp, String signature, String body) {
    JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }
  }

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    var keys = new KeyFolder(folder.resolve("keys"));
    ledger = new Ledger(database, keys, () -> now);
    sequencer = new Sequencer(database, keys, folder.resolve("heads"), () -> now);
    jobs = new Jobs(database, JobsSettings.standard(), () -> now);
    outbound = new Outbound(OutboundSettings.standard("0"), Resolver.system(), () -> now);
    webhooks = new Webhooks(database, ledger, jobs, folder.resolve("keys"), () -> now);
    tail = new Tail(database, jobs, () -> now);
    sender = new Sender(database, outbound, () -> now);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
    outbound.close();
    jobs.close();
    sequencer.close();
    database.close();
  }

  private void take(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    received.add(
        new Received(
            headers.getFirst("webhook-id"),
            headers.getFirst("webhook-timestamp"),
            headers.getFirst("webhook-signature"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    int answer = answers.isEmpty() ? 204 : answers.removeFirst();
    if (answer > 0) exchange.sendResponseHeaders(answer, -1); // else: no answer at all
    exchange.close();
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks";
  }

  private Webhooks.Made endpoint(String... events) {
    return webhooks.add(address(), "", true, Set.of(events), Actor.system());
  }

  private void happened(EntryKind kind, Map<String, Object> data) {
    database.inTransaction(() ->
        ledger.append(
            new Entry(
                kind, Actor.system(), new Subject("case", UUID.randomUUID().toString()), data)));
    sequence();
  }

  private void sequence() {
    try {
      sequencer.sequence();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void tell() {
    while (tail.step()) {
      // more waits
    }
  }

  private List<Webhooks.Sending> waiting() {
    return database
        .sql()
        .sql(
            "select event_seq, endpoint_id from webhook_delivery where state = 'WAITING' order by 1")
        .query((row, _) -> new Webhooks.Sending(row.getLong(1), row.getObject(2, UUID.class)))
        .list();
  }

  private void sendAll() {
    waiting().forEach(sender::step);
  }

  private List<String> types() {
    return received.stream().map(it -> it.json().path("type").asString()).toList();
  }

  @Test
  void whatStandsInTheLedgerIsToldOnceSignedAndWithItsPlaceInTheRecord() throws Exception {
    var made = endpoint("case.opened");
    happened(EntryKind.CASE_OPENED, Map.of("platform", "warble"));
    tell();
    tell();
    sendAll();
    assertThat(received)
        .singleElement()
        .satisfies(it -> {
          assertThat(it.json().path("data").path("platform").asString()).isEqualTo("warble");
          assertThat(it.json().path("id").asString()).isEqualTo(it.id());
          var index = it.json().path("entry").path("index").asLong();
          assertThat(
                  database
                      .sql()
                      .sql(
                          "select e.uuid::text from ledger_leaf l join ledger_entry e on e.id = l.entry_id where idx = ?")
                      .param(index)
                      .query(String.class)
                      .single())
              .isEqualTo(it.json().path("entry").path("id").asString())
              .isEqualTo(it.id());
          assertThat(it.signature()).isEqualTo(signed(made.secret().orElseThrow(), it));
        });
    assertThat(webhooks.counts(made.endpoint().id())).isEqualTo(new Webhooks.Counts(0, 1, 0));
  }

  /// Written here anew, after the specification, so that both cannot be wrong together.
  private static String signed(String secret, Received it) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring(6)), "HmacSHA256"));
      var content = it.id() + "." + it.timestamp() + "." + it.body();
      return "v1,"
          + Base64.getEncoder()
              .encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatWasWrittenAndNotYetPutInOrderIsNotTold() {
    endpoint("case.opened");
    database.inTransaction(() ->
        ledger.append(
            new Entry(EntryKind.CASE_OPENED, Actor.system(), new Subject("case", "c1"), Map.of())));
    tell();
    assertThat(waiting()).isEmpty();
    sequence();
    tell();
    assertThat(waiting()).hasSize(1);
  }

  @Test
  void whatHappenedBeforeAnybodyAskedIsNotTold() {
    happened(EntryKind.CASE_OPENED, Map.of());
    tell();
    endpoint();
    tell();
    assertThat(waiting()).isEmpty();
  }

  @Test
  void eachEndpointIsToldItsTypesAlone() {
    endpoint("upload.down", "upload.reappeared");
    happened(EntryKind.CASE_OPENED, Map.of("reappearanceOf", "c0"));
    happened(EntryKind.NOTICE_VERIFIED, Map.of("to", "VERIFIED_DOWN"));
    happened(EntryKind.NOTICE_ANSWERED, Map.of("to", "DECLINED"));
    happened(EntryKind.RECORDING_ADDED, Map.of());
    tell();
    sendAll();
    assertThat(types()).containsExactlyInAnyOrder("upload.reappeared", "upload.down");
  }

  @Test
  void aSignedHeadLeavesOnceAMinuteAtMost() {
    endpoint("ledger.checkpoint");
    happened(EntryKind.CASE_OPENED, Map.of());
    tell();
    happened(EntryKind.CASE_OPENED, Map.of());
    tell();
    sendAll();
    assertThat(types()).containsExactly("ledger.checkpoint");
    now = now.plusSeconds(61);
    happened(EntryKind.CASE_OPENED, Map.of());
    tell();
    sendAll();
    assertThat(types()).hasSize(2);
    assertThat(received.peek().json().path("checkpoint").asString()).contains("— ");
  }

  /// A worker is killed after the other side took the event and before we noted so.
  @Test
  void aCrashAfterItWasTakenSendsTheSameEventAgainUnderTheSameId() {
    var id = endpoint("case.opened").endpoint().id();
    happened(EntryKind.CASE_OPENED, Map.of());
    tell();
    var sending = waiting().getFirst();
    assertThatThrownBy(() ->
            database.inTransaction(() -> {
              sender.step(sending);
              throw new IllegalStateException("killed");
            }))
        .hasMessage("killed");
    assertThat(sender.step(sending)).isInstanceOf(JobOutcome.Done.class);
    assertThat(received).hasSize(2);
    assertThat(received.stream().map(Received::id).distinct()).hasSize(1);
    sender.step(sending); // and once it is noted, never again
    assertThat(received).hasSize(2);
    assertThat(webhooks.counts(id).taken()).isOne();
  }

  @Test
  void aCrashWhileTheLedgerIsReadLosesNothingAndTellsNothingTwice() {
    endpoint("case.opened");
    for (int i = 0; i < 5; i++) happened(EntryKind.CASE_OPENED, Map.of());
    assertThatThrownBy(() ->
            database.inTransaction(() -> {
              tail.step();
              throw new IllegalStateException("killed");
            }))
        .hasMessage("killed");
    assertThat(waiting()).isEmpty();
    tell();
    tell();
    sendAll();
    assertThat(received.stream().map(Received::id).distinct()).hasSize(5);
    assertThat(received).hasSize(5);
  }

  @Test
  void whatIsNotTakenIsTriedAgainWithGrowingPausesAndParkedAfterThreeDays() {
    var id = endpoint("case.opened").endpoint().id();
    happened(EntryKind.CASE_OPENED, Map.of());
    tell();
    var sending = waiting().getFirst();
    for (int i = 0; i < 100; i++) answers.add(500);
    var pauses = new ArrayList<Duration>();
    while (sender.step(sending) instanceof JobOutcome.Again(var at, _)) {
      pauses.add(Duration.between(now, at));
      now = at;
    }
    assertThat(pauses).isSorted().startsWith(Duration.ofSeconds(5), Duration.ofSeconds(30));
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(Duration.ofDays(2), Duration.ofDays(3));
    var dead = webhooks.deliveries(id, "DEAD", 10);
    assertThat(dead)
        .singleElement()
        .satisfies(it -> {
          assertThat(it.lastAnswer()).isEqualTo("HTTP 500");
          assertThat(it.attempts()).isEqualTo(received.size());
        });
    answers.clear();
    assertThat(webhooks.replay(id)).isOne();
    sendAll();
    assertThat(webhooks.counts(id)).isEqualTo(new Webhooks.Counts(0, 1, 0));
    assertThat(received.stream().map(Received::id).distinct()).hasSize(1);
  }

  @Test
  void aServerThatAsksToWaitIsLeftAloneAndSoAreItsOtherEvents() {
    endpoint("case.opened");
    happened(EntryKind.CASE_OPENED, Map.of());
    happened(EntryKind.CASE_OPENED, Map.of());
    tell();
    answers.add(503);
    var both = waiting();
    assertThat(sender.step(both.get(0))).isInstanceOf(JobOutcome.Again.class);
    assertThat(sender.step(both.get(1))).isInstanceOf(JobOutcome.Again.class);
    assertThat(received).as("the second was kept back").hasSize(1);
    now = now.plusSeconds(6);
    sendAll();
    assertThat(received.stream().map(Received::id).distinct()).hasSize(2);
  }

  @Test
  void anAnswerThatIsLostIsAskedForAgainAndGoneEndsIt() {
    var id = endpoint("case.opened").endpoint().id();
    happened(EntryKind.CASE_OPENED, Map.of());
    tell();
    answers.addAll(List.of(-1, 410));
    var sending = waiting().getFirst();
    assertThat(sender.step(sending)).isInstanceOf(JobOutcome.Again.class);
    now = now.plusSeconds(6);
    assertThat(sender.step(sending)).isInstanceOf(JobOutcome.Done.class);
    assertThat(webhooks.deliveries(id, "DEAD", 1).getFirst().lastAnswer()).contains("410");
  }

  @Test
  void anAddressInsideTheHouseIsRefusedBeforeAByteLeaves() {
    database
        .sql()
        .sql(
            """
            insert into webhook_endpoint (id, url, secret, simulated, added_at, events)
            select gen_random_uuid(), ?, secret, false, added_at, events from webhook_endpoint
            where id = ?
            """)
        .params(address(), endpoint("case.opened").endpoint().id())
        .update();
    happened(EntryKind.CASE_OPENED, Map.of());
    tell();
    sendAll();
    assertThat(received).as("only the one that is marked as pretended").hasSize(1);
    assertThat(
            webhooks.endpoints().stream()
                .flatMap(it -> webhooks.deliveries(it.id(), "WAITING", 9).stream()))
        .singleElement()
        .satisfies(it -> assertThat(it.lastAnswer()).startsWith("not sent: "));
    assertThatThrownBy(
            () -> webhooks.add("http://example.org/x", "", false, Set.of(), Actor.system()))
        .isInstanceOf(InvalidInput.class);
    assertThatThrownBy(
            () -> webhooks.add("https://example.org/x", "", false, Set.of("x"), Actor.system()))
        .hasMessageContaining("there is no event x");
  }

  @Test
  void duringARotationBothSecretsSign() throws Exception {
    var first = endpoint("case.opened");
    var second = webhooks.rotate(first.endpoint().id(), Actor.system());
    happened(EntryKind.CASE_OPENED, Map.of());
    tell();
    sendAll();
    var it = received.element();
    assertThat(it.signature())
        .isEqualTo(
            signed(second.secret().orElseThrow(), it)
                + " "
                + signed(first.secret().orElseThrow(), it));
    now = now.plus(Duration.ofHours(25));
    happened(EntryKind.CASE_OPENED, Map.of());
    tell();
    sendAll();
    assertThat(List.copyOf(received).getLast().signature()).doesNotContain(" ");
  }

  @Test
  void aRemovedEndpointIsToldNothingMore() {
    var id = endpoint("case.opened").endpoint().id();
    happened(EntryKind.CASE_OPENED, Map.of());
    tell();
    var sending = waiting().getFirst();
    webhooks.remove(id, Actor.system());
    assertThat(sender.step(sending)).isInstanceOf(JobOutcome.Done.class);
    happened(EntryKind.CASE_OPENED, Map.of());
    tell();
    assertThat(received).isEmpty();
    assertThat(waiting()).hasSize(1); // the old one, kept as it was
  }
}
