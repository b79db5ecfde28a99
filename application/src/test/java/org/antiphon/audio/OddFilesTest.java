package org.antiphon.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.antiphon.problem.Unreadable;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OddFilesTest {
  private static final int RATE = 32_000;
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

  @Test
  void aTextNamedMp3IsNoAudioAndTheMessageSaysText() throws Exception {
    var file =
        bytes("song.mp3", "This is only a text.\n".repeat(400).getBytes(StandardCharsets.UTF_8));
    refused(file, "NOT_AUDIO").hasMessageContaining("text");
  }

  @Test
  void anEmptyFileIsNoAudio() throws Exception {
    refused(bytes("empty.wav", new byte[0]), "NOT_AUDIO").hasMessageContaining("empty");
  }

  @Test
  void aFolderIsNoAudio() throws Exception {
    refused(folder, "NOT_AUDIO");
  }

  @Test
  void zerosAreNoAudio() throws Exception {
    refused(bytes("zeros.mp3", new byte[100_000]), "NOT_AUDIO");
  }

  @Test
  void aFilmWithoutSoundIsNoAudio() throws Exception {
    refused(resource("film-without-sound.mp4"), "NOT_AUDIO").hasMessageContaining("no sound");
  }

  @Test
  void anEncryptedFileSaysSo() throws Exception {
    refused(resource("encrypted.mp4"), "ENCRYPTED");
  }

  @Test
  void aWavOfFourThousandMegahertzIsUnreadable() throws Exception {
    refused(wav(0xfffffff0, 2, 40_000, 40_000), "UNREADABLE");
  }

  @Test
  void aWavWithoutChannelsIsUnreadable() throws Exception {
    refused(wav(RATE, 0, 40_000, 40_000), "UNREADABLE");
  }

  @Test
  void aWavOfSixtyThousandChannelsIsUnreadable() throws Exception {
    refused(wav(RATE, 60_000, 40_000, 40_000), "UNREADABLE");
  }

  @Test
  void aWavThatPromisesMoreThanItHoldsIsTruncatedAndItsSoundDelivered() throws Exception {
    var heard = new Collected();
    var info = decode(wav(RATE, 1, RATE * 2 * 60, RATE * 2 * 5), DecodeRequest.nativeRate(heard));
    assertThat(info.truncation().orElseThrow().code()).isEqualTo("TRUNCATED");
    assertThat(heard.all()).hasSize(RATE * 5);
  }

  @Test
  void aWavWrittenIntoAPipeIsNotTruncated() throws Exception {
    assertThat(decode(wav(RATE, 1, -1, RATE * 2 * 5), DecodeRequest.nothing()).truncation())
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"MP3", "OPUS", "FLAC", "OGG", "WAV"})
  void aFileCutInTheMiddleGivesItsFirstHalfAndSaysWhereItEnds(Encoding encoding) throws Exception {
    var whole = encoded(encoding, 8);
    var cut =
        bytes("cut", Arrays.copyOf(Files.readAllBytes(whole), (int) Files.size(whole) / 2 + 7));
    var heard = new Collected();

    var info = decode(cut, DecodeRequest.mono16k(heard));

    assertThat(info.seconds()).isBetween(2.5, 5.0);
    assertThat(heard.all().length / 16_000.0).isCloseTo(info.seconds(), within(0.01));
    assertThat(info.fault().orElseThrow().code()).isEqualTo("TRUNCATED");
    assertThat(info.fault().orElseThrow().what()).contains("0:0");
  }

  @Test
  void anM4aWhoseTableIsCutOffIsTruncated() throws Exception {
    var whole = encoded(Encoding.AAC, 8);
    var cut =
        bytes("cut.m4a", Arrays.copyOf(Files.readAllBytes(whole), (int) Files.size(whole) / 2));
    refused(cut, "TRUNCATED");
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void aWholeFileIsNotCalledTruncated(Encoding encoding) throws Exception {
    assertThat(decode(encoded(encoding, 5.37), DecodeRequest.nothing()).truncation()).isEmpty();
  }

  @Test
  void silenceIsFoundWhetherOrNotMonoWasAskedFor() throws Exception {
    var file = folder.resolve("silent.flac");
    pool.encode(
        PcmSource.of(new Pcm(new float[RATE * 5], RATE)), EncodeRequest.to(Encoding.FLAC, 0), file);
    assertThat(decode(file, DecodeRequest.mono16k(new Collected())).fault().orElseThrow().code())
        .isEqualTo("SILENT");
    assertThat(decode(file, DecodeRequest.nativeRate(new Collected())).fault().orElseThrow().code())
        .isEqualTo("SILENT");
  }

  @Test
  void twoSecondsAreTooShort() throws Exception {
    var info = decode(encoded(Encoding.MP3, 2), DecodeRequest.nothing());
    assertThat(info.fault().orElseThrow().code()).isEqualTo("TOO_SHORT");
    assertThat(info.fault(1.5)).isEmpty();
  }

  @Test
  void aWavWithoutAnySampleIsTooShort() throws Exception {
    refused(wav(RATE, 1, 0, 0), "TOO_SHORT");
  }

  @Test
  void moreSoundThanAllowedIsTooLong() throws Exception {
    var limits = AudioLimits.standard().withSound(Duration.ofSeconds(3));
    refused(encoded(Encoding.OPUS, 5), limits, "TOO_LONG");
    refused(encoded(Encoding.FLAC, 5), limits, "TOO_LONG");
  }

  @Test
  void aFileOrAnOutputBeyondItsLimitIsTooLarge() throws Exception {
    var file = encoded(Encoding.MP3, 5);
    refused(file, AudioLimits.standard().withFileBytes(1000), "TOO_LARGE");
    refused(file, AudioLimits.standard().withOutputBytes(100_000), "TOO_LARGE");
  }

  @Test
  void aStreamThatChangesItsRateGoesOnAtTheRightSpeed() throws Exception {
    var first = folder.resolve("1.mp3");
    var second = folder.resolve("2.mp3");
    pool.encode(tone(44_100), EncodeRequest.to(Encoding.MP3, 128_000), first);
    pool.encode(tone(48_000), EncodeRequest.to(Encoding.MP3, 128_000), second);
    var both = new byte[(int) (Files.size(first) + Files.size(second))];
    System.arraycopy(Files.readAllBytes(first), 0, both, 0, (int) Files.size(first));
    System.arraycopy(
        Files.readAllBytes(second), 0, both, (int) Files.size(first), (int) Files.size(second));
    var low = new Collected();
    var heard = new Collected();

    decode(bytes("both.mp3", both), DecodeRequest.mono16k(low).withNativeRate(heard));

    assertThat(heard.formats).isEqualTo(2);
    assertThat(low.all().length / 16_000.0).isCloseTo(8, within(0.2));
    assertThat(hertz(low.all(), 16_000)).isCloseTo(1000, within(5.0));
    assertThat(hertz(low.all(), 16_000 * 6)).isCloseTo(1000, within(5.0));
  }

  @Test
  void oppositePhaseStereoComesAsItsLouderChannel() throws Exception {
    float[] stereo = new float[RATE * 2 * 4];
    for (int i = 0; i < stereo.length / 2; i++) {
      stereo[2 * i] = 0.4f * (float) Math.sin(2 * Math.PI * 440 * i / RATE);
      stereo[2 * i + 1] = -stereo[2 * i];
    }
    var file = folder.resolve("opposite.wav");
    pool.encode(PcmSource.of(stereo, RATE, 2), EncodeRequest.to(Encoding.WAV, 0), file);
    var low = new Collected();
    decode(file, DecodeRequest.mono16k(low));
    assertThat(low.restarts).isEqualTo(1);
    assertThat(low.all()).hasSize(16_000 * 4);
    assertThat(Sounds.rms(low.all(), 16_000, 48_000)).isCloseTo(0.4 / Math.sqrt(2), within(0.005));
  }

  @Test
  void ordinaryStereoIsItsMeanAtOnce() throws Exception {
    var low = new Collected();
    decode(encoded(Encoding.FLAC, 4), DecodeRequest.mono16k(low));
    assertThat(low.restarts).isZero();
  }

  private static double hertz(float[] samples, int from) {
    int crossings = 0;
    for (int i = from; i < from + 16_000; i++)
      if (samples[i] < 0 && samples[i + 1] >= 0) crossings++;
    return crossings;
  }

  private static PcmSource tone(int rate) {
    float[] samples = new float[rate * 4];
    for (int i = 0; i < samples.length; i++)
      samples[i] = 0.4f * (float) Math.sin(2 * Math.PI * 1000 * i / rate);
    return PcmSource.of(new Pcm(samples, rate));
  }

  private Path encoded(Encoding encoding, double seconds) throws IOException {
    var file = folder.resolve(encoding + "." + encoding.extension());
    var request =
        new EncodeRequest(encoding, 128_000, 0, 0, Transformation.none(), Map.of("title", "x"));
    pool.encode(PcmSource.of(Sounds.music(seconds, RATE, 2), RATE, 2), request, file);
    return file;
  }

  private Path wav(int rate, int channels, int promised, int bytes) throws IOException {
    var file = ByteBuffer.allocate(44 + bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(promised + 36);
    file.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16).putShort((short) 1);
    file.putShort((short) channels).putInt(rate).putInt(rate * 2 * channels);
    file.putShort((short) (2 * channels)).putShort((short) 16);
    file.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(promised);
    for (int i = 0; i < bytes / 2; i++) file.putShort((short) (8000 * Math.sin(i * 0.1)));
    return bytes("made.wav", file.array());
  }

  private Path bytes(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private Path resource(String name) throws IOException {
    try (var in = Objects.requireNonNull(OddFilesTest.class.getResourceAsStream(name))) {
      return bytes(name, in.readAllBytes());
    }
  }

  private static AudioInfo decode(Path file, DecodeRequest request) throws IOException {
    return pool.decode(file, request);
  }

  private static AbstractThrowableAssert<?, ?> refused(Path file, String code) {
    return refused(file, AudioLimits.standard(), code);
  }

  private static AbstractThrowableAssert<?, ?> refused(Path file, AudioLimits limits, String code) {
    var request = DecodeRequest.mono16k(new Collected()).within(limits);
    return assertThatThrownBy(() -> pool.decode(file, request))
        .isInstanceOfSatisfying(
            Unreadable.class,
            problem -> {
              assertThat(problem.code()).isEqualTo(code);
              assertThat(problem.where()).isEqualTo(file.toString());
              assertThat(problem.hint()).isNotBlank();
            });
  }
}
