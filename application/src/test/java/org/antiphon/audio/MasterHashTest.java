package org.antiphon.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The vectors of the design's page on hashes: `L[n] = (7919 n mod 65536) - 32768`, `R[n] = (104729
/// n mod 65536) - 32768`, n = 0..999.
class MasterHashTest {
  private static final String STEREO =
      "ee2d04d4332cc9711b82bdf70c301e321ba90effa0a06ff501e1b2cb210ac4f3";
  private static CodecPool pool;
  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    pool = new CodecPool(Sounds.settings().withWorkers(1));
  }

  @AfterAll
  static void close() {
    pool.close();
  }

  private static int left(int n) {
    return 7919 * n % 65536 - 32768;
  }

  private static int right(int n) {
    return (int) (104729L * n % 65536) - 32768;
  }

  @Test
  void sixteenBitStereoHasThePublishedHash() throws Exception {
    assertThat(pcm(wav(44_100, 2, 2, i -> i % 2 == 0 ? left(i / 2) : right(i / 2), 2000)))
        .contains(STEREO);
  }

  @Test
  void theSamePaddedTo24BitsHasTheSameHash() throws Exception {
    assertThat(pcm(wav(44_100, 2, 3, i -> 256 * (i % 2 == 0 ? left(i / 2) : right(i / 2)), 2000)))
        .contains(STEREO);
  }

  @Test
  void sixteenBitMonoHasThePublishedHash() throws Exception {
    assertThat(pcm(wav(44_100, 1, 2, MasterHashTest::left, 1000)))
        .contains("499d9ccbb7f24cf4d8c129f09594511bc41a25dca9778ac30fab20ea976dbdae");
  }

  @Test
  void twentyFourBitMonoHasThePublishedHash() throws Exception {
    IntUnaryOperator sample = n -> 256 * (7919 * n % 65536) + n % 256 - (1 << 23);
    assertThat(pcm(wav(48_000, 1, 3, sample, 1000)))
        .contains("72a8969f3772dc1ff950bc95736fb01dd924ccc0f35deb731778adcb8de061cc");
  }

  @Test
  void aWavThatLiesAboutItsLengthStillGetsTheHashOfWhatIsThere() throws Exception {
    byte[] whole =
        Files.readAllBytes(wav(44_100, 2, 2, i -> i % 2 == 0 ? left(i / 2) : right(i / 2), 2000));
    ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putInt(40, 400_000);
    assertThat(pcm(Files.write(folder.resolve("lies.wav"), whole))).contains(STEREO);
  }

  @Test
  void losslessConversionKeepsTheHashAndLossyFilesHaveNone() throws Exception {
    float[] samples = new float[2000];
    for (int i = 0; i < 2000; i++) samples[i] = (i % 2 == 0 ? left(i / 2) : right(i / 2)) / 32768f;
    for (var encoding : new Encoding[] {Encoding.WAV, Encoding.FLAC, Encoding.WAV_FLOAT})
      assertThat(pcm(encode(samples, encoding))).as(encoding.name()).contains(STEREO);
    assertThat(pcm(encode(samples, Encoding.MP3))).isEmpty();
  }

  private Path encode(float[] samples, Encoding encoding) throws Exception {
    var file = folder.resolve(encoding + "." + encoding.extension());
    pool.encode(PcmSource.of(samples, 44_100, 2), EncodeRequest.to(encoding, 0), file);
    return file;
  }

  private static java.util.Optional<String> pcm(Path file) throws Exception {
    return pool.decode(file, DecodeRequest.nothing().withHashes()).pcmSha256();
  }

  private Path wav(int rate, int channels, int bytes, IntUnaryOperator sample, int count)
      throws Exception {
    var file = ByteBuffer.allocate(44 + bytes * count).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + bytes * count);
    file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1);
    file.putShort((short) channels).putInt(rate).putInt(rate * bytes * channels);
    file.putShort((short) (bytes * channels)).putShort((short) (8 * bytes));
    file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(bytes * count);
    for (int i = 0; i < count; i++)
      for (int b = 0; b < bytes; b++) file.put((byte) (sample.applyAsInt(i) >> (8 * b)));
    return Files.write(folder.resolve("v" + bytes + channels + ".wav"), file.array());
  }
}
