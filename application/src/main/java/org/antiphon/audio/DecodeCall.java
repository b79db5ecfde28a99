package org.antiphon.audio;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.antiphon.codec.BrokenPipe;
import org.antiphon.codec.DecodeCommand;
import org.antiphon.codec.DecodeCommand.Feed;
import org.antiphon.codec.DecodeReport;
import org.antiphon.codec.Fault;
import org.antiphon.codec.FrameKind;
import org.antiphon.codec.FrameReader;
import org.antiphon.codec.FrameWriter;
import org.antiphon.problem.Unreadable;

/// One file through one child. Believes nothing that the child says beyond what the request allows.
final class DecodeCall {
  private final CodecWorker worker;
  private final Path file;
  private final DecodeRequest request;
  private float[] samples = new float[1 << 14];
  private long delivered;
  private int channels;
  private boolean restarted;

  DecodeCall(CodecWorker worker, Path file, DecodeRequest request) {
    this.worker = worker;
    this.file = file;
    this.request = request;
  }

  AudioInfo run() throws IOException {
    try (var bytes = open()) {
      long size = bytes.size();
      if (size == 0) throw clean("NOT_AUDIO", "is empty", "fetch the file again, whole");
      if (size > request.limits().fileBytes())
        throw clean(
            "TOO_LARGE",
            "has %,d bytes, more than %,d".formatted(size, request.limits().fileBytes()),
            "cut it into shorter files, or give it as FLAC or MP3");
      return pass(bytes, size);
    }
  }

  private FileChannel open() throws IOException {
    if (Files.isDirectory(file))
      throw clean("NOT_AUDIO", "is a folder", "name the files in it, or scan the folder");
    return FileChannel.open(file);
  }

  private AudioInfo pass(FileChannel bytes, long size) throws IOException {
    try {
      worker.startFile(request.limits());
      worker.out().send(FrameKind.DECODE, command(size).toBytes());
      var in = worker.in();
      while (true) {
        switch (in.next()) {
          case READ -> answer(bytes, in.payload());
          case FORMAT -> format(in.payload());
          case NATIVE -> nativeSamples(in);
          case MONO -> monoSamples(in);
          case RESTART -> restart();
          case DONE -> {
            return info(DecodeReport.from(rest(in)));
          }
          case FAILED -> throw failed(Fault.from(rest(in)));
          default -> throw new BrokenPipe("a frame out of turn");
        }
      }
    } catch (BrokenPipe | EOFException e) {
      throw childFailed(e);
    }
  }

  private DecodeCommand command(long size) {
    var feeds = EnumSet.noneOf(Feed.class);
    if (request.nativeSink().isPresent()) feeds.add(Feed.NATIVE);
    if (request.monoSink().isPresent()) feeds.add(Feed.MONO);
    if (request.hashes() == DecodeRequest.HashWish.ALL) feeds.add(Feed.HASHES);
    var limits = request.limits();
    return new DecodeCommand(
        feeds,
        size,
        new DecodeCommand.Bounds(
            limits.sound().toMillis() / 1e3, limits.outputBytes(), limits.cpu().toMillis() / 1e3));
  }

  private void answer(FileChannel bytes, ByteBuffer asked) throws IOException {
    if (asked.remaining() != 12) throw new BrokenPipe("a request that does not parse");
    long offset = asked.getLong();
    int length = asked.getInt();
    if (offset < 0 || length < 0 || length > FrameWriter.MOST_PAYLOAD)
      throw new BrokenPipe("a request for %d bytes at %d".formatted(length, offset));
    var into = worker.out().payload(length);
    into.limit(into.position() + length);
    for (int read = 0; read >= 0 && into.hasRemaining(); ) {
      read = bytes.read(into, offset);
      offset += Math.max(0, read);
    }
    worker.out().send(FrameKind.BYTES);
  }

  private void format(ByteBuffer payload) throws IOException {
    if (payload.remaining() != 8) throw new BrokenPipe("a format that does not parse");
    int rate = payload.getInt();
    channels = payload.getInt();
    if (rate < 8_000 || rate > 384_000 || channels < 1 || channels > 8)
      throw new BrokenPipe("a format of %d Hz, %d channels".formatted(rate, channels));
    request.nativeSink().orElseThrow(() -> unasked("FORMAT")).format(rate, channels);
  }

  private void nativeSamples(FrameReader in) throws IOException {
    var sink = request.nativeSink().orElseThrow(() -> unasked("NATIVE"));
    int count = floats(in);
    if (channels == 0 || count % channels != 0) throw new BrokenPipe("part of a frame");
    sink.samples(samples, count / channels);
  }

  private void monoSamples(FrameReader in) throws IOException {
    var sink = request.monoSink().orElseThrow(() -> unasked("MONO"));
    sink.samples(samples, floats(in));
  }

  private void restart() throws IOException {
    if (restarted) throw new BrokenPipe("a second restart");
    restarted = true;
    request.monoSink().orElseThrow(() -> unasked("RESTART")).restart();
  }

  private int floats(FrameReader in) throws IOException {
    int count = in.payload().remaining() / 4;
    if (samples.length < count) samples = new float[count];
    delivered += 4L * count;
    // Each of the two feeds has the whole allowance, and the mono may come twice.
    if (count == 0 || delivered / 3 > request.limits().outputBytes())
      throw new BrokenPipe("more samples than allowed, or none");
    return in.floats(samples);
  }

  private static BrokenPipe unasked(String kind) {
    return new BrokenPipe(kind + " was not asked for");
  }

  private static byte[] rest(FrameReader in) {
    byte[] bytes = new byte[in.payload().remaining()];
    in.payload().get(bytes);
    return bytes;
  }

  private AudioInfo info(DecodeReport report) {
    var format = report.format();
    var extent = report.extent();
    return new AudioInfo(
        new AudioFormat(
            format.container(),
            format.codec(),
            format.sampleRate(),
            format.channels(),
            format.bitRate(),
            format.lossless()),
        new AudioInfo.Extent(
            file.toString(),
            extent.seconds(),
            extent.frames(),
            extent.peak(),
            extent.damagedPackets()),
        report.tags(),
        new AudioHashes(report.hashes().packets(), report.hashes().pcm()),
        report.truncation().map(this::unreadable),
        report.cpuSeconds());
  }

  private CleanFailure failed(Fault fault) {
    return new CleanFailure(unreadable(fault));
  }

  private Unreadable unreadable(Fault fault) {
    return new Unreadable(fault.code().name(), file.toString(), fault.message(), fault.hint());
  }

  private CleanFailure clean(String code, String message, String hint) {
    return new CleanFailure(new Unreadable(code, file.toString(), message, hint));
  }

  private Unreadable childFailed(IOException cause) {
    if (worker.wasLate())
      return new Unreadable(
          "TIMED_OUT",
          file.toString(),
          "its decoder did not come to an end in time and was stopped",
          "convert it to FLAC or MP3 first",
          cause);
    return new Unreadable(
        "UNREADABLE",
        file.toString(),
        "its decoder crashed on it and was replaced; nothing else was harmed",
        "export it again from where it came; if it plays elsewhere, report it",
        cause);
  }
}
