package org.antiphon.detection;

import java.util.List;

/// Where the energy of a frame lies: entropy (0 to 1), flatness (dB), centroid, bandwidth and
/// roll-off (Hz) over 100 to 16,000 Hz, and mel cepstra (40 HTK bands from 20 Hz, orthonormal
/// DCT-II).
final class SpectralShape {
  static final List<String> NAMES =
      List.of(
          "entropy", "flatness_db", "centroid_hz", "bandwidth_hz", "rolloff85_hz", "rolloff95_hz");
  private static final int MEL_BANDS = 40;
  private static final int KEPT = 14;

  private final int first;
  private final int last;
  private final double binHz;
  private final double[][] mel;

  SpectralShape(int rate) {
    binHz = (double) rate / SpectralFrames.SIZE;
    double top = Math.min(16_000, rate / 2.0);
    first = (int) Math.ceil(100 / binHz);
    last = (int) Math.floor(top / binHz);
    mel = mel(top);
  }

  /// In the order of [#NAMES].
  double[] of(double[] power) {
    double sum = 0;
    double logs = 0;
    double weighted = 0;
    int count = last - first + 1;
    for (int b = first; b <= last; b++) {
      double p = power[b] + 1e-20;
      sum += p;
      logs += Math.log(p);
      weighted += p * b * binHz;
    }
    double centroid = weighted / sum;
    double entropy = 0;
    double spread = 0;
    double running = 0;
    double low = 0;
    double high = 0;
    for (int b = first; b <= last; b++) {
      double q = (power[b] + 1e-20) / sum;
      entropy -= q * Math.log(q);
      double away = b * binHz - centroid;
      spread += q * away * away;
      if (running < 0.85 && running + q >= 0.85) low = b * binHz;
      if (running < 0.95 && running + q >= 0.95) high = b * binHz;
      running += q;
    }
    double flatness = 10 / Math.log(10) * (logs / count - Math.log(sum / count));
    return new double[] {
      entropy / Math.log(count), flatness, centroid, Math.sqrt(spread), low, high
    };
  }

  /// c0 to c13 of a frame.
  double[] cepstra(double[] power) {
    var levels = new double[MEL_BANDS];
    for (int band = 0; band < MEL_BANDS; band++) {
      double sum = 0;
      for (int b = 0; b < power.length; b++) sum += mel[band][b] * power[b];
      levels[band] = Math.log(Math.max(sum, 1e-10));
    }
    var cepstra = new double[KEPT];
    for (int n = 0; n < KEPT; n++) {
      double sum = 0;
      for (int band = 0; band < MEL_BANDS; band++)
        sum += levels[band] * Math.cos(Math.PI * n * (band + 0.5) / MEL_BANDS);
      cepstra[n] = sum * Math.sqrt((n == 0 ? 1.0 : 2.0) / MEL_BANDS);
    }
    return cepstra;
  }

  private double[][] mel(double top) {
    var edges = new double[MEL_BANDS + 2];
    double low = toMel(20);
    double step = (toMel(top) - low) / (MEL_BANDS + 1);
    for (int i = 0; i < edges.length; i++)
      edges[i] = 700 * (Math.pow(10, (low + i * step) / 2_595) - 1);
    var bank = new double[MEL_BANDS][SpectralFrames.SIZE / 2 + 1];
    for (int band = 0; band < MEL_BANDS; band++)
      for (int b = 0; b < bank[band].length; b++) {
        double up = (b * binHz - edges[band]) / (edges[band + 1] - edges[band]);
        double down = (edges[band + 2] - b * binHz) / (edges[band + 2] - edges[band + 1]);
        bank[band][b] = Math.max(0, Math.min(up, down));
      }
    return bank;
  }

  private static double toMel(double hertz) {
    return 2_595 * Math.log10(1 + hertz / 700);
  }
}
