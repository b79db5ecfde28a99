package org.antiphon.enforcement.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.antiphon.connector.Profile;
import org.antiphon.connectors.OutboundPort;
import org.antiphon.connectors.RestProvider;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.antiphon.enforcement.attestation.Attestation;
import org.antiphon.enforcement.attestation.AttestedNotice;
import org.antiphon.enforcement.delivery.Delivery;
import org.antiphon.enforcement.delivery.DeliverySettings;
import org.antiphon.enforcement.delivery.Desk;
import org.antiphon.enforcement.delivery.EventInbox;
import org.antiphon.enforcement.delivery.Line;
import org.antiphon.enforcement.delivery.TestPapers;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.JobsSettings;
import org.antiphon.jobs.Priority;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;
import org.antiphon.outbound.Outbound;
import org.antiphon.outbound.OutboundSettings;
import org.antiphon.outbound.Reach;
import org.antiphon.outbound.Resolver;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Sending and watching against the simulator's process, over real sockets, with its faults on.
/// Judged by the simulator's own records.
class SimulatorTest {
  private static final int COPIES = 60;
  private static final double SCALE = 1_440;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final InstantSource clock = InstantSource.system();
  private final Map<UUID, Verification.Addresses> addresses = new HashMap<>();
  @TempDir Path folder;

  @Test
  void sixtyCopiesComeDownThroughTheSimulatorsFaultsAndNoneIsNoticedTwice() throws Exception {
    var classes = Path.of("..", "simulator", "target", "classes");
    assumeTrue(Files.isDirectory(classes), "the simulator is not built");
    var doors = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var simulator = start(classes, doors.getAddress().getPort());
    try (var database = TestDatabase.fresh();
        var outbound = new Outbound(OutboundSettings.standard("test"), Resolver.system(), clock)) {
      run(database, outbound, doors, ready(simulator));
    } finally {
      doors.stop(0);
      simulator.destroy();
    }
  }

  private void run(Database database, Outbound outbound, HttpServer doors, JsonNode ready)
      throws Exception {
    var platforms = JSON.readTree(Files.readAllBytes(Path.of(text(ready, "client"))));
    var lines = new HashMap<String, Line>();
    for (var platform : platforms.path("platforms"))
      lines.put(text(platform, "id"), line(platform, outbound));
    var ledger = new Ledger(database, new KeyFolder(folder.resolve("keys")), clock);
    var papers = new TestPapers(database, ledger, clock);
    var notices = queue(papers, platforms);
    try (var jobs = new Jobs(database, JobsSettings.standard(), clock)) {
      var desk = new Desk(database, jobs, ledger, clock, new Random(7));
      var delivery = new Delivery(desk, papers.papers(), lines, DeliverySettings.quick());
      var verification = verification(desk, papers, delivery);
      delivery.register();
      verification.register();
      open(doors, delivery.inbox());
      delivery.start();
      notices.forEach(notice -> schedule(jobs, notice));
      jobs.start();
      Awaitility.await()
          .atMost(Duration.ofSeconds(100))
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(
              () -> assertThat(states(database).keySet()).isSubsetOf("VERIFIED_DOWN", "OVERTAKEN"));
    }
    judge(URI.create("http://127.0.0.1:" + ready.path("port").asInt() + "/_/report"));
  }

  private Verification verification(Desk desk, TestPapers papers, Delivery delivery) {
    return new Verification(
        desk,
        papers.papers(),
        delivery,
        upload -> Optional.ofNullable(addresses.get(upload)),
        SoundCheck.byBytes(),
        VerificationSettings.production(new CalendarScale(SCALE)));
  }

  private static void judge(URI address) throws Exception {
    JsonNode report;
    try (var in = address.toURL().openStream()) {
      report = JSON.readTree(in.readAllBytes());
    }
    var totals = report.path("totals");
    for (var zero :
        List.of("duplicates", "lost", "falseDown", "earlyRequests", "forgedEffects", "leaked"))
      assertThat(totals.path(zero).asLong()).as("%s in %s", zero, totals).isZero();
    long accepted = totals.path("accepted").asLong();
    assertThat(accepted).as("%s", totals).isBetween(COPIES * 9L / 10, COPIES + 10L);
    assertThat(totals.path("seenDown").asLong()).as("%s", totals).isEqualTo(accepted);
    assertThat(totals.path("overLimit").asDouble())
        .as("%s", totals)
        .isLessThanOrEqualTo(0.01 * totals.path("requests").asDouble());
  }

  private static Map<String, Long> states(Database database) {
    var states = new HashMap<String, Long>();
    database
        .sql()
        .sql("select state, count(*) from notice group by state")
        .query((row, _) -> states.put(row.getString(1), row.getLong(2)))
        .list();
    return states;
  }

  private void schedule(Jobs jobs, UUID notice) {
    jobs.schedule(
        Attestation.ATTESTED,
        notice.toString(),
        new AttestedNotice(notice),
        clock.instant(),
        Priority.NORMAL);
  }

  private static Line line(JsonNode platform, Outbound outbound) {
    var profile =
        new Profile(
            text(platform, "id"),
            URI.create(text(platform, "url")),
            new Profile.Secrets(
                Optional.of(text(platform, "key")), List.of(text(platform, "webhookSecret"))),
            Set.of("US_512"),
            seconds(platform, "settleSeconds"),
            Optional.of(seconds(platform, "keyLifetimeSeconds")));
    return new Line(
        new RestProvider().connect(profile, new OutboundPort(outbound, Reach.LOOPBACK)),
        platform.path("requestsPerSecond").asDouble(),
        platform.path("burst").asInt());
  }

  private static Duration seconds(JsonNode platform, String field) {
    return Duration.ofMillis(Math.round(platform.path(field).asDouble() * 1_000));
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString();
  }

  private static void open(HttpServer doors, EventInbox inbox) {
    doors.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    doors.createContext("/hooks/", exchange -> answer(exchange, inbox));
    doors.start();
  }

  private static void answer(HttpExchange exchange, EventInbox inbox) throws IOException {
    try (exchange) {
      var headers = new HashMap<String, List<String>>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
      var platform = exchange.getRequestURI().getPath().substring("/hooks/".length());
      var receipt = inbox.receive(platform, headers, exchange.getRequestBody().readAllBytes());
      exchange.sendResponseHeaders(receipt == EventInbox.Receipt.STORED ? 204 : 401, -1);
    }
  }

  private Process start(Path classes, int doors) throws IOException {
    var lines = new ArrayList<String>();
    var noise = new Random(5);
    for (int i = 0; i < COPIES; i++) {
      var audio = new byte[4_000 + 7 * i];
      noise.nextBytes(audio);
      Files.write(folder.resolve("u" + i + ".mp3"), audio);
      lines.add(JSON.writeValueAsString(upload(i)));
    }
    Files.write(folder.resolve("uploads.jsonl"), lines);
    var removal = Map.of("p50", "PT90M", "p99", "PT2H", "falseFor", "PT1H");
    var platforms =
        List.of("p1", "p2", "p3").stream()
            .map(id -> Map.of("id", id, "stall", "PT0.2S", "settle", "PT0.8S", "removal", removal))
            .toList();
    Files.write(
        folder.resolve("scenario.json"),
        JSON.writeValueAsBytes(
            Map.of("uploads", ".", "calendarScale", SCALE, "platforms", platforms)));
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classes + System.getProperty("path.separator") + System.getProperty("java.class.path"),
            "org.antiphon.simulator.Simulator",
            "--scenario",
            folder.resolve("scenario.json").toString(),
            "--seed",
            "7",
            "--webhooks",
            "http://127.0.0.1:" + doors + "/hooks")
        .redirectError(folder.resolve("simulator.log").toFile())
        .start();
  }

  private static JsonNode ready(Process simulator) throws IOException {
    var line = simulator.inputReader(StandardCharsets.UTF_8).readLine();
    assertThat(line).as("the simulator's first line").isNotNull();
    return JSON.readTree(line);
  }

  private static Map<String, Object> upload(int i) {
    var source =
        Map.of(
            "recording", "rec-" + i,
            "uploadFrom", 10,
            "uploadTo", 50,
            "recordingFrom", 30,
            "tempoFactor", 1.02);
    return Map.of(
        "id",
        "u" + i,
        "platform",
        "p" + (1 + i % 3),
        "file",
        "u" + i + ".mp3",
        "publishedAt",
        "2026-11-20T10:%02d:00Z".formatted(i % 60),
        "seconds",
        60,
        "uploader",
        Map.of("id", "who" + i, "name", "Someone"),
        "credits",
        Map.of("title", "Upload " + i, "artists", List.of("Someone")),
        "truth",
        Map.of("kind", "copy", "sources", List.of(source), "disguise", "mp3"));
  }

  private List<UUID> queue(TestPapers papers, JsonNode client) throws IOException {
    var bases = new HashMap<String, String>();
    for (var platform : client.path("platforms"))
      bases.put(text(platform, "id"), text(platform, "url"));
    var notices = new ArrayList<UUID>();
    for (int i = 0; i < COPIES; i++) {
      var platform = "p" + (1 + i % 3);
      var base = bases.get(platform);
      var audio = Files.readAllBytes(folder.resolve("u" + i + ".mp3"));
      var id =
          papers.queued(
              i,
              new TestPapers.Subject(
                  platform, "u" + i, CanonicalJson.sha256(audio), document(platform, i)));
      addresses.put(
          id,
          new Verification.Addresses(URI.create(base + "/u/u" + i), URI.create(base + "/a/u" + i)));
      notices.add(id);
    }
    return notices;
  }

  private static String document(String platform, int i) {
    var segment =
        Map.of(
            "recording", "rec-" + i,
            "uploadFrom", "20.000",
            "uploadTo", "50.000",
            "recordingFrom", "40.200",
            "recordingTo", "70.800");
    var statement = Map.of("id", "good-faith", "version", 1, "text", "In good faith.");
    var document = new HashMap<String, Object>();
    document.put("schema", "antiphon-notice/1");
    document.put("id", "n-u" + i);
    document.put("round", 1);
    document.put("basis", "COPIED_RECORDING");
    document.put("regime", "US_512");
    document.put("territories", List.of("US"));
    document.put(
        "complainant",
        Map.of(
            "name", "A", "organisation", "B", "address", "C", "telephone", "1", "email", "a@b.c"));
    document.put(
        "works", List.of(Map.of("id", "rec-" + i, "title", "T", "artist", "A", "owner", "B")));
    document.put(
        "target",
        Map.of(
            "platform",
            platform,
            "uploadId",
            "u" + i,
            "url",
            "http://127.0.0.1/u/u" + i,
            "segments",
            List.of(segment)));
    document.put("explanation", "From 0:20 your upload plays our recording.");
    document.put("statements", List.of(statement, statement));
    document.put(
        "detection", Map.of("automated", true, "reviewedBy", "A person", "method", "landmarks"));
    document.put("evidence", Map.of("sha256", "ab".repeat(32)));
    document.put("signature", Map.of("name", "A Person", "at", "2026-01-01T00:00:00Z"));
    return new String(CanonicalJson.of(document), StandardCharsets.UTF_8);
  }
}
