package org.antiphon.detection;

import java.util.Arrays;
import org.antiphon.audio.Fft;

/// Power of long windows, each 40 Hz block divided by its median, summed over windows; then each
/// bin's rank in its block as a score that is Exp(1) whatever the sound's spectrum is. Buffers are
/// allocated once for a length of window, and two that work in turn share them. Not thread-safe.
final class RankScores {
  /// Samples over which the window's cosine is taken from a table.
  private static final int NEAR = 1_024;

  private final CombParameters.SpectrumShape shape;
  private final int window;
  private final double rate;
  private final double binHz;
  private final int binsPerBlock;
  private final int blocks;
  private final Fft fft;
  private final Weighting weighting;
  private final float[] data;
  private final float[] summed;
  private final float[] scratch;
  private final double[] levels;
  private final Median median;
  private final double[] nearCos = new double[NEAR];
  private final double[] nearSin = new double[NEAR];
  private int windows;

  /// @param window samples of a window
  /// @param fft of [#transformSize] real samples
  RankScores(CombParameters.SpectrumShape shape, int window, int sampleRate, Fft fft) {
    this(shape, window, sampleRate, fft, Weighting.PLAIN, new float[transformSize(window)]);
  }

  private RankScores(
      CombParameters.SpectrumShape shape,
      int window,
      double rate,
      Fft fft,
      Weighting weighting,
      float[] data) {
    this.shape = shape;
    this.window = window;
    this.rate = rate;
    this.weighting = weighting;
    this.data = data;
    int size = transformSize(window);
    binHz = rate / size;
    binsPerBlock = (int) Math.rint(shape.blockHz() / binHz);
    int bins = Math.min(size / 2 + 1, (int) ((shape.highestHz() + 1_500) / binHz));
    blocks = bins / binsPerBlock;
    this.fft = fft;
    summed = new float[blocks * binsPerBlock];
    scratch = new float[binsPerBlock];
    levels = new double[blocks];
    median = new Median(binsPerBlock);
    for (int i = 0; i < NEAR; i++) {
      nearCos[i] = Math.cos(2 * Math.PI / window * i);
      nearSin[i] = Math.sin(2 * Math.PI / window * i);
    }
  }

  /// The same of moments weighed in another way; the two share transform and buffer.
  RankScores weighed(Weighting other) {
    return new RankScores(shape, window, rate, fft, other, data);
  }

  /// The power of two that is at least twice the window.
  static int transformSize(int window) {
    return Integer.highestOneBit(2 * window - 1) << 1;
  }

  /// Adds one window.
  void add(float[] samples, int from) {
    windows++;
    hann(samples, from);
    if (weighting != Weighting.PLAIN)
      Weighting.apply(weighting.weights(samples, from, window), data, window);
    Arrays.fill(data, window, data.length, 0);
    fft.forward(data);
    data[1] = 0; // the packed spectrum keeps the highest bin there; it is above all we look at
    for (int block = 0; block < blocks; block++) add(block);
  }

  /// The cosine of a sum, of two tables' entries: no value waits for the one before it.
  private void hann(float[] samples, int from) {
    double step = 2 * Math.PI / window;
    for (int first = 0; first < window; first += NEAR) {
      double re = 0.5 * Math.cos(step * first);
      double im = 0.5 * Math.sin(step * first);
      int count = Math.min(NEAR, window - first);
      for (int i = 0; i < count; i++)
        data[first + i] =
            (float) (samples[from + first + i] * (0.5 - (re * nearCos[i] - im * nearSin[i])));
    }
  }

  private void add(int block) {
    int first = block * binsPerBlock;
    for (int i = 0; i < binsPerBlock; i++) scratch[i] = power(first + i);
    float level = median.of(scratch);
    levels[block] += level;
    float least = Math.max(level, 1e-30f);
    for (int i = 0; i < binsPerBlock; i++) summed[first + i] += scratch[i] / least;
  }

  private float power(int bin) {
    float re = data[2 * bin];
    float im = data[2 * bin + 1];
    return re * re + im * im;
  }

  /// To be used by others when this one is done.
  Fft transform() {
    return fft;
  }

  /// The scores as they stand; nothing may be added after.
  Scores scores() {
    return new Scores(ranked(summed, binsPerBlock), summed, windows, binHz, window / rate, top());
  }

  /// Each bin's score by its rank in its block: -ln(rank / (n + 1)), rank 1 for the greatest.
  ///
  /// @param power a whole number of blocks, >= 0
  static float[] ranked(float[] power, int binsPerBlock) {
    var scores = new float[power.length];
    var byRank = new float[binsPerBlock];
    for (int i = 0; i < binsPerBlock; i++)
      byRank[i] = (float) -Math.log((binsPerBlock - i) / (binsPerBlock + 1.0));
    var order = new AscendingOrder(binsPerBlock);
    for (int first = 0; first < power.length; first += binsPerBlock) {
      int[] ascending = order.of(power, first);
      for (int i = 0; i < binsPerBlock; i++) scores[first + ascending[i]] = byRank[i];
    }
    return scores;
  }

  private double top() {
    double bandwidth = bandwidth();
    return Math.min(Math.min(shape.highestHz(), bandwidth), (summed.length - 1) * binHz);
  }

  /// Top of the last block within 85 dB of the strongest between 600 and 5,000 Hz.
  private double bandwidth() {
    double strongest = 0;
    int from = (int) (600 / shape.blockHz());
    int to = Math.min(blocks, (int) (5_000 / shape.blockHz()));
    for (int block = from; block < to; block++) strongest = Math.max(strongest, levels[block]);
    int last = 0;
    for (int block = 0; block < blocks; block++)
      if (levels[block] + 1e-30 > (strongest + 1e-30) * Math.pow(10, -8.5)) last = block;
    return (last + 1) * shape.blockHz();
  }
}
