package org.antiphon.detection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Classic descriptors of a sound, for an analyst to read beside the comb; none enters the verdict,
/// since they tell genre, codec and mastering first. Frames of 2,048 samples every 512, periodic
/// Hann, natural logarithms; frames with a mean square below 1e-8 are left out. The formulas are
/// those of the design's `descriptors.py`.
final class Descriptors {
  private static final int CEPSTRA = 13;
  private static final int FEWEST_DECAYS = 3;
  private static final int LEAST_FALLING = 9;
  private static final int FEWEST_QUIET = 5;

  private final int rate;
  private final SpectralShape shape;
  private final PhaseTrace phases;
  private final Voices voices;
  private final List<double[]> shapes = new ArrayList<>();
  private final List<double[]> cepstra = new ArrayList<>();
  private final List<double[]> bands = new ArrayList<>();

  private Descriptors(int rate) {
    this.rate = rate;
    shape = new SpectralShape(rate);
    phases = new PhaseTrace(rate);
    voices = new Voices(rate);
  }

  /// Every descriptor by its name; what cannot be told is absent.
  ///
  /// @param samples mono, at least one frame
  static Map<String, Double> of(float[] samples, int rate) {
    var descriptors = new Descriptors(rate);
    var frames = new SpectralFrames(samples);
    while (frames.next()) descriptors.add(frames);
    return descriptors.finish();
  }

  private void add(SpectralFrames frame) {
    shapes.add(shape.of(frame.power()));
    cepstra.add(shape.cepstra(frame.power()));
    bands.add(bands(frame.power()));
    phases.add(frame.re(), frame.im());
    voices.add(frame.samples());
  }

  /// Energy of all, of 2,000 to 8,000 Hz, of 80 to 2,000 Hz, and the level (dB) of 500 to 4,000 Hz.
  private double[] bands(double[] power) {
    double all = 0;
    double breath = 0;
    double voice = 0;
    double room = 0;
    for (int b = 0; b < power.length; b++) {
      double hertz = (double) b * rate / SpectralFrames.SIZE;
      all += power[b];
      if (hertz >= 2_000 && hertz < 8_000) breath += power[b];
      if (hertz >= 80 && hertz < 2_000) voice += power[b];
      if (hertz >= 500 && hertz < 4_000) room += power[b];
    }
    return new double[] {all, breath, voice, 10 * Math.log10(room + 1e-12)};
  }

  private Map<String, Double> finish() {
    var found = new LinkedHashMap<String, Double>();
    if (shapes.isEmpty()) return found;
    for (int i = 0; i < SpectralShape.NAMES.size(); i++)
      statistics(found, SpectralShape.NAMES.get(i), column(shapes, i));
    for (int i = 1; i <= CEPSTRA; i++) {
      statistics(found, "mfcc" + i, column(cepstra, i));
      found.put("dmfcc" + i + "_sd", deviation(differences(column(cepstra, i))));
    }
    voices.coherence().ifPresent(value -> found.put("harmonic_phase_coherence", value));
    found.put("voiced_share", voices.share());
    phases.time().ifPresent(value -> found.put("hf_phase_time_R", value));
    phases.frequency().ifPresent(value -> found.put("hf_phase_freq_R", value));
    statistics(found, "breath_db", breath());
    double[] decays = decays();
    found.put("decays", (double) decays.length);
    if (decays.length >= FEWEST_DECAYS) statistics(found, "ln_rt60", decays);
    return found;
  }

  /// Of the quietest tenth of the frames, the breath band over the voice band, dB.
  private double[] breath() {
    var order = new ArrayList<>(bands);
    order.sort(java.util.Comparator.comparingDouble(band -> band[0]));
    int count = Math.min(order.size(), Math.max(FEWEST_QUIET, order.size() / 10));
    return order.subList(0, count).stream()
        .mapToDouble(band -> 10 * Math.log10((band[1] + 1e-12) / (band[2] + 1e-12)))
        .toArray();
  }

  /// ln of the reverberation time, of each run of nine frames or more in which the level falls.
  private double[] decays() {
    double[] level = column(bands, 3);
    var found = new ArrayList<Double>();
    int t = 0;
    while (t < level.length - 1) {
      int u = t;
      while (u < level.length - 1 && level[u + 1] < level[u]) u++;
      if (u - t >= LEAST_FALLING) {
        double seconds = -60 / slope(level, t, u);
        if (seconds >= 0.05 && seconds <= 5) found.add(Math.log(seconds));
      }
      t = Math.max(u, t + 1);
    }
    return found.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /// Least squares, dB a second.
  private double slope(double[] level, int from, int to) {
    int n = to - from + 1;
    double step = (double) SpectralFrames.HOP / rate;
    double middle = (n - 1) / 2.0;
    double top = 0;
    double bottom = 0;
    for (int i = 0; i < n; i++) {
      top += (i - middle) * level[from + i];
      bottom += (i - middle) * (i - middle);
    }
    return top / bottom / step;
  }

  private static double[] column(List<double[]> rows, int column) {
    return rows.stream().mapToDouble(row -> row[column]).toArray();
  }

  private static double[] differences(double[] values) {
    var differences = new double[Math.max(0, values.length - 2)];
    for (int i = 0; i < differences.length; i++) differences[i] = (values[i + 2] - values[i]) / 2;
    return differences;
  }

  private static void statistics(Map<String, Double> found, String name, double[] values) {
    found.put(name + "_mean", mean(values));
    found.put(name + "_sd", deviation(values));
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) sum += value;
    return values.length == 0 ? 0 : sum / values.length;
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    double sum = 0;
    for (double value : values) sum += (value - mean) * (value - mean);
    return values.length == 0 ? 0 : Math.sqrt(sum / values.length);
  }
}
