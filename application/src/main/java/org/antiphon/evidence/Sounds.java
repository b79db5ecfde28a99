package org.antiphon.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.antiphon.audio.AudioReader;
import org.antiphon.audio.AudioWriter;
import org.antiphon.audio.DecodeRequest;
import org.antiphon.audio.EncodeRequest;
import org.antiphon.audio.NativeSink;
import org.antiphon.audio.PcmSource;
import org.antiphon.examination.Rehearing;
import org.antiphon.examination.Stretch;
import org.antiphon.picture.SpectrogramSink;

/// What makes the clips and pictures of a bundle, and examines a sound once more.
public record Sounds(AudioReader reader, AudioWriter writer, Rehearing rehearing) {
  /// An excerpt is never longer, seconds.
  static final double LONGEST = 30;

  /// One pass over a sound: a clip of each stretch in this encoding, and the picture of the whole.
  ///
  /// @param clips FLAC files in the order of the stretches
  record Taken(List<Path> clips, byte[] spectrogram) {}

  Taken take(Path sound, List<Stretch> stretches, EncodeRequest as, Path folder, String prefix)
      throws IOException {
    var picture = new SpectrogramSink();
    var clips = stretches.stream().map(Clip::new).toList();
    reader.decode(sound, DecodeRequest.nativeRate(new Both(picture, clips)));
    var files = new ArrayList<Path>();
    for (int i = 0; i < clips.size(); i++) {
      var file = folder.resolve("%s-%02d.%s".formatted(prefix, i + 1, as.encoding().extension()));
      writer.encode(clips.get(i).source(), as, file);
      if (Files.size(file) > 0) files.add(file);
    }
    return new Taken(files, picture.finish().png());
  }

  /// Hands a sound to a picture and to clips.
  private record Both(NativeSink picture, List<Clip> clips) implements NativeSink {
    @Override
    public void format(int sampleRate, int channels) {
      picture.format(sampleRate, channels);
      clips.forEach(clip -> clip.format(sampleRate, channels));
    }

    @Override
    public void samples(float[] interleaved, int frames) {
      picture.samples(interleaved, frames);
      clips.forEach(clip -> clip.samples(interleaved, frames));
    }
  }

  /// Keeps the samples of one stretch, 30 s at most. A sound that changes its format in the middle
  /// ends the clip there.
  private static final class Clip implements NativeSink {
    private final Stretch stretch;
    private int rate;
    private int channels;
    private long frame;
    private float[] kept = new float[0];
    private int length;
    private boolean ended;

    Clip(Stretch stretch) {
      this.stretch = stretch;
    }

    @Override
    public void format(int sampleRate, int count) {
      ended = rate != 0 && (rate != sampleRate || channels != count);
      if (rate != 0) return;
      rate = sampleRate;
      channels = count;
      double seconds = Math.min(LONGEST, stretch.to() - stretch.from());
      kept = new float[(int) Math.round(seconds * rate) * channels];
    }

    @Override
    public void samples(float[] interleaved, int frames) {
      long first = Math.round(stretch.from() * rate);
      int skip = Math.clamp(first - frame, 0, frames);
      int count = Math.min((frames - skip) * channels, kept.length - length);
      if (!ended && count > 0) {
        System.arraycopy(interleaved, skip * channels, kept, length, count);
        length += count;
      }
      frame += frames;
    }

    PcmSource source() {
      return PcmSource.of(Arrays.copyOf(kept, length), Math.max(rate, 8000), Math.max(channels, 1));
    }
  }
}
