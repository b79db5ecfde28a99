package org.antiphon.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.AudioWriter;
import org.antiphon.audio.CodecPool;
import org.antiphon.audio.CodecSettings;
import org.antiphon.audio.EncodeRequest;
import org.antiphon.audio.Encoding;
import org.antiphon.audio.PcmSource;
import org.antiphon.database.TestDatabase;
import org.antiphon.fingerprint.IndexedRecording;
import org.antiphon.fingerprint.LandmarkIndex;
import org.antiphon.fingerprint.LandmarkParameters;
import org.antiphon.fingerprint.SynthesisedMusic;
import org.antiphon.problem.InvalidInput;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MixEvaluationTest {
  private static final int RATE = 16_000;

  @TempDir private static Path folder;
  private static CodecPool codecs;
  private static AudioReader reader;
  private static AudioWriter writer;

  @BeforeAll
  static void open() throws IOException {
    codecs =
        new CodecPool(CodecSettings.in(TestDatabase.cache().resolve("javacpp")).withWorkers(1));
    reader = new AudioReader(codecs);
    writer = new AudioWriter(codecs);
    for (int seed = 1; seed <= 3; seed++) record("own", seed);
    for (int seed = 4; seed <= 6; seed++) record("foreign", seed);
  }

  @AfterAll
  static void close() {
    codecs.close();
  }

  private static void record(String kind, int seed) throws IOException {
    var samples = new SynthesisedMusic(seed).samples(62);
    var file = Files.createDirectories(folder.resolve(kind)).resolve(seed + ".flac");
    writer.encode(PcmSource.of(samples, RATE, 1), EncodeRequest.to(Encoding.FLAC, 0), file);
  }

  @Test
  void whatAMixHoldsIsFoundWithItsBordersAndNothingElse() throws IOException {
    var mix = mixed("own").getFirst();
    assertThat(mix.seconds()).isBetween(239.0, 241.0);
    assertThat(mix.sources()).isEqualTo(3);
    assertThat(mix.missed()).isEmpty();
    assertThat(mix.found()).isEqualTo(3);
    assertThat(mix.bordered()).isEqualTo(3);
    assertThat(mix.wrong()).isEmpty();
  }

  @Test
  void whatTheIndexDoesNotHoldIsMissed() throws IOException {
    var mix = mixed("foreign").getFirst();
    assertThat(mix.found()).isZero();
    assertThat(mix.missed())
        .extracting(MixEvaluation.Played::source)
        .containsExactlyInAnyOrder("1.flac", "2.flac", "3.flac");
    assertThat(mix.wrong()).as("foreign music that the index holds").isNotEmpty();
  }

  private List<MixEvaluation.Mix> mixed(String indexed) throws IOException {
    var ear = new DecodingEar(reader);
    try (var index =
        LandmarkIndex.open(
            Files.createTempDirectory(folder, "index"), LandmarkParameters.current())) {
      for (String name : IdentifyEvaluation.recordings(folder.resolve(indexed))) {
        var peaks = ear.peaks(folder.resolve(indexed).resolve(name));
        var id = IdentifyEvaluation.id(name);
        index.add(
            new IndexedRecording(id, name, "", Optional.empty(), peaks.seconds(), peaks.sha256()),
            peaks);
      }
      index.commit(1);
      var task =
          new MixEvaluation.Task(folder.resolve("own"), folder.resolve("foreign"), 1, 4, 3, 1);
      return new MixEvaluation(reader, writer, ear).run(task, index, (_, _, _) -> {});
    }
  }

  @Test
  void mixesNeedMusic() throws IOException {
    var empty = Files.createDirectories(folder.resolve("empty"));
    var task = new MixEvaluation.Task(empty, folder.resolve("foreign"), 1, 5, 3, 1);
    try (var index =
        LandmarkIndex.open(
            Files.createTempDirectory(folder, "index"), LandmarkParameters.current())) {
      var evaluation = new MixEvaluation(reader, writer, new DecodingEar(reader));
      assertThatThrownBy(() -> evaluation.run(task, index, (_, _, _) -> {}))
          .isInstanceOf(InvalidInput.class);
    }
  }
}
