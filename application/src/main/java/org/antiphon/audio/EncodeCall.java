package org.antiphon.audio;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.antiphon.codec.BrokenPipe;
import org.antiphon.codec.EncodeCommand;
import org.antiphon.codec.Fault;
import org.antiphon.codec.FrameKind;
import org.antiphon.problem.Unreadable;

/// One file made by one child.
final class EncodeCall {
  private static final int FRAMES = 16_384;

  private final CodecWorker worker;
  private final PcmSource source;
  private final EncodeRequest request;
  private final Path file;
  private final float[] samples;

  EncodeCall(CodecWorker worker, PcmSource source, EncodeRequest request, Path file) {
    this.worker = worker;
    this.source = source;
    this.request = request;
    this.file = file;
    this.samples = new float[FRAMES * source.channels()];
  }

  long run() throws IOException {
    boolean whole = false;
    try (var bytes =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      pass(bytes);
      whole = true;
      return bytes.size();
    } finally {
      if (!whole) Files.deleteIfExists(file);
    }
  }

  private void pass(FileChannel bytes) throws IOException {
    try {
      worker.startFile(AudioLimits.standard());
      worker.out().send(FrameKind.ENCODE, command().toBytes());
      var in = worker.in();
      while (true) {
        switch (in.next()) {
          case WANT -> answer(in.payload());
          case WRITE -> write(bytes, in.payload());
          case DONE -> {
            return;
          }
          case FAILED -> {
            byte[] fault = new byte[in.payload().remaining()];
            in.payload().get(fault);
            throw failed(Fault.from(fault));
          }
          default -> throw new BrokenPipe("a frame out of turn");
        }
      }
    } catch (BrokenPipe | EOFException e) {
      throw new Unreadable(
          worker.wasLate() ? "TIMED_OUT" : "UNREADABLE",
          file.toString(),
          "the encoder failed and was replaced",
          "try another encoding",
          e);
    }
  }

  private EncodeCommand command() {
    var change = request.transformation();
    var from = new EncodeCommand.Shape(source.sampleRate(), source.channels());
    var to =
        new EncodeCommand.Shape(
            request.encoding() == Encoding.OPUS
                ? 48_000
                : orElse(request.sampleRate(), from.sampleRate()),
            orElse(request.channels(), from.channels()));
    return new EncodeCommand(
        EncodeCommand.Kind.valueOf(request.encoding().name()),
        request.bitRate(),
        from,
        to,
        new EncodeCommand.Change(change.speed(), change.tempo(), change.semitones()),
        request.tags());
  }

  private static int orElse(int said, int own) {
    return said == 0 ? own : said;
  }

  private void answer(ByteBuffer asked) throws IOException {
    if (asked.remaining() != 4) throw new BrokenPipe("a request that does not parse");
    int frames = Math.clamp(asked.getInt(), 1, FRAMES);
    int count = source.read(samples, frames);
    worker.out().send(FrameKind.SAMPLES, samples, count * source.channels());
  }

  private static void write(FileChannel bytes, ByteBuffer payload) throws IOException {
    if (payload.remaining() < 8) throw new BrokenPipe("a write that does not parse");
    long offset = payload.getLong();
    if (offset < 0 || offset > 32L << 30) throw new BrokenPipe("a write at " + offset);
    while (payload.hasRemaining()) offset += bytes.write(payload, offset);
  }

  private CleanFailure failed(Fault fault) {
    return new CleanFailure(
        new Unreadable(fault.code().name(), file.toString(), fault.message(), fault.hint()));
  }
}
