package org.antiphon.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.antiphon.catalogue.Isrc;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.problem.Refused;
import org.antiphon.problem.Unavailable;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandmarkIndexTest {
  private static final LandmarkParameters PARAMETERS = LandmarkParameters.current();
  private final Fingerprinter fingerprinter = new Fingerprinter();
  @TempDir private Path folder;

  @Test
  void whatWasAddedIsGivenBackAsItWas() {
    var peaks = peaks(1, 40);
    var recording =
        new IndexedRecording(
            new RecordingId("one"),
            "Title",
            "Artist",
            Optional.of(new Isrc("QZANT2600001")),
            40,
            "a".repeat(64));
    try (var index = open()) {
      index.add(recording, peaks);
      assertThat(index.find(recording.id())).contains(recording);
      assertThat(index.peaks(recording.id()).orElseThrow().sha256()).isEqualTo(peaks.sha256());
      assertThat(index.size()).isOne();
      assertThat(index.seconds()).isEqualTo(peaks.seconds());
      assertThat(index.recordings()).containsExactly(recording);
    }
  }

  @Test
  void addedTwiceIsOnce() {
    try (var index = open()) {
      add(index, 1);
      add(index, 1);
      assertThat(index.size()).isOne();
    }
  }

  @Test
  void onlyWhatWasCommittedSurvivesAndTheCatalogueVersionWithIt() {
    try (var index = open()) {
      add(index, 1);
      index.commit(41);
      add(index, 2);
    }
    try (var index = open()) {
      assertThat(index.catalogueVersion()).isEqualTo(41);
      assertThat(index.contains(id(1))).isTrue();
      assertThat(index.contains(id(2))).isFalse();
    }
  }

  @Test
  void aSecondWriterIsToldThatTheIndexIsInUse() {
    try (var index = open()) {
      assertThat(index.size()).isZero();
      assertThatThrownBy(this::open)
          .isInstanceOfSatisfying(
              Unavailable.class, e -> assertThat(e.code()).isEqualTo("INDEX_IN_USE"));
    }
  }

  @Test
  void aReaderSeesEachCommitAndMayChangeNothing() {
    try (var reader = LandmarkIndex.openReadOnly(folder, PARAMETERS)) {
      assertThat(reader.size()).isZero();
      assertThat(reader.catalogueVersion()).isZero();
      try (var index = open()) {
        add(index, 1);
        assertThat(reader.size()).isZero();
        index.commit(7);
        assertThat(reader.size()).isOne();
        assertThat(reader.catalogueVersion()).isEqualTo(7);
        assertThatThrownBy(() -> add(reader, 2)).isInstanceOf(Refused.class);
      }
    }
  }

  @Test
  void aRecordingThatWasRemovedIsFoundNoMore() {
    try (var index = open()) {
      add(index, 1);
      add(index, 2);
      assertThat(index.remove(id(1))).isTrue();
      assertThat(index.remove(id(1))).isFalse();
      assertThat(index.contains(id(1))).isFalse();
      assertThat(new Matcher(index).identify(peaks(1, 12)).matches()).isEmpty();
      assertThat(new Matcher(index).identify(peaks(2, 12)).matches()).hasSize(1);
    }
  }

  @Test
  void removedAndAddedAgainOrMergedTheResultIsTheSameToTheLastBit() {
    try (var index = open()) {
      for (int seed = 0; seed < 4; seed++) add(index, seed);
      var matcher = new Matcher(index);
      var query = fingerprinter.peaks(new SynthesisedMusic(2).samples(10, 9, 1.05, 0));
      var before = matcher.identify(query);
      assertThat(before.matches()).isNotEmpty();
      index.remove(id(2));
      index.commit(1);
      assertThat(matcher.identify(query)).isNotEqualTo(before);
      add(index, 2);
      index.commit(2);
      assertThat(matcher.identify(query)).isEqualTo(before);
      ((LuceneLandmarkIndex) index).merge();
      assertThat(matcher.identify(query)).isEqualTo(before);
    }
  }

  @Test
  void luceneFindsTheIndexSoundAfterAddingRemovingAndMerging() throws IOException {
    try (var index = open()) {
      for (int seed = 0; seed < 3; seed++) add(index, seed);
      index.commit(1);
      index.remove(id(1));
      add(index, 3);
      index.commit(2);
      ((LuceneLandmarkIndex) index).merge();
      index.commit(3);
    }
    try (var directory = FSDirectory.open(folder.resolve(PARAMETERS.indexVersion().directory()));
        var check = new CheckIndex(directory)) {
      assertThat(check.checkIndex().clean).isTrue();
    }
  }

  @Test
  void theDirectoryIsNamedByTheRecipe() throws IOException {
    try (var index = open()) {
      index.commit(1);
    }
    try (var inside = Files.list(folder)) {
      assertThat(inside)
          .singleElement()
          .satisfies(f -> assertThat(f.getFileName().toString()).matches("lm1-[0-9a-f]{12}"));
    }
  }

  private LandmarkIndex open() {
    return LandmarkIndex.open(folder, PARAMETERS);
  }

  private void add(LandmarkIndex index, int seed) {
    index.add(MatcherTest.recording(seed), peaks(seed, 30));
  }

  private static RecordingId id(int seed) {
    return MatcherTest.recording(seed).id();
  }

  private Peaks peaks(int seed, double seconds) {
    return fingerprinter.peaks(new SynthesisedMusic(seed).samples(seconds));
  }
}
