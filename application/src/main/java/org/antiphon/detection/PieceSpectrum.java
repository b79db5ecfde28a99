package org.antiphon.detection;

import java.util.Arrays;
import org.antiphon.audio.Fft;

/// How far single pieces of a sound, all of one length, carry a comb: the mean of its teeth's rank
/// scores, as [RankScores] gives them for a single window, in standard deviations above chance.
/// Ranks are counted for the teeth alone, since nothing else is asked of a piece. Not thread-safe.
final class PieceSpectrum implements AutoCloseable {
  private final double binHz;
  private final int binsPerBlock;
  private final Transforms transforms;
  private final Fft fft;
  private final float[] hann;
  private final float[] data;
  private final float[] power;

  /// @param blockHz within which bins are ranked
  /// @param length samples of a piece
  PieceSpectrum(double blockHz, int length, int sampleRate, Transforms transforms) {
    this.transforms = transforms;
    int size = RankScores.transformSize(length);
    binHz = (double) sampleRate / size;
    binsPerBlock = (int) Math.rint(blockHz / binHz);
    fft = transforms.take(size);
    data = new float[size];
    power = new float[size / 2];
    hann = new float[length];
    double turn = 2 * Math.PI / length;
    for (int i = 0; i < length; i++) hann[i] = (float) (0.5 - 0.5 * Math.cos(turn * i));
  }

  /// Of one piece; 0 by chance, and where there are no teeth.
  ///
  /// @param hertz distance of the teeth
  /// @param top Hz up to which they are looked at
  double deviation(float[] piece, double hertz, double top) {
    for (int i = 0; i < hann.length; i++) data[i] = piece[i] * hann[i];
    Arrays.fill(data, hann.length, data.length, 0);
    fft.forward(data);
    data[1] = 0; // the packed spectrum keeps the highest bin there
    for (int k = 0; k < power.length; k++)
      power[k] = data[2 * k] * data[2 * k] + data[2 * k + 1] * data[2 * k + 1];
    double sum = 0;
    int teeth = 0;
    for (int k = Scores.firstTooth(hertz); k * hertz <= top; k++) {
      int bin = (int) Math.rint(k * hertz / binHz);
      int block = bin / binsPerBlock * binsPerBlock;
      if (block + binsPerBlock > power.length) break;
      sum += score(bin, block);
      teeth++;
    }
    return teeth == 0 ? 0 : (sum / teeth - 1) * Math.sqrt(teeth);
  }

  /// A tooth's rank score, 1 by chance. In digital silence all bins are equal and none is the first
  /// of its block.
  private double score(int bin, int block) {
    float own = power[bin];
    if (own == 0) return 1;
    int rank = 1;
    for (int i = block; i < block + binsPerBlock; i++) if (power[i] > own) rank++;
    return -Math.log(rank / (binsPerBlock + 1.0));
  }

  @Override
  public void close() {
    transforms.giveBack(fft);
  }
}
