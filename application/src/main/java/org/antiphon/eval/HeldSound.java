package org.antiphon.eval;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.AudioWriter;
import org.antiphon.audio.DecodeRequest;
import org.antiphon.audio.EncodeRequest;
import org.antiphon.audio.Encoding;
import org.antiphon.audio.NativeSink;
import org.antiphon.audio.Pcm;
import org.antiphon.audio.PcmSource;

/// At most ten minutes of a file, in memory, to be changed before it is judged. What follows a
/// change of rate is left out.
final class HeldSound implements NativeSink {
  private static final int MOST_SECONDS = 600;

  private float[] held = new float[1 << 18];
  private int length;
  private int rate = 44_100;
  private int channels = 1;

  /// The beginning of a file.
  ///
  /// @throws org.antiphon.problem.Unreadable where nothing can be decoded
  /// @throws IOException when the disk fails
  static HeldSound of(AudioReader reader, Path file) throws IOException {
    var sound = new HeldSound();
    reader.decode(file, DecodeRequest.nativeRate(sound));
    return sound;
  }

  /// The mean of the channels at any rate, by our own resampler.
  ///
  /// @throws IOException when the disk fails
  static Pcm mono(AudioReader reader, AudioWriter writer, Path file, int rate) throws IOException {
    var sound = of(reader, file).mono();
    if (sound.sampleRate() == rate) return sound;
    var between = Files.createTempFile("resampled", ".wav");
    try {
      writer.encode(
          PcmSource.of(sound), EncodeRequest.to(Encoding.WAV_FLOAT, 0).at(rate, 1), between);
      return of(reader, between).mono();
    } finally {
      Files.deleteIfExists(between);
    }
  }

  @Override
  public void format(int sampleRate, int channels) {
    if (length > 0) return;
    rate = sampleRate;
    this.channels = channels;
  }

  @Override
  public void samples(float[] interleaved, int frames) {
    int count = frames * channels;
    if (length + count > MOST_SECONDS * rate * channels) return;
    if (length + count > held.length)
      held = Arrays.copyOf(held, Math.max(2 * held.length, length + count));
    System.arraycopy(interleaved, 0, held, length, count);
    length += count;
  }

  int rate() {
    return rate;
  }

  int channels() {
    return channels;
  }

  /// A copy, channel by channel within each frame.
  float[] interleaved() {
    return Arrays.copyOf(held, length);
  }

  /// The mean of the channels.
  Pcm mono() {
    var mono = new float[length / channels];
    for (int i = 0; i < mono.length; i++) {
      for (int c = 0; c < channels; c++) mono[i] += held[i * channels + c];
      mono[i] /= channels;
    }
    return new Pcm(mono, rate);
  }
}
