package org.antiphon.detection;

import java.util.Arrays;
import org.antiphon.audio.Fft;

/// Power of long windows, each 40 Hz block divided by its median, summed over windows; then each
/// bin's rank in its block as a score that is Exp(1) whatever the sound's spectrum is. Buffers are
/// allocated once for a length of window, and two that work in turn share them. Not thread-safe.
final class RankScores {
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

  /// The cosine by rotation, set right again every 1,024 samples.
  private void hann(float[] samples, int from) {
    double step = 2 * Math.PI / window;
    double turnRe = Math.cos(step);
    double turnIm = Math.sin(step);
    double re = 1;
    double im = 0;
    for (int i = 0; i < window; i++) {
      if ((i & 1023) == 0) {
        re = Math.cos(step * i);
        im = Math.sin(step * i);
      }
      data[i] = (float) (samples[from + i] * (0.5 - 0.5 * re));
      double next = re * turnRe - im * turnIm;
      im = re * turnIm + im * turnRe;
      re = next;
    }
  }

  private void add(int block) {
    int first = block * binsPerBlock;
    for (int i = 0; i < binsPerBlock; i++) scratch[i] = power(first + i);
    float median = median();
    levels[block] += median;
    float least = Math.max(median, 1e-30f);
    for (int i = 0; i < binsPerBlock; i++) summed[first + i] += power(first + i) / least;
  }

  private float power(int bin) {
    float re = data[2 * bin];
    float im = data[2 * bin + 1];
    return re * re + im * im;
  }

  /// Of `scratch`, which is left in another order: the mean of the two middle ones of an even
  /// number.
  private float median() {
    int middle = binsPerBlock / 2;
    float upper = select(middle);
    if (binsPerBlock % 2 == 1) return upper;
    float lower = scratch[0];
    for (int i = 1; i < middle; i++) lower = Math.max(lower, scratch[i]);
    return (lower + upper) / 2;
  }

  /// The k-th smallest (Hoare's selection); all before it are no larger then.
  private float select(int k) {
    int low = 0;
    int high = binsPerBlock - 1;
    while (low < high) {
      float pivot = scratch[(low + high) >>> 1];
      int i = low;
      int j = high;
      while (i <= j) {
        while (scratch[i] < pivot) i++;
        while (scratch[j] > pivot) j--;
        if (i > j) break;
        float swap = scratch[i];
        scratch[i++] = scratch[j];
        scratch[j--] = swap;
      }
      if (k <= j) high = j;
      else if (k >= i) low = i;
      else break;
    }
    return scratch[k];
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
    var order = new long[binsPerBlock];
    for (int first = 0; first < power.length; first += binsPerBlock) {
      for (int i = 0; i < binsPerBlock; i++)
        order[i] = ((long) Float.floatToRawIntBits(power[first + i]) << 32) | i;
      Arrays.sort(order);
      for (int i = 0; i < binsPerBlock; i++) scores[first + (int) order[i]] = byRank[i];
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
