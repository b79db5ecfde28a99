package org.antiphon.audio;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.antiphon.codec.BrokenPipe;
import org.antiphon.codec.Fault;
import org.antiphon.codec.FrameKind;
import org.antiphon.codec.FrameWriter;
import org.antiphon.codec.PictureCommand;
import org.antiphon.codec.PictureReport;
import org.antiphon.problem.Unreadable;

/// One picture through one child. Believes nothing that the child says beyond what was asked.
final class PictureCall {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final AudioLimits LIMITS =
      AudioLimits.standard().withTimes(PATIENCE, PATIENCE, PATIENCE);

  private final CodecWorker worker;
  private final String name;

  PictureCall(CodecWorker worker, String name) {
    this.worker = worker;
    this.name = name;
  }

  /// Where bytes that the child asks for come from.
  private interface Bytes {
    /// Puts what there is at `offset` into `into`, up to its limit.
    void at(long offset, ByteBuffer into) throws IOException;
  }

  Pixels decode(byte[] picture) throws IOException {
    if (picture.length == 0)
      throw clean("UNREADABLE", "is empty", "give a JPEG, PNG or WebP picture");
    if (picture.length > PictureReader.MOST_BYTES)
      throw clean(
          "TOO_LARGE",
          "has %,d bytes, more than %,d".formatted(picture.length, PictureReader.MOST_BYTES),
          "make it smaller");
    var command = new PictureCommand(picture.length, PictureReader.MOST_PIXELS, PictureReader.SIDE);
    var answer =
        talk(
            FrameKind.PICTURE,
            command.toBytes(),
            (offset, into) -> {
              if (offset >= picture.length) return;
              int length = (int) Math.min(into.remaining(), picture.length - offset);
              into.put(picture, (int) offset, length);
            },
            _ -> {
              throw new BrokenPipe("WRITE was not asked for");
            });
    try {
      var report = PictureReport.from(answer);
      if (Math.max(report.width(), report.height()) > PictureReader.SIDE)
        throw new BrokenPipe("a larger picture than was asked for");
      return new Pixels(
          report.originalWidth(),
          report.originalHeight(),
          report.width(),
          report.height(),
          report.rgb());
    } catch (BrokenPipe e) {
      throw childFailed(e);
    }
  }

  Optional<byte[]> cover(Path file) throws IOException {
    try (var bytes = FileChannel.open(file)) {
      var picture = new java.io.ByteArrayOutputStream();
      var size = ByteBuffer.allocate(8).putLong(bytes.size()).array();
      talk(
          FrameKind.COVER,
          size,
          (offset, into) -> {
            long from = offset;
            for (int read = 0; read >= 0 && into.hasRemaining(); from += Math.max(0, read))
              read = bytes.read(into, from);
          },
          part -> {
            if (part.remaining() < 9 || part.getLong() != picture.size())
              throw new BrokenPipe("a part of a picture out of turn");
            if (picture.size() + part.remaining() > PictureCommand.MOST_BYTES)
              throw new BrokenPipe("a larger picture than allowed");
            picture.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
          });
      boolean fits = picture.size() > 0 && picture.size() <= PictureReader.MOST_BYTES;
      return fits ? Optional.of(picture.toByteArray()) : Optional.empty();
    }
  }

  private interface Part {
    void take(ByteBuffer payload) throws IOException;
  }

  /// Sends a command, serves the child's reading, and gives back what it is DONE with.
  private byte[] talk(FrameKind kind, byte[] command, Bytes bytes, Part part) throws IOException {
    try {
      worker.startFile(LIMITS);
      worker.out().send(kind, command);
      var in = worker.in();
      while (true) {
        switch (in.next()) {
          case READ -> answer(bytes, in.payload());
          case WRITE -> part.take(in.payload());
          case DONE -> {
            return rest(in.payload());
          }
          case FAILED -> {
            var fault = Fault.from(rest(in.payload()));
            throw clean(fault.code().name(), fault.message(), fault.hint());
          }
          default -> throw new BrokenPipe("a frame out of turn");
        }
      }
    } catch (BrokenPipe | EOFException e) {
      throw childFailed(e);
    }
  }

  private void answer(Bytes bytes, ByteBuffer asked) throws IOException {
    if (asked.remaining() != 12) throw new BrokenPipe("a request that does not parse");
    long offset = asked.getLong();
    int length = asked.getInt();
    if (offset < 0 || length < 0 || length > FrameWriter.MOST_PAYLOAD)
      throw new BrokenPipe("a request for %d bytes at %d".formatted(length, offset));
    var into = worker.out().payload(length);
    into.limit(into.position() + length);
    bytes.at(offset, into);
    worker.out().send(FrameKind.BYTES);
  }

  private static byte[] rest(ByteBuffer payload) {
    byte[] bytes = new byte[payload.remaining()];
    payload.get(bytes);
    return bytes;
  }

  private CleanFailure clean(String code, String message, String hint) {
    return new CleanFailure(new Unreadable(code, name, message, hint));
  }

  private Unreadable childFailed(IOException cause) {
    String code = worker.wasLate() ? "TIMED_OUT" : "UNREADABLE";
    String what =
        worker.wasLate()
            ? "its decoder did not come to an end in time and was stopped"
            : "its decoder crashed on it and was replaced; nothing else was harmed";
    return new Unreadable(code, name, what, "export the picture again as PNG", cause);
  }
}
