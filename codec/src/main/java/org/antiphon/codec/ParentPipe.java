package org.antiphon.codec;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The child's end of the pipe: it asks, the parent answers.
final class ParentPipe {
  private final FrameReader in;
  private final FrameWriter out;

  ParentPipe(FrameReader in, FrameWriter out) {
    this.in = in;
    this.out = out;
  }

  FrameReader in() {
    return in;
  }

  FrameWriter out() {
    return out;
  }

  /// Bytes of the file, fewer or none only at its end; valid until the next call.
  ByteBuffer bytesAt(long offset, int length) throws IOException {
    out.payload(12).putLong(offset).putInt(length);
    out.send(FrameKind.READ);
    expect(FrameKind.BYTES);
    if (in.payload().remaining() > length) throw new BrokenPipe("more bytes than were asked for");
    return in.payload();
  }

  /// Interleaved floats into `samples`; 0 at the end.
  int samples(float[] samples, int frames) throws IOException {
    out.payload(4).putInt(frames);
    out.send(FrameKind.WANT);
    expect(FrameKind.SAMPLES);
    int count = in.floats(samples);
    if (count > samples.length) throw new BrokenPipe("more samples than were asked for");
    return count;
  }

  private void expect(FrameKind kind) throws IOException {
    var came = in.next();
    if (came != kind) throw new BrokenPipe(came + " where " + kind + " was due");
  }
}
