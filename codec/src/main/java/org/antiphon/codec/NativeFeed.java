package org.antiphon.codec;

import java.io.IOException;

/// Sends the file's own rate and channels.
final class NativeFeed implements Consumer {
  private final FrameWriter out;
  private final SampleFrames frames;
  private int sampleRate;
  private int channels;

  NativeFeed(FrameWriter out, long mostBytes) {
    this.out = out;
    this.frames = new SampleFrames(out, FrameKind.NATIVE, mostBytes);
  }

  @Override
  public void take(Planes planes, int rate) throws IOException, CodecFailure {
    if (rate != sampleRate || planes.channels() != channels) {
      frames.flush();
      sampleRate = rate;
      channels = planes.channels();
      out.payload(8).putInt(sampleRate).putInt(channels);
      out.send(FrameKind.FORMAT);
    }
    frames.interleave(planes.floats(), channels, planes.frames());
  }

  @Override
  public void finish() throws IOException, CodecFailure {
    frames.flush();
  }
}
