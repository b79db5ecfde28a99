package org.antiphon.codec;

import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;

/// The child: answers commands on its standard input until that ends.
///
/// With the argument `fill` it only loads the native libraries, which unpacks them to JavaCPP's
/// cache folder; a child that may write no file cannot do that for itself.
public final class CodecProgram {
  /// Version of the pipe's protocol; both sides must have the same.
  public static final int PROTOCOL = 2;

  private final ParentPipe pipe;
  private final String decoders;

  private CodecProgram(ParentPipe pipe, String decoders) {
    this.pipe = pipe;
    this.decoders = decoders;
  }

  /// See the class.
  public static void main(String[] arguments) throws IOException {
    // Whatever a library may print must not reach the pipe.
    System.setOut(System.err);
    if (arguments.length > 0 && arguments[0].equals("fill")) {
      Ffmpeg.loadAll();
      return;
    }
    Ffmpeg.load();
    var reader = new FrameReader(new FileInputStream(FileDescriptor.in));
    var writer = new FrameWriter(new FileOutputStream(FileDescriptor.out));
    writer.payload(4).putInt(PROTOCOL);
    writer.send(FrameKind.HELLO);
    new CodecProgram(new ParentPipe(reader, writer), Ffmpeg.audioDecoders()).answer();
  }

  private void answer() throws IOException {
    while (true) {
      FrameKind kind;
      try {
        kind = pipe.in().next();
      } catch (EOFException e) {
        return; // the parent closed the pipe: our work is done
      }
      byte[] payload = new byte[pipe.in().payload().remaining()];
      pipe.in().payload().get(payload);
      try {
        pipe.out().send(FrameKind.DONE, result(kind, payload));
      } catch (CodecFailure e) {
        pipe.out().send(FrameKind.FAILED, e.fault().toBytes());
      }
    }
  }

  private byte[] result(FrameKind kind, byte[] payload) throws IOException, CodecFailure {
    return switch (kind) {
      case DECODE -> new DecodeWork(pipe, decoders, DecodeCommand.from(payload)).run().toBytes();
      case ENCODE -> new EncodeWork(pipe, EncodeCommand.from(payload)).run();
      case PICTURE -> new PictureWork(pipe, PictureCommand.from(payload)).run().toBytes();
      case COVER -> new CoverWork(pipe, payload).run();
      default -> throw new BrokenPipe(kind + " where a command was due");
    };
  }
}
