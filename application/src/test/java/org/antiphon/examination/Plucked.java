package org.antiphon.examination;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;

/// Sound that no catalogue holds and no decoder rendered, made from a seed.
public final class Plucked {
  private static final int RATE = 22_050;
  private static final double[] SCALE = {220, 247, 277, 330, 370, 440};

  private Plucked() {}

  /// Twelve seconds of plucked tones and a little noise.
  ///
  /// @param comment in the tags; empty for none
  public static Path wav(Path folder, long seed, String comment) throws IOException {
    var random = new Random(seed);
    var samples = ByteBuffer.allocate(12 * RATE * 2).order(ByteOrder.LITTLE_ENDIAN);
    double hz = SCALE[0];
    for (int i = 0; i < 12 * RATE; i++) {
      int since = i % (RATE / 3);
      if (since == 0) hz = SCALE[random.nextInt(SCALE.length)];
      double at = since / (double) RATE;
      double tone = Math.sin(2 * Math.PI * hz * at) + 0.4 * Math.sin(4 * Math.PI * hz * at);
      samples.putShort((short) (7_000 * tone * Math.exp(-4 * at) + 150 * random.nextGaussian()));
    }
    return file(folder, samples.array(), RATE, comment);
  }

  /// Twenty seconds of noise with what the biases of a decoder leave that works in strides of 320
  /// samples: one waveform again and again, its teeth at any phase.
  public static Path rendered(Path folder, long seed, String comment) throws IOException {
    var random = new Random(seed);
    var trace = new Random(320).doubles(320, -0.0116, 0.0116).toArray();
    var samples = ByteBuffer.allocate(20 * 24_000 * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 20 * 24_000; i++) {
      double noise = 0.1 * (2 * random.nextDouble() - 1);
      samples.putShort((short) (32_000 * (noise + trace[i % 320])));
    }
    return file(folder, samples.array(), 24_000, comment);
  }

  private static Path file(Path folder, byte[] samples, int rate, String comment)
      throws IOException {
    var body = new ByteArrayOutputStream();
    body.writeBytes(ascii("WAVE"));
    var format = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    format.putShort((short) 1).putShort((short) 1).putInt(rate).putInt(2 * rate);
    body.writeBytes(chunk("fmt ", format.putShort((short) 2).putShort((short) 16).array()));
    body.writeBytes(chunk("data", samples));
    var info = new ByteArrayOutputStream();
    info.writeBytes(ascii("INFO"));
    info.writeBytes(chunk("ICMT", (comment + "\0").getBytes(StandardCharsets.UTF_8)));
    if (!comment.isEmpty()) body.writeBytes(chunk("LIST", info.toByteArray()));
    return Files.write(
        folder.resolve(UUID.randomUUID() + ".wav"), chunk("RIFF", body.toByteArray()));
  }

  private static byte[] chunk(String id, byte[] payload) {
    return ByteBuffer.allocate(8 + payload.length + (payload.length & 1))
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(ascii(id))
        .putInt(payload.length)
        .put(payload)
        .array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
