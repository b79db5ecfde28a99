package org.antiphon.picture;

import java.util.ArrayList;
import java.util.List;
import org.antiphon.audio.Fft;
import org.antiphon.audio.NativeSink;

/// Gathers a [Spectrogram] while a file is decoded: mean of the channels, Hann windows of 2,048
/// samples, half overlapped. Memory is bounded whatever the file: when there are twice as many
/// columns as a picture needs, neighbours are joined. One for each file; not thread-safe.
public final class SpectrogramSink implements NativeSink {
  private static final int FRAME = 2048;
  private static final int HOP = FRAME / 2;
  private static final int COLUMNS = 2400;

  private final Fft fft = Fft.ofReal(FRAME);
  private final float[] window = new float[FRAME];
  private final float[] held = new float[FRAME];
  private final float[] spectrum = new float[FRAME];
  private final float[] rows = new float[Spectrogram.ROWS];
  private final List<float[]> columns = new ArrayList<>();
  private int framesPerColumn = 1;
  private int framesInColumn;
  private int length;
  private int rate = 44_100;
  private int channels = 1;
  private double seconds;

  /// Ready for one file.
  public SpectrogramSink() {
    for (int i = 0; i < FRAME; i++)
      window[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / FRAME));
  }

  @Override
  public void format(int sampleRate, int channels) {
    this.rate = sampleRate;
    this.channels = channels;
    this.length = 0;
  }

  @Override
  public void samples(float[] interleaved, int frames) {
    for (int i = 0; i < frames; i++) {
      float sum = 0;
      for (int c = 0; c < channels; c++) sum += interleaved[i * channels + c];
      held[length++] = sum / channels;
      if (length == FRAME) frame();
    }
    seconds += (double) frames / rate;
  }

  private void frame() {
    for (int i = 0; i < FRAME; i++) spectrum[i] = held[i] * window[i];
    System.arraycopy(held, HOP, held, 0, HOP);
    length = HOP;
    fft.forward(spectrum);
    for (int row = 0; row < Spectrogram.ROWS; row++) rows[row] += power(row);
    if (++framesInColumn == framesPerColumn) column();
  }

  /// Mean power of the bins of a row, at least one; 0 above half the rate.
  private float power(int row) {
    double width = Spectrogram.TOP_HZ / Spectrogram.ROWS * FRAME / rate;
    int from = Math.max(1, (int) (row * width));
    int to = Math.max(from + 1, (int) ((row + 1) * width));
    if (to > FRAME / 2) return 0;
    float sum = 0;
    for (int k = from; k < to; k++)
      sum += spectrum[2 * k] * spectrum[2 * k] + spectrum[2 * k + 1] * spectrum[2 * k + 1];
    return sum / (to - from);
  }

  private void column() {
    var done = new float[Spectrogram.ROWS];
    for (int row = 0; row < done.length; row++) done[row] = rows[row] / framesInColumn;
    java.util.Arrays.fill(rows, 0);
    framesInColumn = 0;
    columns.add(done);
    if (columns.size() == COLUMNS) join();
  }

  private void join() {
    for (int i = 0; i < COLUMNS / 2; i++) {
      var left = columns.get(2 * i);
      var right = columns.get(2 * i + 1);
      for (int row = 0; row < left.length; row++) left[row] = (left[row] + right[row]) / 2;
      columns.set(i, left);
    }
    columns.subList(COLUMNS / 2, COLUMNS).clear();
    framesPerColumn *= 2;
  }

  /// What was gathered.
  public Spectrogram finish() {
    if (framesInColumn > 0) column();
    return new Spectrogram(columns.toArray(new float[0][]), seconds);
  }
}
