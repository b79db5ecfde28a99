package org.antiphon.network.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.antiphon.audio.AudioLimits;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.CodecSettings;
import org.antiphon.config.ProvenanceSettings;
import org.antiphon.database.TestDatabase;
import org.antiphon.detection.CombParameters;
import org.antiphon.detection.Detector;
import org.antiphon.examination.Claims;
import org.antiphon.examination.Examiner;
import org.antiphon.examination.Listener;
import org.antiphon.examination.Plucked;
import org.antiphon.fingerprint.Identification;
import org.antiphon.fingerprint.LandmarkParameters;
import org.antiphon.fingerprint.Peaks;
import org.antiphon.jobs.Jobs;
import org.antiphon.jobs.JobsSettings;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.network.exchange.Exchange;
import org.antiphon.network.exchange.FeedProcess;
import org.antiphon.network.exchange.Partner;
import org.antiphon.network.exchange.Reader;
import org.antiphon.problem.Refused;
import org.antiphon.provenance.Provenance;
import org.antiphon.provenance.TrustSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real recording, claimed by a partner in the simulator's feed, and uploaded here.
class ScreeningTest {
  private static final Path GOD = Path.of("../samples/catalogue/muldjord-chaos-god.opus");
  private static final Path BYSTANDER = Path.of("../samples/bystanders/trudgett-story.opus");
  private static final String CLAIM = "claim-0000001";
  @TempDir private Path folder;
  private Reader installation;
  private FeedProcess feed;
  private AudioReader reader;
  private Screening screening;

  @BeforeEach
  void open() throws IOException {
    assumeTrue(FeedProcess.isBuilt(), "the simulator is not built");
    feed = FeedProcess.start();
    installation = new Reader(folder);
    reader =
        new AudioReader(CodecSettings.in(TestDatabase.cache().resolve("javacpp")).withWorkers(1));
    var listener = new Listener(reader, LandmarkParameters.current(), AudioLimits.standard());
    screening =
        new Screening(
            installation.database,
            installation.ledger,
            new Jobs(installation.database, JobsSettings.standard(), installation.clock),
            installation.clock,
            new Screening.Means(
                installation.catalogue,
                listener,
                new Examiner(
                    listener,
                    ScreeningTest::nothing,
                    new Detector(CombParameters.current()),
                    new Examiner.Statements(
                        Provenance.open(TrustSet::official, installation.clock),
                        ProvenanceSettings.STANDARD),
                    Claims.none()),
                ScreeningTest::nothing,
                installation.graph,
                installation.exchange));
    var print = Reader.print(listener.hear(GOD).peaks());
    feed.blob(print);
    feed.append(Reader.claim(CLAIM, "GBABC2600001", CanonicalJson.sha256(print)));
    installation.partner("p", feed, Partner.Level.RELY);
    assertThat(installation.exchange.poll("p")).isEmpty();
  }

  private static Identification nothing(Peaks peaks) {
    return new Identification(
        List.of(), List.of(), false, peaks.seconds(), 0, LandmarkParameters.current().version());
  }

  @AfterEach
  void close() {
    if (screening != null) screening.close();
    if (reader != null) reader.close();
    if (installation != null) installation.close();
    if (feed != null) feed.close();
  }

  private Screening.Request request(Path file, Optional<String> key) {
    return new Screening.Request(
        file, "c".repeat(64), Screening.Context.NONE, Duration.ofSeconds(60), "a platform", key);
  }

  private Screened screen(Path file) {
    return screening.screen(request(file, Optional.empty()));
  }

  private void enforce() {
    screening.set(new ScreeningTable.Settings(true, true, 24, "ALLOW"), Actor.system());
  }

  private void confirm() {
    installation.exchange.review(
        "p", CLAIM, Exchange.Verdict.CONFIRM, "heard both", Actor.person("reviewer", "x"));
  }

  @Test
  void aConfirmedClaimBlocksItsRecordingAndTheRetractionReleasesIt() throws IOException {
    enforce();
    assertThat(screen(GOD).advice()).isEqualTo(Advice.HOLD);
    confirm();
    var blocked = screen(GOD);
    assertThat(blocked.told()).isEqualTo(Advice.BLOCK);
    assertThat(blocked.reasons()).containsExactly("PARTNER_CLAIM:p/" + CLAIM);
    assertThat(screen(BYSTANDER).advice()).isIn(Advice.ALLOW, Advice.LABEL);
    feed.append(
        """
        {"v":1,"kind":"retract","id":"retract-001","issued":"2026-11-22T09:30:00Z",\
        "claim":"claim-0000001","reason":"WRONG"}\
        """);
    assertThat(installation.exchange.poll("p")).isEmpty();
    assertThat(screening.reviseAll()).isEqualTo(2);
    assertThat(screening.find(blocked.id()).told()).isEqualTo(Advice.ALLOW);
    assertThat(count("job where task_name = 'screening.changed'")).isEqualTo(2);
  }

  @Test
  void inShadowModeThePlatformIsToldAllow() {
    confirm();
    var shadow = screen(GOD);
    assertThat(shadow.advice()).isEqualTo(Advice.BLOCK);
    assertThat(shadow.told()).isEqualTo(Advice.ALLOW);
  }

  @Test
  void aHoldNobodyLooksAtEndsByItself() {
    enforce();
    var held = screen(GOD);
    installation.pass(Duration.ofHours(25));
    assertThat(screening.reviseAll()).isEqualTo(1);
    assertThat(screening.find(held.id()).told()).isEqualTo(Advice.ALLOW);
  }

  @Test
  void whatWasOverruledStaysAllowedAndCountsAsAFalseRefusal() {
    enforce();
    var held = screen(GOD);
    screening.overrule(held.id(), "a platform", "it is licensed", Actor.system());
    screening.reviseAll();
    assertThat(screening.find(held.id()).advice()).isEqualTo(Advice.ALLOW);
    assertThat(screening.figures().overruled()).isEqualTo(1);
  }

  @Test
  void theSameKeyGivesTheSameAnswerAndAnotherSoundUnderItIsRefused() {
    var first = screening.screen(request(GOD, Optional.of("k1")));
    assertThat(screening.screen(request(GOD, Optional.of("k1"))).id()).isEqualTo(first.id());
    var other =
        new Screening.Request(
            GOD,
            "d".repeat(64),
            Screening.Context.NONE,
            Duration.ofSeconds(60),
            "a platform",
            Optional.of("k1"));
    assertThatThrownBy(() -> screening.screen(other)).isInstanceOf(Refused.class);
  }

  @Test
  void pastTheDeadlineItIsAllowedAndTheTruthIsToldLater() {
    enforce();
    confirm();
    var late =
        screening.screen(
            new Screening.Request(
                GOD,
                "c".repeat(64),
                Screening.Context.NONE,
                Duration.ofMillis(1),
                "a platform",
                Optional.empty()));
    assertThat(late.partial()).isTrue();
    assertThat(late.told()).isEqualTo(Advice.ALLOW);
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> screening.find(late.id()).told() == Advice.BLOCK);
  }

  @Test
  void aSoundThatADecoderRenderedIsLabelledAndOneThatNoneDidIsNot() throws IOException {
    enforce();
    var rendered = screen(Plucked.rendered(folder, 5, ""));
    assertThat(rendered.told()).isEqualTo(Advice.LABEL);
    assertThat(screen(Plucked.wav(folder, 5, "")).told()).isEqualTo(Advice.ALLOW);
  }

  @Test
  void theKillSwitchAllowsEverythingUnheard() {
    enforce();
    confirm();
    screening.set(new ScreeningTable.Settings(true, false, 24, "ALLOW"), Actor.system());
    assertThat(screen(GOD).told()).isEqualTo(Advice.ALLOW);
  }

  private long count(String what) {
    return installation
        .database
        .sql()
        .sql("select count(*) from " + what)
        .query(Long.class)
        .single();
  }
}
