package org.antiphon;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.AudioWriter;
import org.antiphon.audio.DecodeRequest;
import org.antiphon.audio.EncodeRequest;
import org.antiphon.audio.Encoding;
import org.antiphon.audio.NativeSink;
import org.antiphon.audio.Pcm;
import org.antiphon.audio.PcmSource;
import org.antiphon.audio.Transformation;

/// Cuts stretches out of the samples and disguises them, as the offers of a test's platform.
///
/// @param samples the folder of the samples
record SampleCutter(Path samples, AudioReader reader, AudioWriter writer) {
  void make(String sample, double from, double seconds, double speed, Path file)
      throws IOException {
    var sound = new Mono();
    reader.decode(samples.resolve(sample), DecodeRequest.nativeRate(sound));
    var name = String.valueOf(file.getFileName());
    for (var encoding : Encoding.values())
      if (name.endsWith("." + encoding.extension())) {
        writer.encode(
            PcmSource.of(sound.clip().excerpt(from, seconds)),
            EncodeRequest.to(encoding, 96_000).after(Transformation.speed(speed)),
            file);
        return;
      }
  }

  /// The mean of the channels.
  private static final class Mono implements NativeSink {
    private final ArrayList<Float> kept = new ArrayList<>();
    private int rate;
    private int channels;

    @Override
    public void format(int sampleRate, int count) {
      rate = sampleRate;
      channels = count;
    }

    @Override
    public void samples(float[] interleaved, int frames) {
      for (int i = 0; i < frames; i++) {
        float sum = 0;
        for (int c = 0; c < channels; c++) sum += interleaved[i * channels + c];
        kept.add(sum / channels);
      }
    }

    Pcm clip() {
      var samples = new float[kept.size()];
      for (int i = 0; i < samples.length; i++) samples[i] = kept.get(i);
      return new Pcm(samples, rate);
    }
  }
}
