package org.antiphon.audio;

import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Random;
import org.antiphon.codec.CodecProgram;
import org.antiphon.codec.FrameKind;
import org.antiphon.codec.FrameReader;
import org.antiphon.codec.FrameWriter;

/// A codec child as an attacker who has taken it over would make it: greets well, then lies in the
/// way that its argument names.
final class LyingChild {
  private LyingChild() {}

  public static void main(String[] arguments) throws Exception {
    var raw = new FileOutputStream(FileDescriptor.out);
    var out = new FrameWriter(raw);
    out.payload(4).putInt(CodecProgram.PROTOCOL);
    out.send(FrameKind.HELLO);
    new FrameReader(new FileInputStream(FileDescriptor.in)).next();
    lie(Lie.valueOf(arguments[0]), out, new DataOutputStream(raw));
    // Silence: whoever believed the lie waits for the next frame.
    new FileInputStream(FileDescriptor.in).readAllBytes();
  }

  private static void lie(Lie lie, FrameWriter out, DataOutputStream raw) throws IOException {
    switch (lie) {
      case HANG -> {}
      case EXIT -> System.exit(3);
      case LENGTH -> raw.write(new byte[] {-1, -1, -1, 127, 10, 0, 0, 0, 0});
      case NEGATIVE_LENGTH -> raw.write(new byte[] {-1, -1, -1, -1, 10, 0, 0, 0, 0});
      case CHECKSUM -> raw.write(new byte[] {4, 0, 0, 0, 10, 1, 2, 3, 4, 0, 0, 0, 0});
      case KIND -> raw.write(new byte[] {0, 0, 0, 0, 99, 0, 0, 0, 0});
      case OUT_OF_TURN -> out.send(FrameKind.HELLO, new byte[4]);
      case UNASKED -> out.send(FrameKind.NATIVE, new float[64], 64);
      case NO_REPORT -> out.send(FrameKind.DONE, new byte[] {1, 2, 3});
      case NO_FLOATS -> out.send(FrameKind.MONO, new byte[] {1, 2, 3});
      case READ_BEFORE -> {
        out.payload(12).putLong(-5).putInt(10);
        out.send(FrameKind.READ);
      }
      case READ_TOO_MUCH -> {
        out.payload(12).putLong(0).putInt(Integer.MAX_VALUE);
        out.send(FrameKind.READ);
      }
      case RESTARTS -> {
        for (int i = 0; i < 3; i++) out.send(FrameKind.RESTART, new byte[0]);
      }
      case ENDLESS -> {
        for (int i = 0; i < 100_000; i++) out.send(FrameKind.MONO, new float[16_384], 16_384);
      }
      case NOISE -> {
        byte[] noise = new byte[100_000];
        new Random(5).nextBytes(noise);
        raw.write(noise);
      }
    }
  }

  /// The ways to lie.
  enum Lie {
    HANG,
    EXIT,
    LENGTH,
    NEGATIVE_LENGTH,
    CHECKSUM,
    KIND,
    OUT_OF_TURN,
    UNASKED,
    NO_REPORT,
    NO_FLOATS,
    READ_BEFORE,
    READ_TOO_MUCH,
    RESTARTS,
    ENDLESS,
    NOISE
  }
}
