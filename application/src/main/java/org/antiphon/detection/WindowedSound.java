package org.antiphon.detection;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.antiphon.audio.NativeSink;

/// Long windows of a sound while it is decoded: mean of the channels, silence at both ends left
/// out, windows of up to 2^22 samples. Holds at most three windows of samples, whatever the file.
/// Sixteen windows (25 minutes at 44.1 kHz) make a chapter, whose scores are told and forgotten, so
/// that what sounds in one hour of ten is not drowned by the others. One for each file; not
/// thread-safe.
final class WindowedSound implements NativeSink {
  private final CombParameters.SpectrumShape shape;
  private final Transforms transforms;
  private final List<Weighting> weightings;
  private final Consumer<Map<Weighting, Scores>> chapters;
  private final int window;
  private final Map<Weighting, RankScores> scores = new EnumMap<>(Weighting.class);
  private float[] held = new float[1 << 18];
  private long base;
  private long length;
  private long loudEnd;
  private long next;
  private long before;
  private int windows;
  private int only = ALL;
  private int rate;
  private int channels = 1;
  private boolean mixed;

  private static final int ALL = -1;

  /// @param weightings each gives scores of its own
  /// @param chapters told of each chapter's scores, in order; may keep them
  WindowedSound(
      CombParameters.SpectrumShape shape,
      Transforms transforms,
      List<Weighting> weightings,
      Consumer<Map<Weighting, Scores>> chapters) {
    this.shape = shape;
    this.chapters = chapters;
    this.transforms = transforms;
    this.weightings = weightings;
    window = shape.window();
  }

  /// Looks at one chapter only, counted from 0.
  void only(int chapter) {
    only = chapter;
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
    boolean loud = Math.abs(sample) > shape.silence();
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
    int chapter = windows++ / shape.windows();
    if (only != ALL && chapter != only) return;
    if (chapter > 0 && windows % shape.windows() == 1) told();
    add((int) (from - base), window);
  }

  private void add(int from, int samples) {
    if (scores.isEmpty()) {
      var fft = transforms.take(RankScores.transformSize(samples));
      var first = new RankScores(shape, samples, rate, fft);
      for (var weighting : weightings) scores.put(weighting, first.weighed(weighting));
    }
    scores.values().forEach(each -> each.add(held, from));
  }

  /// What was heard so far.
  FirstLook.Heard heard() {
    return new FirstLook.Heard(rate, before, loudEnd, rate == 0 ? 0 : (double) loudEnd / rate);
  }

  /// Ends the sound and tells of the last chapter; nothing may be added after.
  void finish() {
    rest();
    told();
  }

  private void told() {
    if (scores.isEmpty()) return;
    var found = new EnumMap<Weighting, Scores>(Weighting.class);
    scores.forEach((weighting, ranks) -> found.put(weighting, ranks.scores()));
    scores.values().stream().findFirst().ifPresent(any -> transforms.giveBack(any.transform()));
    scores.clear();
    chapters.accept(found);
  }

  /// What no full window has taken: the last window ends where the sound does.
  private void rest() {
    if (loudEnd == 0) return;
    if (next == 0 && loudEnd < window) {
      add(0, (int) loudEnd);
      return;
    }
    if (loudEnd - next >= window) {
      look(next);
      next += window;
    }
    if (loudEnd - next > window / 2) look(loudEnd - window);
  }

  /// A copy of the last samples before the silence at the end, at most a window of them.
  float[] recent() {
    long from = Math.max(base, loudEnd - window);
    return Arrays.copyOfRange(held, (int) (from - base), (int) (loudEnd - base));
  }
}
