package org.antiphon.codec;

import java.io.IOException;

/// Gathers floats into full frames of one kind and counts what leaves.
final class SampleFrames {
  private static final int FULL = 16_384;

  private final FrameWriter out;
  private final FrameKind kind;
  private final long mostBytes;
  private final float[] waiting = new float[FULL];
  private int count;
  private long sent;

  SampleFrames(FrameWriter out, FrameKind kind, long mostBytes) {
    this.out = out;
    this.kind = kind;
    this.mostBytes = mostBytes;
  }

  void add(float[] samples, int length) throws IOException, CodecFailure {
    for (int at = 0; at < length; ) {
      int part = Math.min(FULL - count, length - at);
      System.arraycopy(samples, at, waiting, count, part);
      count += part;
      at += part;
      if (count == FULL) flush();
    }
  }

  /// Interleaves; a frame of samples is never split over two frames of the pipe.
  void interleave(float[][] planes, int channels, int frames) throws IOException, CodecFailure {
    int full = FULL / channels * channels;
    for (int frame = 0; frame < frames; ) {
      int part = Math.min((full - count) / channels, frames - frame);
      for (int channel = 0; channel < channels; channel++) {
        float[] plane = planes[channel];
        for (int i = 0, at = count + channel; i < part; i++, at += channels)
          waiting[at] = plane[frame + i];
      }
      count += part * channels;
      frame += part;
      if (count == full) flush();
    }
  }

  void flush() throws IOException, CodecFailure {
    if (count == 0) return;
    sent += 4L * count;
    if (sent > mostBytes)
      throw new CodecFailure(
          Fault.Code.TOO_LARGE,
          "unpacks to more than %,d bytes of samples".formatted(mostBytes),
          "cut it into shorter files");
    out.send(kind, waiting, count);
    count = 0;
  }
}
