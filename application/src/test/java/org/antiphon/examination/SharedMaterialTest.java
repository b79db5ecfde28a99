package org.antiphon.examination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.antiphon.blobs.FileBlobs;
import org.antiphon.catalogue.Catalogue;
import org.antiphon.catalogue.Codes;
import org.antiphon.catalogue.Described;
import org.antiphon.catalogue.Draft;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.catalogue.Sound;
import org.antiphon.database.Database;
import org.antiphon.database.TestDatabase;
import org.antiphon.fingerprint.LandmarkIndex;
import org.antiphon.fingerprint.LandmarkParameters;
import org.antiphon.fingerprint.Match;
import org.antiphon.fingerprint.Matcher;
import org.antiphon.fingerprint.Peaks;
import org.antiphon.fingerprint.RecordingRef;
import org.antiphon.ledger.Actor;
import org.antiphon.ledger.KeyFolder;
import org.antiphon.ledger.Ledger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Recordings of 60 s by chance, of which some hold 20 s of another.
class SharedMaterialTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-28T12:00:00Z"));
  private static final int FRAMES = 3_750;
  private static final int EACH = 2; // frames from one peak to the next

  @TempDir private Path folder;
  private Database database;
  private FileBlobs blobs;
  private Catalogue catalogue;
  private LandmarkIndex index;
  private IndexKeeper keeper;
  private SharedMaterial shared;

  @BeforeEach
  void open() throws IOException {
    database = TestDatabase.fresh();
    blobs = new FileBlobs(folder.resolve("blobs"));
    catalogue =
        new Catalogue(
            database, new Ledger(database, new KeyFolder(folder.resolve("keys")), CLOCK), CLOCK);
    index = LandmarkIndex.open(folder.resolve("index"), LandmarkParameters.current());
    shared = new SharedMaterial(database);
    keeper = new IndexKeeper(catalogue, blobs, index, shared);
  }

  @AfterEach
  void close() {
    index.close();
    database.close();
  }

  @Test
  void aLoopThatTwoRecordingsShareIsNoGroundForEither() throws IOException {
    var first = add("first", chance(1));
    var second = add("second", with(chance(2), chance(1), 20, 5, 20));
    assertThat(shared.foreign(second))
        .singleElement()
        .satisfies(stretch -> {
          assertThat(stretch.from()).isCloseTo(20, within(0.5));
          assertThat(stretch.to()).isCloseTo(40, within(0.5));
        });
    assertThat(shared.of(first))
        .singleElement()
        .satisfies(span -> {
          assertThat(span.other()).isEqualTo(second);
          assertThat(span.here().from()).isCloseTo(5, within(0.5));
          assertThat(span.there().from()).isCloseTo(20, within(0.5));
        });
  }

  @Test
  void aMatchWhollyInAStretchThatRecordingsShareNamesAllItsHolders() throws IOException {
    var first = add("first", chance(1));
    var second = add("second", with(chance(2), chance(1), 20, 5, 20));
    var third = add("third", with(chance(3), chance(1), 30, 3, 25));
    var matcher = new Matcher(index);
    var loop = matcher.identify(chance(1).cut(500, 1_375)).matches(); // 8 s to 22 s
    assertThat(loop).extracting(match -> match.recording().id()).contains(first);
    for (var match : loop) {
      assertThat(match.isSharedMaterial()).isTrue();
      assertThat(match.holders())
          .extracting(RecordingRef::id)
          .containsExactlyInAnyOrderElementsOf(
              Stream.of(first, second, third)
                  .filter(id -> !id.equals(match.recording().id()))
                  .toList());
    }
    assertThat(matcher.identify(chance(1).cut(500, 2_500)).matches())
        .filteredOn(match -> match.recording().id().equals(first))
        .singleElement()
        .satisfies(match -> assertThat(match.isSharedMaterial()).isFalse()); // to 40 s: its own
    catalogue.remove(second, Actor.system());
    catalogue.remove(third, Actor.system());
    keeper.catchUp();
    assertThat(matcher.identify(chance(1).cut(500, 1_375)).matches())
        .singleElement()
        .satisfies(match -> assertThat(match.isSharedMaterial()).isFalse());
  }

  @Test
  void theSamePerformanceTwiceIsNoSharedMaterial() throws IOException {
    add("first", chance(1));
    add("second", chance(1));
    assertThat(new Matcher(index).identify(chance(1).cut(500, 1_375)).matches())
        .isNotEmpty()
        .noneMatch(Match::isSharedMaterial);
  }

  @Test
  void theSamePerformanceTwiceIsAFamilyAndLeavesEachItsGround() throws IOException {
    var first = add("first", chance(1));
    var second = add("second", chance(1));
    assertThat(shared.of(second))
        .singleElement()
        .satisfies(span -> {
          assertThat(span.other()).isEqualTo(first);
          assertThat(span.kinship()).isEqualTo(SharedSpan.Kinship.FAMILY);
        });
    assertThat(shared.foreign(first)).isEmpty();
  }

  @Test
  void recordingsWithNothingInCommonShareNothing() throws IOException {
    add("first", chance(1));
    assertThat(shared.of(add("second", chance(2)))).isEmpty();
  }

  @Test
  void aRemovedRecordingSharesNothingAnyMore() throws IOException {
    var first = add("first", chance(1));
    var second = add("second", with(chance(2), chance(1), 20, 5, 20));
    catalogue.remove(second, Actor.system());
    keeper.catchUp();
    assertThat(shared.of(first)).isEmpty();
  }

  private RecordingId add(String name, Peaks peaks) throws IOException {
    var blob = blobs.put(new ByteArrayInputStream(PeaksBlob.write(peaks)));
    var audio = blobs.put(new ByteArrayInputStream(name.getBytes(StandardCharsets.UTF_8)));
    var sound =
        new Sound(
            audio.sha256(),
            Optional.empty(),
            Optional.empty(),
            peaks.seconds(),
            blob.sha256(),
            LandmarkParameters.current().peaksVersion().toString());
    var described = new Described(name, "", Optional.empty(), Optional.empty(), Codes.NONE);
    var id =
        catalogue
            .put(Draft.ofFile(Path.of(name), described), Optional.of(sound), Actor.system())
            .recording();
    keeper.catchUp();
    return id;
  }

  private static Peaks chance(int seed) {
    var random = new Random(seed);
    int size = FRAMES / EACH;
    var peaks = new Peaks(FRAMES, new int[size], new int[size], new int[size], new int[size]);
    for (int i = 0; i < size; i++) {
      peaks.t()[i] = EACH * i;
      peaks.f()[i] = random.nextInt(720);
      peaks.contrast()[i] = 300 + random.nextInt(3_000);
      peaks.rank()[i] = random.nextInt(25);
    }
    return peaks;
  }

  /// `from` s of `other` stand at `at` s, for `seconds`.
  private static Peaks with(Peaks peaks, Peaks other, int at, int from, int seconds) {
    int to = peaks.firstAt(at * Peaks.RATE);
    int there = other.firstAt(from * Peaks.RATE);
    for (int i = 0; i < seconds * Peaks.RATE / EACH; i++) {
      peaks.f()[to + i] = other.f()[there + i];
      peaks.contrast()[to + i] = other.contrast()[there + i];
      peaks.rank()[to + i] = other.rank()[there + i];
    }
    return peaks;
  }
}
