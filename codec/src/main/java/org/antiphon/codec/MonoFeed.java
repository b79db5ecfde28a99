package org.antiphon.codec;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Sends 16 kHz mono: the mean of the channels, or one channel. Folding comes before resampling:
/// one channel to filter instead of two, and the sum is linear.
final class MonoFeed implements Consumer {
  private static final int MEAN = -1;

  private final SampleFrames frames;
  private final int channel;
  private final Levels levels;
  private float[] mono = new float[4096];
  private @Nullable Resampler resampler;
  private int sampleRate;

  private MonoFeed(FrameWriter out, long mostBytes, int channel, Levels levels) {
    this.frames = new SampleFrames(out, FrameKind.MONO, mostBytes);
    this.channel = channel;
    this.levels = levels;
  }

  /// The mean, whose level is watched.
  static MonoFeed ofMean(FrameWriter out, long mostBytes, Levels levels) {
    return new MonoFeed(out, mostBytes, MEAN, levels);
  }

  /// One channel of a file whose mean cancels.
  static MonoFeed ofChannel(FrameWriter out, long mostBytes, int channel) {
    return new MonoFeed(out, mostBytes, channel, new Levels());
  }

  @Override
  public void take(Planes planes, int rate) throws IOException, CodecFailure {
    if (rate != sampleRate || resampler == null) {
      // A stream that changes its rate: a resampler made for the old one would play it at the wrong
      // speed.
      if (resampler != null) endResampler(resampler);
      resampler = new Resampler(rate);
      sampleRate = rate;
    }
    if (mono.length < planes.frames()) mono = new float[planes.frames()];
    fold(planes);
    levels.take(planes, mono, rate);
    resampler.take(mono, planes.frames(), frames::add);
  }

  private void fold(Planes planes) {
    int length = planes.frames();
    float[][] all = planes.floats();
    if (channel != MEAN && channel < planes.channels()) {
      System.arraycopy(all[channel], 0, mono, 0, length);
    } else if (planes.channels() == 1) {
      System.arraycopy(all[0], 0, mono, 0, length);
    } else if (planes.channels() == 2) {
      float[] left = all[0];
      float[] right = all[1];
      for (int i = 0; i < length; i++) mono[i] = 0.5f * (left[i] + right[i]);
    } else {
      mean(all, planes.channels(), length);
    }
  }

  private void mean(float[][] all, int channels, int length) {
    for (int i = 0; i < length; i++) {
      float sum = 0;
      for (int c = 0; c < channels; c++) sum += all[c][i];
      mono[i] = sum / channels;
    }
  }

  private void endResampler(Resampler ended) throws IOException, CodecFailure {
    try (ended) {
      ended.flush(frames::add);
    } finally {
      resampler = null;
    }
  }

  @Override
  public void finish() throws IOException, CodecFailure {
    if (resampler != null) endResampler(resampler);
    frames.flush();
  }

  @Override
  public void close() {
    if (resampler != null) resampler.close();
    resampler = null;
  }
}
