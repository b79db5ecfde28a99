package org.antiphon.detection;

import java.util.Arrays;
import java.util.List;
import org.antiphon.audio.Fft;
import org.antiphon.audio.NativeSink;
import org.jspecify.annotations.Nullable;

/// The first look, while a file is decoded: mean of the channels, silence at both ends left out,
/// windows of up to 2^22 samples. Holds at most three windows of samples, whatever the file; of a
/// file longer than 16 windows only the first 16 are looked at. One for each file; not thread-safe.
public final class DetectorStream implements NativeSink {
  private final CombParameters parameters;
  private final ToothScan scan;
  private final Transforms transforms;
  private final int window;
  private float[] held = new float[1 << 18];
  private long base;
  private long length;
  private long loudEnd;
  private long next;
  private long before;
  private int windows;
  private int rate;
  private int channels = 1;
  private boolean mixed;
  private @Nullable RankScores scores;

  DetectorStream(CombParameters parameters, ToothScan scan, Transforms transforms) {
    this.parameters = parameters;
    this.scan = scan;
    this.transforms = transforms;
    window = parameters.spectrum().window();
  }

  @Override
  public void format(int sampleRate, int channels) {
    // A line is locked to one clock: what follows a change of rate is another sound.
    mixed |= rate != 0 && rate != sampleRate;
    if (rate == 0) rate = sampleRate;
    this.channels = channels;
  }

  @Override
  public void samples(float[] interleaved, int frames) {
    if (mixed) return;
    for (int i = 0; i < frames; i++) {
      float sum = 0;
      for (int c = 0; c < channels; c++) sum += interleaved[i * channels + c];
      take(sum / channels);
    }
  }

  private void take(float sample) {
    boolean loud = Math.abs(sample) > parameters.spectrum().silence();
    if (length == 0 && !loud) {
      before++;
      return;
    }
    int at = (int) (length - base);
    if (at == held.length) held = Arrays.copyOf(held, Math.min(3 * window, 2 * held.length));
    held[at] = sample;
    length++;
    if (loud) loudEnd = length;
    if (length - next == 2L * window) full();
  }

  private void full() {
    look(next);
    next += window;
    long keep = next - window;
    System.arraycopy(held, (int) (keep - base), held, 0, (int) (length - keep));
    base = keep;
  }

  private void look(long from) {
    if (windows++ >= parameters.spectrum().windows()) return;
    if (scores == null) scores = scores(window);
    scores.add(held, (int) (from - base));
  }

  private RankScores scores(int samples) {
    Fft fft = transforms.take(RankScores.transformSize(samples));
    return new RankScores(parameters.spectrum(), samples, rate, fft);
  }

  /// Ends the look.
  FirstLook finish() {
    double seconds = rate == 0 ? 0 : (double) loudEnd / rate;
    if (seconds < 5) return FirstLook.nothing(seconds, loudEnd == 0 ? "silent" : "under 5 s");
    rest();
    var found = scores == null ? null : scores.scores();
    if (scores != null) transforms.giveBack(scores.transform());
    if (found == null) return FirstLook.nothing(seconds, "under 5 s");
    var heard = new FirstLook.Heard(rate, before, loudEnd, seconds);
    if (found.top() < 3_000) return new FirstLook(heard, "nothing above 3 kHz", found, List.of());
    return new FirstLook(heard, "", found, scan.run(found));
  }

  /// What no full window has taken: the last window ends where the sound does.
  private void rest() {
    if (next == 0 && loudEnd < window) {
      scores = scores((int) loudEnd);
      scores.add(held, 0);
      return;
    }
    if (loudEnd - next >= window) {
      look(next);
      next += window;
    }
    if (loudEnd - next > window / 2) look(loudEnd - window);
  }
}
