package org.antiphon.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameTest {
  @Test
  void whatIsWrittenIsRead() throws Exception {
    var bytes = new ByteArrayOutputStream();
    var out = new FrameWriter(bytes);
    out.send(FrameKind.NATIVE, new float[] {1, -0.5f, 0.25f}, 3);
    out.send(FrameKind.DONE, new byte[FrameWriter.MOST_PAYLOAD]);
    out.payload(0);
    out.send(FrameKind.RESTART);

    var in = reader(bytes.toByteArray());
    float[] samples = new float[3];
    assertThat(in.next()).isEqualTo(FrameKind.NATIVE);
    assertThat(in.floats(samples)).isEqualTo(3);
    assertThat(samples).containsExactly(1, -0.5f, 0.25f);
    assertThat(in.next()).isEqualTo(FrameKind.DONE);
    assertThat(in.payload().remaining()).isEqualTo(FrameWriter.MOST_PAYLOAD);
    assertThat(in.next()).isEqualTo(FrameKind.RESTART);
    assertThatThrownBy(in::next).isInstanceOf(EOFException.class);
  }

  @Test
  void everySingleFlippedBitIsNoticed() throws Exception {
    var bytes = new ByteArrayOutputStream();
    new FrameWriter(bytes).send(FrameKind.MONO, new float[] {0.1f, 0.2f}, 2);
    byte[] frame = bytes.toByteArray();
    for (int bit = 0; bit < 8 * frame.length; bit++) {
      byte[] bent = frame.clone();
      bent[bit / 8] = (byte) (bent[bit / 8] ^ (1 << (bit % 8)));
      assertThatThrownBy(() -> reader(bent).next())
          .as("bit %d", bit)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void randomBytesNeverPassAndNeverThrowAnythingElse() {
    for (long seed = 0; seed < 20_000; seed++) {
      var random = new Random(seed);
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      // Half of them with a believable length, so that the deeper checks are reached.
      if (seed % 2 == 0 && noise.length > 12) {
        noise[0] = (byte) (noise.length - 9);
        noise[1] = noise[2] = noise[3] = 0;
        noise[4] = (byte) (1 + random.nextInt(14));
      }
      assertThatThrownBy(() -> reader(noise).next())
          .as("seed %d", seed)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void messagesSurviveThePipe() throws Exception {
    var decode =
        new DecodeCommand(
            EnumSet.of(DecodeCommand.Feed.MONO, DecodeCommand.Feed.HASHES),
            12_345_678_901L,
            new DecodeCommand.Bounds(43_200, 1L << 40, 1200));
    assertThat(DecodeCommand.from(decode.toBytes())).isEqualTo(decode);
    var encode =
        new EncodeCommand(
            EncodeCommand.Kind.OPUS,
            96_000,
            new EncodeCommand.Shape(44_100, 2),
            new EncodeCommand.Shape(48_000, 1),
            new EncodeCommand.Change(1.03, 0.97, -1),
            Map.of("title", "Für Elise"));
    assertThat(EncodeCommand.from(encode.toBytes())).isEqualTo(encode);
    var report =
        new DecodeReport(
            new DecodeReport.Format("mp3", "mp3", 44_100, 2, 192_000, false),
            new DecodeReport.Extent(12.5, 551_250, 0.9, 1),
            Map.of("artist", "x"),
            new DecodeReport.Hashes(Optional.of("ab"), Optional.empty()),
            Optional.of(new Fault(Fault.Code.TRUNCATED, "ends", "fetch")),
            0.25);
    assertThat(DecodeReport.from(report.toBytes())).isEqualTo(report);
  }

  @Test
  void messagesOfRandomBytesParseOrAreBroken() {
    for (long seed = 0; seed < 20_000; seed++) {
      var random = new Random(seed);
      byte[] noise = new byte[random.nextInt(120)];
      random.nextBytes(noise);
      if (seed % 2 == 0) for (int i = 0; i < noise.length; i += 4) noise[i] = 0;
      parse(noise);
    }
  }

  private static void parse(byte[] noise) {
    try {
      if (noise.length % 3 == 0) DecodeCommand.from(noise);
      else if (noise.length % 3 == 1) DecodeReport.from(noise);
      else Fault.from(noise);
    } catch (BrokenPipe broken) {
      assertThat(broken.getMessage()).isNotBlank();
    }
  }

  private static FrameReader reader(byte[] bytes) {
    return new FrameReader(new ByteArrayInputStream(bytes));
  }
}
