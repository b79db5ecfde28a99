package org.antiphon.examination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.antiphon.TestInstallation;
import org.antiphon.audio.AudioLimits;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.CodecSettings;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.config.ProvenanceSettings;
import org.antiphon.config.SecondOpinionSettings;
import org.antiphon.config.SecondOpinionSettings.Sends;
import org.antiphon.config.Secret;
import org.antiphon.database.TestDatabase;
import org.antiphon.detection.CombParameters;
import org.antiphon.detection.Detector;
import org.antiphon.enforcement.attestation.Fixture;
import org.antiphon.examination.opinion.Opinion;
import org.antiphon.examination.opinion.OpinionJson;
import org.antiphon.examination.opinion.SecondOpinions;
import org.antiphon.examination.opinion.StoredOpinions;
import org.antiphon.fingerprint.LandmarkIndex;
import org.antiphon.fingerprint.LandmarkParameters;
import org.antiphon.fingerprint.Matcher;
import org.antiphon.intake.Intake;
import org.antiphon.intake.Upload;
import org.antiphon.jobs.CircuitBreaker;
import org.antiphon.jobs.RetryPolicy;
import org.antiphon.outbound.Outbound;
import org.antiphon.outbound.OutboundSettings;
import org.antiphon.outbound.Resolver;
import org.antiphon.provenance.Provenance;
import org.antiphon.provenance.TrustSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Asking another detector, over real HTTP against the simulator's own, whose account of the
/// requests is what counts; real uploads, really examined.
class SecondOpinionTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final CircuitBreaker.Limits PATIENT =
      new CircuitBreaker.Limits(20, 20, Duration.ofSeconds(1), 2);

  @TempDir private Path folder;
  private Fixture fixture;
  private AudioReader reader;
  private LandmarkIndex index;
  private Provenance provenance;
  private Intake intake;
  private Examination examination;
  private Outbound outbound;
  private @Nullable Process simulator;
  private @Nullable SecondOpinions wanted;
  private JsonNode client = JSON.nullNode();
  private int sounds;

  @BeforeEach
  void open() throws IOException {
    fixture = new Fixture(folder.resolve("rooms"));
    fixture.ticking = true;
    reader =
        new AudioReader(CodecSettings.in(TestDatabase.cache().resolve("javacpp")).withWorkers(1));
    index = LandmarkIndex.open(folder.resolve("index"), LandmarkParameters.current());
    provenance = Provenance.open(TrustSet::official, InstantSource.system());
    outbound =
        new Outbound(OutboundSettings.standard("test"), Resolver.system(), InstantSource.system());
    intake =
        new Intake(fixture.database, fixture.ledger, fixture.jobs, fixture.blobs, fixture.clock);
    examination = examination();
  }

  private Examination examination() {
    var listener = new Listener(reader, LandmarkParameters.current(), AudioLimits.standard());
    var matcher = new Matcher(index);
    var examiner =
        new Examiner(
            listener,
            matcher::identify,
            new Detector(CombParameters.current()),
            new Examiner.Statements(provenance, ProvenanceSettings.STANDARD),
            Claims.none());
    var catalogue = new Catalogue(fixture.database, fixture.ledger, fixture.clock);
    var keeper =
        new IndexKeeper(catalogue, fixture.blobs, index, new SharedMaterial(fixture.database));
    return new Examination(
        fixture.database,
        fixture.ledger,
        fixture.jobs,
        fixture.clock,
        new Examination.Means(intake, fixture.blobs, examiner, listener, keeper));
  }

  @AfterEach
  void close() throws InterruptedException {
    fixture.close();
    outbound.close();
    provenance.close();
    index.close();
    reader.close();
    if (simulator == null) return;
    simulator.destroy();
    assertThat(simulator.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void machineMadeByAnotherDetectorAloneOpensNothingAndLabelsNothing() throws IOException {
    fixture.labels = true;
    simulate("{\"confidence\":0.99}");
    ask(settings(Sends.AUDIO), quick(PATIENT));
    var clear = assessed(given());
    assertThat(clear.conclusion()).isEqualTo(Conclusion.CLEAR);
    var opinion = awaited(clear);
    assertThat(opinion.said().orElseThrow().probability()).isEqualTo(0.99);
    assertThat(fixture.opening.open(clear.id().value())).isEmpty();
    assertThat(count("enforcement_case")).isZero();
    assertThat(trace(clear)).doesNotContain("LABEL");
    var again = examination.assess(upload(clear), upload(clear).audio().orElseThrow());
    assertThat(again.sha256()).isEqualTo(clear.sha256());
    assertThat(again.conclusion()).isEqualTo(Conclusion.CLEAR);
  }

  @Test
  void disagreementIsSaidInPlainWordsAndTheAnswerIsKept() throws IOException {
    simulate("{\"confidence\":0.99}");
    ask(settings(Sends.AUDIO), quick(PATIENT));
    var clear = assessed(given());
    var json = OpinionJson.of(awaited(clear), "NO_SIGN");
    assertThat(json.path("agreement").asString()).isEqualTo("DISAGREES");
    assertThat(json.path("words").asString())
        .startsWith("They disagree: our detector found no sign of a machine, but Echo says");
    assertThat(json.path("artifacts")).isNotEmpty();
    assertThat(json.path("answerSha256").asString()).hasSize(64);
    assertThat(fixture.ledgerKinds()).containsOnlyOnce("opinion.given");
    assertThat(sent().path("sound").asString()).isEqualTo(clear.blobSha256());
    assertThat(report().path("unauthorised").asInt()).isZero();
  }

  @Test
  void theSameSoundIsAskedAboutOnce() throws IOException {
    simulate("{}");
    var opinions = ask(settings(Sends.AUDIO), quick(PATIENT));
    var first = assessed(given());
    var about = awaited(first);
    var again = examination.assess(upload(first), upload(first).audio().orElseThrow());
    opinions.want(again.id().value());
    await().until(() -> jobsLeft() == 0);
    assertThat(report().path("requests").asInt()).isEqualTo(1);
    assertThat(stored(first)).usingRecursiveFieldByFieldElementComparator().containsExactly(about);
  }

  @Test
  void whatIsAskedForAndWhatFailsIsBorneUntilAnAnswerComes() throws IOException {
    simulate("{\"first\":[\"LIMIT\",\"BROKEN\",\"NONSENSE\"],\"retryAfterSeconds\":1}");
    ask(settings(Sends.AUDIO), quick(PATIENT));
    var opinion = awaited(assessed(given()));
    assertThat(opinion.state()).isEqualTo(Opinion.State.ANSWERED);
    assertThat(report().path("requests").asInt()).isEqualTo(4);
    assertThat(report().path("early").asInt()).isZero();
    assertThat(report().path("again").asInt()).isZero();
  }

  @Test
  void whoNeverAnswersInTimeIsGivenUpAfterThreeTriesAndNothingWaitsForThem() throws IOException {
    simulate("{\"first\":[\"STALL\",\"STALL\",\"STALL\"],\"stall\":\"PT20S\"}");
    ask(settings(Sends.AUDIO, true, Duration.ofMillis(300)), quick(PATIENT));
    var clear = assessed(given());
    assertThat(fixture.opening.open(clear.id().value())).isEmpty(); // decided before any answer
    var opinion = awaited(clear);
    assertThat(opinion.state()).isEqualTo(Opinion.State.GIVEN_UP);
    assertThat(opinion.reason()).isEqualTo("it did not answer in time, 3 times");
    assertThat(OpinionJson.of(opinion, "NO_SIGN").path("agreement").asString())
        .isEqualTo("NO_ANSWER");
  }

  @Test
  void whoFailsAndFailsIsLeftAloneForAWhile() throws IOException {
    stop();
    simulate("{\"first\":[\"BROKEN\",\"BROKEN\",\"BROKEN\"]}");
    var retry = new RetryPolicy(Duration.ofMillis(20), Duration.ofMillis(50), 12);
    var breaker = new CircuitBreaker.Limits(10, 3, Duration.ofMinutes(1), 2);
    ask(settings(Sends.AUDIO), new SecondOpinions.Pace(retry, breaker));
    var clear = assessed(given());
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> stepped(20) && report().path("requests").asInt() == 3);
    await()
        .during(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(5))
        .until(() -> stepped(20) && report().path("requests").asInt() == 3);
    assertThat(stored(clear)).isEmpty();
    fixture.now = fixture.now.plusSeconds(61);
    await().atMost(Duration.ofSeconds(20)).until(() -> stepped(20) && !stored(clear).isEmpty());
    assertThat(report().path("requests").asInt()).isEqualTo(4);
  }

  @Test
  void aKeyThatIsRefusedCostsNoTryAndIsGivenUpAfterADay() throws IOException {
    stop();
    simulate("{}");
    Files.writeString(folder.resolve("key"), "another");
    ask(settings(Sends.AUDIO), quick(PATIENT));
    var clear = assessed(given());
    await().until(() -> stepped(20) && report().path("unauthorised").asInt() == 1);
    assertThat(stored(clear)).isEmpty();
    fixture.now = fixture.now.plus(Duration.ofHours(25));
    await().until(() -> stepped(1_000) && !stored(clear).isEmpty());
    assertThat(stored(clear).getFirst().reason()).isEqualTo("it refuses our key");
  }

  @Test
  void whereOnlyTheAddressIsSentTheSoundStays() throws IOException {
    simulate("{}");
    ask(settings(Sends.URL), quick(PATIENT));
    var address = URI.create("https://warble.example/a/7.wav");
    var listed = intake.upload(intake.additions().url(address).upload()).orElseThrow();
    var bytes = Files.readAllBytes(Plucked.wav(folder, 40, ""));
    var about = examination.assess(listed, fixture.blobs.put(new ByteArrayInputStream(bytes)));
    fixture.assessments.put(about.id().value(), about);
    Objects.requireNonNull(wanted).want(about.id().value());
    assertThat(awaited(about).state()).isEqualTo(Opinion.State.ANSWERED);
    assertThat(sent().path("sound").asString()).isEqualTo(address.toString());
    var file = awaited(assessed(given()));
    assertThat(file.state()).isEqualTo(Opinion.State.NOT_ASKED);
    assertThat(report().path("requests").asInt()).isEqualTo(1);
  }

  @Test
  void aServiceOnThisMachineIsCalledOnlyWhereItIsMarkedAsSimulated() throws IOException {
    simulate("{}");
    ask(settings(Sends.AUDIO, false, Duration.ofSeconds(5)), quick(PATIENT));
    var opinion = awaited(assessed(given()));
    assertThat(opinion.state()).isEqualTo(Opinion.State.GIVEN_UP);
    assertThat(opinion.reason()).contains("may not be called");
    assertThat(report().path("requests").asInt()).isZero();
  }

  @Test
  void soundThatIsLargerThanAllowedIsNotSent() throws IOException {
    simulate("{}");
    var usual = settings(Sends.AUDIO);
    ask(
        new SecondOpinionSettings(
            usual.name(),
            usual.url(),
            usual.key(),
            usual.sends(),
            new SecondOpinionSettings.Limits(Duration.ofSeconds(5), 1_000, 1_000),
            true,
            usual.fields()),
        quick(PATIENT));
    assertThat(awaited(assessed(given())).reason()).contains("no more than 1,000 are sent");
    assertThat(report().path("requests").asInt()).isZero();
  }

  // ---- words of the tests

  private SecondOpinions ask(SecondOpinionSettings settings, SecondOpinions.Pace pace) {
    var made =
        new SecondOpinions(
            fixture.database,
            fixture.ledger,
            fixture.jobs,
            fixture.clock,
            new SecondOpinions.Sources(intake, fixture.blobs),
            new SecondOpinions.Way(settings, outbound, pace));
    made.register();
    fixture.jobs.start();
    wanted = made;
    return made;
  }

  private static SecondOpinions.Pace quick(CircuitBreaker.Limits breaker) {
    return new SecondOpinions.Pace(
        new RetryPolicy(Duration.ofMillis(20), Duration.ofMillis(100), 3), breaker);
  }

  private SecondOpinionSettings settings(Sends sends) {
    return settings(sends, true, Duration.ofSeconds(5));
  }

  private SecondOpinionSettings settings(Sends sends, boolean simulated, Duration time) {
    return new SecondOpinionSettings(
        "Echo",
        URI.create(client.path("url").asString()),
        Optional.of(Secret.file(folder.resolve("key"))),
        sends,
        new SecondOpinionSettings.Limits(time, 50 << 20, 1_000),
        simulated,
        new SecondOpinionSettings.Fields("confidence", "artifacts"));
  }

  /// A sound that nobody has sent before.
  private Upload given() throws IOException {
    var file = Plucked.wav(folder, 100 + ++sounds, "");
    return intake.upload(intake.additions().file(file).upload()).orElseThrow();
  }

  private Assessment assessed(Upload upload) throws IOException {
    var assessment = examination.assess(upload, upload.audio().orElseThrow());
    fixture.uploads.put(upload.id().uuid(), upload);
    fixture.assessments.put(assessment.id().value(), assessment);
    Objects.requireNonNull(wanted).want(assessment.id().value());
    return assessment;
  }

  private Upload upload(Assessment assessment) {
    return fixture.upload(assessment.upload()).orElseThrow();
  }

  private Opinion awaited(Assessment assessment) {
    await().atMost(Duration.ofSeconds(30)).until(() -> !stored(assessment).isEmpty());
    return stored(assessment).getFirst();
  }

  private List<Opinion> stored(Assessment assessment) {
    return new StoredOpinions(fixture.database).of(assessment.blobSha256());
  }

  /// The clock is ours from now on.
  private void stop() {
    fixture.now = Instant.now();
    fixture.ticking = false;
  }

  private boolean stepped(int millis) {
    fixture.now = fixture.now.plusMillis(millis);
    return true;
  }

  private long count(String table) {
    return fixture.database.sql().sql("select count(*) from " + table).query(Long.class).single();
  }

  private long jobsLeft() {
    return fixture.jobs.counts().types().stream()
        .filter(each -> each.type().equals("opinion.ask"))
        .mapToLong(each -> each.waiting() + each.due() + each.running())
        .sum();
  }

  private String trace(Assessment assessment) {
    return fixture
        .database
        .sql()
        .sql("select trace::text from routing where assessment_id = ?")
        .param(assessment.id().value())
        .query(String.class)
        .single();
  }

  private JsonNode sent() {
    return report().path("answers").path(0);
  }

  private JsonNode report() {
    var address = URI.create(client.path("url").asString()).resolve("/_/report").toString();
    try (var in = URI.create(address).toURL().openStream()) {
      return JSON.readTree(in.readAllBytes()).path("detector");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void simulate(String detector) throws IOException {
    Files.writeString(folder.resolve("uploads.jsonl"), "");
    var scenario =
        Map.of(
            "uploads", ".",
            "platforms", List.of(Map.of("id", "warble")),
            "detector", JSON.readTree(detector));
    Files.writeString(folder.resolve("scenario.json"), JSON.writeValueAsString(scenario));
    var started = TestInstallation.startSimulator(folder);
    simulator = started;
    var ready = JSON.readTree(started.inputReader(StandardCharsets.UTF_8).readLine());
    client =
        JSON.readTree(Files.readString(Path.of(ready.path("client").asString()))).path("detector");
    Files.writeString(folder.resolve("key"), client.path("key").asString());
  }
}
