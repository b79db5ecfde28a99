package org.antiphon.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoundTripTest {
  private static final int RATE = 44_100;
  private static CodecPool pool;
  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    pool = new CodecPool(Sounds.settings());
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void whatEachEncoderWritesIsHeardAtItsLengthLevelAndPlace(Encoding encoding) throws Exception {
    float[] played = Sounds.music(4, RATE, 2);
    var file = folder.resolve("a." + encoding.extension());
    var heard = new Collected();
    var low = new Collected();
    int bitRate = encoding == Encoding.OGG ? 160_000 : 128_000;

    pool.encode(
        PcmSource.of(played, RATE, 2),
        EncodeRequest.to(encoding, bitRate).tagged(Map.of("title", "Tönend")),
        file);
    var info = pool.decode(file, DecodeRequest.nativeRate(heard).withMono16k(low).withHashes());

    assertThat(info.seconds()).isCloseTo(4, within(0.06));
    assertThat(low.all().length / 16_000.0).isCloseTo(info.seconds(), within(0.001));
    assertThat(info.tags()).containsEntry("title", "Tönend");
    assertThat(info.fault()).isEmpty();
    assertThat(heard.sampleRate).isEqualTo(encoding == Encoding.OPUS ? 48_000 : RATE);
    if (encoding != Encoding.OPUS) {
      float[] mono = Sounds.mono(heard.all(), 2);
      float[] original = Sounds.mono(played, 2);
      // One encoder delay that is not skipped would be 529 samples or more.
      assertThat(Sounds.lag(original, mono, RATE, RATE / 2, 2500)).isBetween(-8, 8);
      assertThat(Sounds.rms(mono, RATE, 2 * RATE) / Sounds.rms(original, RATE, 2 * RATE))
          .isCloseTo(1, within(0.06)); // LAME turns down to 0.95
    }
  }

  @Test
  void aTempoChangeKeepsPitchAndASpeedChangeDoesNot() throws Exception {
    float[] played = Sounds.music(6, RATE, 1);
    for (var change :
        new Transformation[] {
          Transformation.speed(1.05), Transformation.tempo(0.95), Transformation.pitch(1)
        }) {
      var file = folder.resolve("t.wav");
      pool.encode(
          PcmSource.of(played, RATE, 1), EncodeRequest.to(Encoding.WAV, 0).after(change), file);
      var info = pool.decode(file, DecodeRequest.mono16k(new Collected()));
      assertThat(info.seconds()).isCloseTo(6 / change.tempoFactor(), within(0.06));
    }
  }
}
