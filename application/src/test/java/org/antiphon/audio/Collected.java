package org.antiphon.audio;

import java.util.Arrays;

/// A sink that keeps everything.
class Collected implements MonoSink, NativeSink {
  private float[] samples = new float[1 << 16];
  private int length;
  int sampleRate;
  int channels = 1;
  int restarts;
  int formats;

  @Override
  public void samples(float[] block, int frames) {
    int count = frames * channels;
    if (samples.length < length + count) samples = Arrays.copyOf(samples, 2 * (length + count));
    System.arraycopy(block, 0, samples, length, count);
    length += count;
  }

  @Override
  public void restart() {
    length = 0;
    restarts++;
  }

  @Override
  public void format(int rate, int count) {
    sampleRate = rate;
    channels = count;
    formats++;
  }

  float[] all() {
    return Arrays.copyOf(samples, length);
  }
}
