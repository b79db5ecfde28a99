package org.antiphon.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Optional;
import org.antiphon.catalogue.RecordingId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MatcherTest {
  private static final int RECORDINGS = 6;
  private static final double SECONDS = 60;

  private final Fingerprinter fingerprinter = new Fingerprinter();
  private LandmarkIndex index;
  private Matcher matcher;

  MatcherTest(@TempDir Path folder) {
    index = LandmarkIndex.open(folder, LandmarkParameters.current());
    matcher = new Matcher(index);
  }

  @BeforeAll
  void fill() {
    for (int seed = 0; seed < RECORDINGS; seed++)
      index.add(recording(seed), fingerprinter.peaks(new SynthesisedMusic(seed).samples(SECONDS)));
    index.commit(1);
  }

  @AfterAll
  void close() {
    index.close();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, unchanged",
    "1.06, 1.0088, speed +6.0 %",
    "0.94, -1.0712, speed -6.0 %",
    "0.9, 0, tempo -10.0 %",
    "1.1, 0, tempo +10.0 %",
    "1, 2, pitch +2.00 semitones",
    "1, -4, pitch -4.00 semitones",
    "1.25, 3.8631, speed +25.0 %"
  })
  void aDisguiseIsSeenThroughAndItsDirectionNamed(double tempo, double semitones, String disguise) {
    var found = identify(new SynthesisedMusic(2).samples(20, 8, tempo, semitones));
    assertThat(found.matches())
        .singleElement()
        .satisfies(match -> {
          assertThat(match.recording().id()).isEqualTo(id(2));
          assertThat(match.referenceAt(0)).isCloseTo(20, within(0.1));
          assertThat(match.tempoFactor()).isCloseTo(tempo, within(0.005));
          assertThat(match.pitchSemitones()).isCloseTo(semitones, within(0.1));
          assertThat(match.method()).startsWith("landmarks, " + disguise.substring(0, 5));
        });
  }

  @Test
  void musicThatIsNotInTheCatalogueIsNotNamed() {
    for (int seed = 100; seed < 105; seed++)
      assertThat(identify(new SynthesisedMusic(seed).samples(20)).matches()).isEmpty();
  }

  @Test
  void theSameNotesByAnotherInstrumentAreOnlyPossible() {
    var found = identify(new SynthesisedMusic(2).blown(10, 20));
    assertThat(found.matches()).isEmpty();
    assertThat(found.possible())
        .filteredOn(Match::mayBeAnotherRendering)
        .extracting(match -> match.recording().id())
        .contains(id(2));
  }

  @Test
  void whatTwoRecordingsHoldBothIsFoundWhoeverPlaysIt() {
    var blown = fingerprinter.peaks(new SynthesisedMusic(2).blown(10, 20));
    assertThat(matcher.identifyPlainly(blown).matches())
        .extracting(match -> match.recording().id())
        .contains(id(2));
  }

  @Test
  void bothSourcesOfAMixAreNamed() {
    float[] one = new SynthesisedMusic(1).samples(10, 10, 1, 0);
    float[] other = new SynthesisedMusic(4).samples(30, 10, 1, 0);
    for (int i = 0; i < one.length; i++) one[i] += other[i];
    assertThat(identify(one).matches())
        .extracting(match -> match.recording().id())
        .containsExactlyInAnyOrder(id(1), id(4));
  }

  @Test
  void everyPieceOfAMedleyIsNamedWithItsPlace() {
    var medley = new float[36 * 16_000];
    for (int part = 0; part < 3; part++) {
      float[] piece = new SynthesisedMusic(part).samples(15, 12, 1, 0);
      System.arraycopy(piece, 0, medley, part * 12 * 16_000, piece.length);
    }
    var matches = identify(medley).matches();
    assertThat(matches).hasSize(3);
    for (var match : matches) {
      int part = Integer.parseInt(match.recording().title());
      assertThat(match.query().from()).isCloseTo(12 * part, within(1.5));
      assertThat(match.query().to()).isCloseTo(12 * part + 12, within(1.5));
      assertThat(match.referenceAt(12 * part)).isCloseTo(15, within(0.1));
    }
  }

  @Test
  void silenceBeforeTheQueryMovesOnlyWhereItIsFound() {
    float[] sound = new SynthesisedMusic(3).samples(12, 8, 1, 0);
    var later = new float[sound.length + 3 * 16_000];
    System.arraycopy(sound, 0, later, 3 * 16_000, sound.length);
    var plain = identify(sound).matches().getFirst();
    var moved = identify(later).matches().getFirst();
    assertThat(moved.recording()).isEqualTo(plain.recording());
    assertThat(moved.referenceAt(3)).isCloseTo(plain.referenceAt(0), within(0.02));
    assertThat(moved.query().from()).isCloseTo(plain.query().from() + 3, within(1.0));
  }

  @Test
  void theMatchOfOneInTheOtherAgreesWithThatOfTheOtherInTheOne(@TempDir Path folder) {
    float[] slow = new SynthesisedMusic(2).samples(20, 20, 0.95, -1);
    try (var swapped = LandmarkIndex.open(folder, LandmarkParameters.current())) {
      swapped.add(recording(50), fingerprinter.peaks(slow));
      var there = identify(slow).matches().getFirst();
      var back =
          new Matcher(swapped)
              .identify(fingerprinter.peaks(new SynthesisedMusic(2).samples(SECONDS)))
              .matches()
              .getFirst();
      assertThat(back.tempoFactor()).isCloseTo(1 / there.tempoFactor(), within(0.002));
      assertThat(back.pitchSemitones()).isCloseTo(-there.pitchSemitones(), within(0.05));
      assertThat(back.query().from()).isCloseTo(there.reference().from(), within(0.6));
    }
  }

  @Test
  void anEmptyQueryIsNothing() {
    assertThat(identify(new float[0]).matches()).isEmpty();
    assertThat(identify(new float[100]).possible()).isEmpty();
  }

  private Identification identify(float[] sound) {
    return matcher.identify(fingerprinter.peaks(sound));
  }

  private static RecordingId id(int seed) {
    return new RecordingId("recording-" + seed);
  }

  static IndexedRecording recording(int seed) {
    return new IndexedRecording(
        id(seed), Integer.toString(seed), "nobody", Optional.empty(), SECONDS, "0".repeat(64));
  }
}
