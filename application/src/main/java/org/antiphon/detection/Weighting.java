package org.antiphon.detection;

import java.util.Arrays;

/// How the moments of a window are weighed before its spectrum is taken.
///
/// A decoder's trace runs on whatever the music does; what music itself puts on a grid of samples
/// (the onsets of a sequencer, the partials of a struck body) is loud where the music is loud. So a
/// comb is sought in the sound as it is, and again with every moment brought to the same level,
/// where a trace stands out (the median score of machine-made files rises by a fifth) and the grid
/// of a sequencer sinks; and one that was found is looked for in the quieter half alone.
enum Weighting {
  /// As it is.
  PLAIN,
  /// Each moment divided by its level.
  LEVELLED,
  /// Only moments at or below the median level; silence does not count as one.
  QUIET;

  /// Samples over which a level is taken: 23 ms, and a prime, so that no decoder's stride fits it.
  private static final int FRAME = 1_009;

  /// Below this share of the median (-30 dB) nothing is raised any further.
  private static final float LEAST = 0.03f;

  /// Below this share of the loud moments (-80 dB) is silence.
  private static final float SILENCE = 1e-4f;

  /// A weight for each frame of [#FRAME] samples of a window, by the level of its differences
  /// (music is loud below, where no teeth are looked for).
  float[] weights(float[] samples, int from, int window) {
    float[] levels = levels(samples, from, window);
    float[] sorted = levels.clone();
    Arrays.sort(sorted);
    int silent = 0;
    float least = SILENCE * sorted[(int) (sorted.length * 0.95)];
    while (silent < sorted.length - 1 && sorted[silent] < least) silent++;
    float median = sorted[silent + (sorted.length - silent) / 2];
    var weights = new float[levels.length];
    for (int i = 0; i < weights.length; i++)
      weights[i] =
          switch (this) {
            case PLAIN -> 1;
            case LEVELLED -> median / Math.max(Math.max(levels[i], LEAST * median), 1e-12f);
            case QUIET -> levels[i] <= median ? 1 : 0;
          };
    return weights;
  }

  private static float[] levels(float[] samples, int from, int window) {
    var levels = new float[(window + FRAME - 1) / FRAME];
    for (int i = 0; i < levels.length; i++) {
      int first = Math.max(1, i * FRAME);
      int end = Math.min(window, (i + 1) * FRAME);
      double sum = 0;
      for (int j = first; j < end; j++) {
        float difference = samples[from + j] - samples[from + j - 1];
        sum += difference * difference;
      }
      levels[i] = (float) Math.sqrt(sum / Math.max(1, end - first));
    }
    return levels;
  }

  /// Multiplies `data` by the weights, which fade into each other between the middles of frames.
  static void apply(float[] weights, float[] data, int window) {
    for (int left = -1; left * FRAME + FRAME / 2 < window; left++) {
      float one = weights[Math.max(left, 0)];
      float step = weights[Math.min(left + 1, weights.length - 1)] - one;
      int middle = left * FRAME + FRAME / 2;
      int end = Math.min(window, middle + FRAME);
      for (int n = Math.max(0, middle); n < end; n++) data[n] *= one + step * FADE[n - middle];
    }
  }

  private static final float[] FADE = fade();

  private static float[] fade() {
    var fade = new float[FRAME];
    for (int i = 0; i < FRAME; i++) fade[i] = (float) (0.5 - 0.5 * Math.cos(Math.PI * i / FRAME));
    return fade;
  }
}
