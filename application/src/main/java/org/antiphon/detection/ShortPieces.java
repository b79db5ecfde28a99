package org.antiphon.detection;

import java.util.List;
import java.util.Optional;
import org.antiphon.audio.Fft;

/// Combs in averaged half-second spectra (Welch 1967), for sound whose phase was lost by a stretch
/// or a shift: the whole of `short_comb` in the design's reference program. Of each tooth the
/// largest of three bins counts.
final class ShortPieces {
  private static final double SECONDS = 0.5;
  private static final int[] SEMITONES = {0, -2, -1, 1, 2};
  private static final double LOWEST_COMB_HZ = 43;
  private static final int FEWEST_CONTROLS = 12;

  /// At most so much sound; more changes little and costs as much again.
  private static final int MOST_SECONDS = 40;

  private final CombParameters parameters;
  private final Transforms transforms;
  private final List<Double> known;

  ShortPieces(CombParameters parameters, Transforms transforms, List<Double> known) {
    this.parameters = parameters;
    this.transforms = transforms;
    this.known = known;
  }

  Optional<SecondLook.Shifted> best(float[] samples, int rate) {
    int length = (int) (SECONDS * rate);
    int size = nextFast(2 * length);
    double[] power = welch(samples, rate, length, size);
    double binHz = (double) rate / size;
    var shape = parameters.spectrum();
    int perBlock = (int) Math.rint(shape.blockHz() / binHz);
    int blocks = (int) (Math.min(shape.highestHz() + 1_500, bandwidth(power, binHz)) / binHz);
    blocks /= perBlock;
    var kept = new float[blocks * perBlock];
    for (int i = 0; i < kept.length; i++) kept[i] = (float) power[i];
    double top = Math.min(shape.highestHz(), (kept.length - 1) * binHz);
    var scores = new Scores(RankScores.ranked(kept, perBlock), kept, 1, binHz, SECONDS, top);
    SecondLook.Shifted best = null;
    for (double hertz : known)
      for (int semitones : SEMITONES) {
        if (hertz < LOWEST_COMB_HZ) continue;
        var found = held(scores, hertz, semitones);
        if (found.isPresent() && (best == null || found.get().score() > best.score()))
          best = found.get();
      }
    return Optional.ofNullable(best);
  }

  private Optional<SecondLook.Shifted> held(Scores scores, double hertz, int semitones) {
    double shifted = hertz * Math.pow(2, semitones / 12.0);
    int teeth = scores.teeth(shifted);
    if (teeth < parameters.selection().leastTeeth()) return Optional.empty();
    double[] fold = ToothScan.fold(scores, shifted);
    int middle = fold.length / 2;
    double sum = 0;
    double squares = 0;
    double highest = 0;
    int count = 0;
    for (int j = 0; j < fold.length; j++) {
      if (Math.abs((j - middle) * scores.binHz()) <= 4 / SECONDS) continue;
      sum += fold[j];
      squares += fold[j] * fold[j];
      highest = Math.max(highest, fold[j]);
      count++;
    }
    if (count < FEWEST_CONTROLS) return Optional.empty();
    double mean = sum / count;
    double deviation = Math.sqrt(Math.max(1e-18, squares / count - mean * mean));
    double own = Math.max(fold[middle], Math.max(fold[middle - 1], fold[middle + 1]));
    double score = Math.min((own - highest) / deviation, 5 * (own - highest));
    return Optional.of(new SecondLook.Shifted(hertz, semitones, teeth, own, score));
  }

  private double[] welch(float[] samples, int rate, int length, int size) {
    var fft = transforms.take(size);
    var hann = new float[length];
    for (int i = 0; i < length; i++)
      hann[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / (length - 1)));
    var data = new float[size];
    var power = new double[size / 2 + 1];
    int end = (int) Math.min(samples.length, (long) MOST_SECONDS * rate);
    for (int from = 0; from + length <= end; from += length / 2)
      add(samples, from, hann, data, fft, power);
    transforms.giveBack(fft);
    return power;
  }

  private static void add(
      float[] samples, int from, float[] hann, float[] data, Fft fft, double[] power) {
    java.util.Arrays.fill(data, 0);
    for (int i = 0; i < hann.length; i++) data[i] = samples[from + i] * hann[i];
    fft.forward(data);
    power[0] += data[0] * data[0];
    for (int k = 1; k < power.length - 1; k++)
      power[k] += data[2 * k] * data[2 * k] + data[2 * k + 1] * data[2 * k + 1];
  }

  /// Top of the last 100 Hz within 85 dB of the strongest between 600 and 5,000 Hz.
  private static double bandwidth(double[] power, double binHz) {
    int each = Math.max(1, (int) (100 / binHz));
    var levels = new double[power.length / each];
    for (int i = 0; i < levels.length; i++)
      for (int j = 0; j < each; j++) levels[i] += power[i * each + j] / each;
    double strongest = 0;
    for (int i = 6; i < Math.min(50, levels.length); i++)
      strongest = Math.max(strongest, levels[i]);
    int last = 0;
    for (int i = 0; i < levels.length; i++)
      if (levels[i] + 1e-30 > (strongest + 1e-30) * Math.pow(10, -8.5)) last = i;
    return (last + 1) * 100.0;
  }

  /// The least even 2^a 3^b 5^c 7^d 11^e that is at least this.
  static int nextFast(int least) {
    for (int n = least + least % 2; ; n += 2) {
      int left = n;
      for (int p : new int[] {2, 3, 5, 7, 11}) while (left % p == 0) left /= p;
      if (left == 1) return n;
    }
  }
}
