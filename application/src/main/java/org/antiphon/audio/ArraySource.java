package org.antiphon.audio;

/// [PcmSource] over an array. Read once.
final class ArraySource implements PcmSource {
  private final float[] interleaved;
  private final int sampleRate;
  private final int channels;
  private int next;

  ArraySource(float[] interleaved, int sampleRate, int channels) {
    if (interleaved.length % channels != 0)
      throw new IllegalArgumentException(
          interleaved.length + " samples do not fill frames of " + channels);
    this.interleaved = interleaved;
    this.sampleRate = sampleRate;
    this.channels = channels;
  }

  @Override
  public int sampleRate() {
    return sampleRate;
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public int read(float[] into, int frames) {
    int count = Math.min(frames, interleaved.length / channels - next);
    System.arraycopy(interleaved, next * channels, into, 0, count * channels);
    next += count;
    return count;
  }
}
