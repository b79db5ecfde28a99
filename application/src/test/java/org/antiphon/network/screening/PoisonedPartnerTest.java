package org.antiphon.network.screening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.antiphon.audio.AudioLimits;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.CodecSettings;
import org.antiphon.database.TestDatabase;
import org.antiphon.examination.Listener;
import org.antiphon.fingerprint.LandmarkParameters;
import org.antiphon.fingerprint.Peaks;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.network.exchange.Exchange;
import org.antiphon.network.exchange.FeedProcess;
import org.antiphon.network.exchange.Partner;
import org.antiphon.network.exchange.Reader;
import org.antiphon.network.exchange.Weighing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A partner that is relied on turns bad: it claims, within its scope, the very music of innocents,
/// and noise, silence and tones. `-Dinnocents=1000` asks for more of them.
class PoisonedPartnerTest {
  private static final int INNOCENTS = Integer.getInteger("innocents", 120);
  private static final int FILES = Math.clamp(INNOCENTS / 20, 4, 40);
  @TempDir private Path folder;
  private Reader installation;
  private FeedProcess feed;
  private AudioReader reader;
  private final List<Peaks> music = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    assumeTrue(FeedProcess.isBuilt(), "the simulator is not built");
    feed = FeedProcess.start();
    installation = new Reader(folder);
    reader =
        new AudioReader(CodecSettings.in(TestDatabase.cache().resolve("javacpp")).withWorkers(1));
    var listener = new Listener(reader, LandmarkParameters.current(), AudioLimits.standard());
    try (var files = Files.walk(Path.of("../samples"))) {
      for (var file :
          files.filter(f -> f.toString().endsWith(".opus")).sorted().limit(FILES).toList())
        music.add(listener.hear(file).peaks());
    }
  }

  @AfterEach
  void close() {
    if (reader != null) reader.close();
    if (installation != null) installation.close();
    if (feed != null) feed.close();
  }

  @Test
  void aPoisonedPartnerAtRelyBlocksNoInnocentAndItsNoiseIsPutAside() throws IOException {
    int claims = 0;
    for (var sound : music) claim("music-" + claims++, sound);
    claim("silence-1", new Peaks(4_000, new int[0], new int[0], new int[0], new int[0]));
    claim("tone-0001", tone());
    installation.partner("p", feed, Partner.Level.RELY);
    assertThat(installation.exchange.poll("p")).isEmpty();
    assertThat(weighed("silence-1").codes()).containsExactly("PRINT_THIN");
    assertThat(weighed("tone-0001").codes()).containsExactly("PRINT_THIN");
    var advice = new EnumMap<Advice, Integer>(Advice.class);
    var random = new Random(11);
    for (int i = 0; i < INNOCENTS; i++)
      advice.merge(advise(excerpt(music.get(i % music.size()), random)), 1, Integer::sum);
    System.out.printf(
        "poisoned partner at RELY, %d claims, %d innocents: %s; 95 %% bound of blocked %.2f %%%n",
        claims, INNOCENTS, advice, 100 * (1 - Math.pow(0.05, 1.0 / INNOCENTS)));
    // the claims are believed enough to hold, and never enough to block
    assertThat(advice).doesNotContainKey(Advice.BLOCK).containsKey(Advice.HOLD);
  }

  @Test
  void theSameClaimWouldBlockOnceAPersonHadConfirmedIt() throws IOException {
    claim("music-001", music.getFirst());
    installation.partner("p", feed, Partner.Level.RELY);
    assertThat(installation.exchange.poll("p")).isEmpty();
    installation.exchange.review(
        "p", "music-001", Exchange.Verdict.CONFIRM, "heard", Actor.person("reviewer", "x"));
    assertThat(advise(music.getFirst())).isEqualTo(Advice.BLOCK);
  }

  private void claim(String id, Peaks peaks) throws IOException {
    var print = Reader.print(peaks);
    feed.blob(print);
    var padded = (id + "-0000000").substring(0, Math.max(id.length(), 9));
    feed.append(Reader.claim(padded, "GBABC2600001", CanonicalJson.sha256(print)));
  }

  private Weighing.Weighed weighed(String claim) {
    return installation.exchange.weighing().of("p", claim).orElseThrow();
  }

  /// One frequency, for a minute.
  private static Peaks tone() {
    int frames = 3_750;
    int count = frames / 2;
    var t = new int[count];
    var f = new int[count];
    var contrast = new int[count];
    var rank = new int[count];
    for (int i = 0; i < count; i++) {
      t[i] = 2 * i;
      f[i] = 300;
      contrast[i] = 200;
    }
    return new Peaks(frames, t, f, contrast, rank);
  }

  /// Most of a sound, from somewhere in it.
  private static Peaks excerpt(Peaks whole, Random random) {
    int length = Math.min(whole.frames(), (int) (35 * Peaks.RATE));
    int from = random.nextInt(whole.frames() - length + 1);
    int first = whole.firstAt(from);
    int end = whole.firstAt(from + length);
    var t = new int[end - first];
    for (int i = first; i < end; i++) t[i - first] = whole.t()[i] - from;
    return new Peaks(
        length,
        t,
        java.util.Arrays.copyOfRange(whole.f(), first, end),
        java.util.Arrays.copyOfRange(whole.contrast(), first, end),
        java.util.Arrays.copyOfRange(whole.rank(), first, end));
  }

  private Advice advise(Peaks upload) {
    var prints = installation.exchange.prints();
    var heard = new ArrayList<Evidence.Heard>();
    for (var match : prints.identify(upload).matches()) {
      var claim = prints.claim(match.recording().id()).orElseThrow();
      double seconds = match.query().to() - match.query().from();
      heard.add(
          new Evidence.Heard(
              claim[0],
              claim[1],
              seconds,
              seconds / upload.seconds(),
              match.expectedFalseMatches()));
    }
    var evidence = new Evidence(List.of(), List.of(), heard, List.of(), false, "");
    return Rules.decide(evidence, new Standing()).advice();
  }

  private final class Standing implements Rules.Standing {
    @Override
    public boolean upheld(String recording) {
      return false;
    }

    @Override
    public boolean licensed(String recording) {
      return false;
    }

    @Override
    public Optional<Weighing.Weighed> claim(String partner, String claim) {
      return installation.exchange.weighing().of(partner, claim);
    }

    @Override
    public boolean licensedVia(Weighing.Weighed claim) {
      return false;
    }
  }
}
