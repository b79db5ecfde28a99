package org.antiphon.network.exchange;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.antiphon.blobs.FileBlobs;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.antiphon.enforcement.cases.Cases;
import org.antiphon.examination.PeaksBlob;
import org.antiphon.fingerprint.Identification;
import org.antiphon.fingerprint.LandmarkIndex;
import org.antiphon.fingerprint.LandmarkParameters;
import org.antiphon.fingerprint.Peaks;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;
import org.antiphon.network.graph.Graph;
import org.antiphon.outbound.Outbound;
import org.antiphon.outbound.OutboundSettings;
import org.antiphon.outbound.Resolver;

/// An installation that reads partners' feeds, on a clock that is set by hand.
public final class Reader implements AutoCloseable {
  private Instant now = Instant.parse("2026-11-22T10:00:00Z");
  public final InstantSource clock = () -> now;
  public final Database database = TestDatabase.fresh();
  public final Ledger ledger;
  public final Graph graph = new Graph(database, clock);
  public final Catalogue catalogue;
  public final Exchange exchange;
  private final Outbound outbound =
      new Outbound(OutboundSettings.standard("test"), Resolver.system(), clock);
  private final LandmarkIndex index;

  public Reader(Path folder) throws IOException {
    this(
        folder,
        peaks ->
            new Identification(
                List.of(),
                List.of(),
                false,
                peaks.seconds(),
                0,
                LandmarkParameters.current().version()));
  }

  public Reader(Path folder, Function<Peaks, Identification> own) throws IOException {
    var keys = new KeyFolder(folder.resolve("keys"));
    ledger = new Ledger(database, keys, clock);
    catalogue = new Catalogue(database, ledger, clock);
    index = LandmarkIndex.open(folder.resolve("foreign"), LandmarkParameters.current());
    exchange =
        new Exchange(
            database,
            ledger,
            clock,
            new Exchange.Means(
                outbound,
                new FileBlobs(folder.resolve("blobs")),
                catalogue,
                new Cases(database, ledger, clock),
                graph,
                keys.signingKey("exchange", "test/exchange"),
                "party:test",
                PeaksBlob::read,
                own,
                index));
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  /// A partner that reads this feed, trusted so far, within `GBABC`.
  public void partner(String id, FeedProcess feed, Partner.Level level) throws IOException {
    partner(id, feed.url(), feed.vkey(), level, List.of("GBABC"));
  }

  void partner(String id, String url, String vkey, Partner.Level level, List<String> prefixes) {
    var terms = new Partner.Terms(level, prefixes, List.of(), 1_000, 100, true);
    exchange.add(
        new Partner(
            id,
            id,
            "party:" + id,
            url,
            vkey,
            true,
            "",
            terms,
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Actor.system());
  }

  /// Peaks of a sound that never was: 30 a second, scattered by chance.
  public static Peaks peaks(long seed, double seconds) {
    var random = new Random(seed);
    int frames = (int) (seconds * Peaks.RATE);
    int count = frames / 2;
    var t = new int[count];
    var f = new int[count];
    var contrast = new int[count];
    var rank = new int[count];
    for (int i = 0; i < count; i++) {
      t[i] = 2 * i;
      f[i] = 20 + random.nextInt(600);
      contrast[i] = 100 + random.nextInt(100);
      rank[i] = random.nextInt(4);
    }
    return new Peaks(frames, t, f, contrast, rank);
  }

  /// The bytes of a print, written from its description.
  public static byte[] print(Peaks peaks) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeInt(0x41504B31);
    out.writeInt(peaks.frames());
    out.writeInt(peaks.size());
    int last = 0;
    for (int i = 0; i < peaks.size(); i++) {
      varint(out, (long) (peaks.t()[i] - last) << 10 | peaks.f()[i]);
      varint(out, peaks.contrast()[i]);
      out.writeByte(peaks.rank()[i]);
      last = peaks.t()[i];
    }
    return bytes.toByteArray();
  }

  private static void varint(DataOutputStream out, long value) throws IOException {
    long rest = value;
    for (; rest > 127; rest >>>= 7) out.writeByte((int) (rest & 127) | 128);
    out.writeByte((int) rest);
  }

  /// A claim's record.
  public static String claim(String id, String isrc, String print) {
    return """
    {"v":1,"kind":"claim","id":"%s","issued":"2026-11-22T09:00:00Z","expires":"2027-03-01T00:00:00Z",\
    "basis":"COPIED_RECORDING","claimant":"party:them","recording":{"isrc":"%s"},\
    "hashes":[{"alg":"pcm","value":"%s"}],%s"territory":["*"],"licensedVia":[]}\
    """
        .formatted(
            id,
            isrc,
            "e".repeat(64),
            print.isEmpty()
                ? ""
                : "\"prints\":[{\"alg\":\"lm1\",\"blob\":\"sha256:" + print + "\"}],");
  }

  @Override
  public void close() {
    outbound.close();
    index.close();
    database.close();
  }
}
