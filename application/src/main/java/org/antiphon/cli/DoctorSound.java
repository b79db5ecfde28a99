package org.antiphon.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.antiphon.cli.DoctorCommand.Answer;
import org.antiphon.cli.DoctorCommand.Result;
import org.antiphon.config.Settings;
import org.antiphon.examination.Examined;

/// Decodes five seconds of a tone that it makes itself: the codec child starts, its natives load.
final class DoctorSound {
  private static final int RATE = 16_000;
  private static final int SECONDS = 5;
  private final Kit kit;
  private final Settings settings;

  DoctorSound(Kit kit, Settings settings) {
    this.kit = kit;
    this.settings = settings;
  }

  Answer decodes() {
    try {
      Path file = Files.createTempFile("antiphon-doctor", ".wav");
      try (ExaminerDesk desk =
          kit.workshop().examiner(settings, Optional.empty(), Optional.empty())) {
        Files.write(file, tone());
        Examined examined = desk.examiner().examine(file);
        boolean heard = Math.abs(examined.seconds() - SECONDS) < 0.1;
        return heard
            ? new Answer(Result.OK, "decodes %d s of WAV in a child process".formatted(SECONDS))
            : new Answer(
                Result.FAIL, examined.error().map(Throwable::getMessage).orElse("no sound came"));
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// 440 Hz, 16 bit, mono, with the 44-byte header of a WAV file.
  private static byte[] tone() {
    int bytes = RATE * SECONDS * 2;
    var wav = ByteBuffer.allocate(44 + bytes).order(ByteOrder.LITTLE_ENDIAN);
    wav.put(ascii("RIFF")).putInt(36 + bytes).put(ascii("WAVEfmt ")).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(RATE * 2);
    wav.putShort((short) 2).putShort((short) 16).put(ascii("data")).putInt(bytes);
    for (int i = 0; i < RATE * SECONDS; i++)
      wav.putShort((short) (8_000 * Math.sin(2 * Math.PI * 440 * i / RATE)));
    return wav.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }
}
