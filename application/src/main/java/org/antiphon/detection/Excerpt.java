package org.antiphon.detection;

import java.util.Arrays;
import org.antiphon.audio.NativeSink;

/// Keeps the beginning of a sound, as the mean of its channels. Not thread-safe.
final class Excerpt implements NativeSink {
  private final int seconds;
  private float[] kept = new float[1 << 16];
  private int length;
  private int rate;
  private int channels = 1;

  Excerpt(int seconds) {
    this.seconds = seconds;
  }

  @Override
  public void format(int sampleRate, int channels) {
    if (rate == 0) rate = sampleRate;
    this.channels = rate == sampleRate ? channels : 0;
  }

  @Override
  public void samples(float[] interleaved, int frames) {
    for (int i = 0; i < frames && channels > 0 && length < (long) seconds * rate; i++) {
      float sum = 0;
      for (int c = 0; c < channels; c++) sum += interleaved[i * channels + c];
      if (length == kept.length) kept = Arrays.copyOf(kept, 2 * length);
      kept[length++] = sum / channels;
    }
  }

  float[] samples() {
    return Arrays.copyOf(kept, length);
  }

  /// Hz; 0 where nothing came.
  int rate() {
    return rate;
  }
}
