package org.antiphon.fingerprint;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.antiphon.audio.Fft;

/// Constant-Q levels of a stream: 180 bins, 36 an octave from 150 Hz, 62.5 frames a second.
///
/// One real FFT of 65,536 samples (4.1 s) serves 224 frames; each bin cuts its Gaussian out of that
/// spectrum and goes back to time by a short inverse FFT (256 to 1,024 points), whose squared
/// magnitude is the bin's power. That is about a tenth of the work of a sliding transform of the
/// same resolution, and the Gaussian (spacing / 2 + 3 Hz wide: 36 ms of spread at 150 Hz, 3 ms at
/// 4.8 kHz) lets a change of speed move a peak along the bins without changing its shape. Blocks
/// lie at fixed places of the stream, so the way it is cut into chunks changes no bit. Power is
/// that of the spectrum normalised to unit energy a filter; a level is 10·log10(power + 1e-9) in
/// 1/100 dB, an integer, so that two machines rank peaks alike. Holds one block. Not thread-safe.
final class ConstantQ {
  /// Takes the frames in their order; `levels` is used again for the next one.
  interface Frames {
    /// One frame.
    ///
    /// @param levels one a bin, 1/100 dB
    void frame(int[] levels);
  }

  private final LandmarkParameters parameters;
  private final Frames out;
  private final BinFilter[] filters;
  private final Fft whole;
  private final Map<Integer, Fft> parts = new HashMap<>();
  private final float[] block;
  private final float[] spectrum;
  private final float[] narrow;
  private final float[] power;
  private final int[] levels;
  private int filled;
  private long received;
  private long given;

  ConstantQ(LandmarkParameters parameters, Frames out) {
    this.parameters = parameters;
    this.out = out;
    var blocks = parameters.blocks();
    filters = BinFilter.all(parameters);
    whole = Fft.ofReal(blocks.length());
    for (var filter : filters) parts.computeIfAbsent(filter.grid(), Fft::ofComplex);
    block = new float[blocks.length()];
    spectrum = new float[blocks.length()];
    narrow = new float[2 * Arrays.stream(filters).mapToInt(BinFilter::grid).max().orElseThrow()];
    power = new float[blocks.frames() * filters.length];
    levels = new int[filters.length];
    filled = blocks.guard() * blocks.hop(); // before the sound is silence
  }

  /// Takes the next samples.
  void push(float[] samples, int from, int count) {
    received += count;
    for (int at = from, left = count; left > 0; ) {
      int n = Math.min(left, block.length - filled);
      System.arraycopy(samples, at, block, filled, n);
      at += n;
      left -= n;
      filled += n;
      if (filled == block.length) turn();
    }
  }

  /// Ends the stream: gives the frames that are still owed. A broken frame at the end is dropped.
  ///
  /// @return how many frames there were
  int finish() {
    long frames = received / parameters.blocks().hop();
    while (given < frames) {
      Arrays.fill(block, filled, block.length, 0);
      filled = block.length;
      turn();
    }
    return Math.toIntExact(frames);
  }

  private void turn() {
    var blocks = parameters.blocks();
    System.arraycopy(block, 0, spectrum, 0, block.length);
    whole.forward(spectrum);
    for (int bin = 0; bin < filters.length; bin++) analyse(bin);
    long last = received / blocks.hop();
    for (int frame = 0; frame < blocks.frames() && given < last; frame++, given++) give(frame);
    int step = blocks.frames() * blocks.hop();
    System.arraycopy(block, step, block, 0, block.length - step);
    filled = block.length - step;
  }

  private void analyse(int bin) {
    var blocks = parameters.blocks();
    var filter = filters[bin];
    float[] weights = filter.weights();
    Arrays.fill(narrow, 2 * weights.length, 2 * filter.grid(), 0);
    for (int i = 0, k = 2 * filter.first(); i < weights.length; i++, k += 2) {
      narrow[2 * i] = spectrum[k] * weights[i];
      narrow[2 * i + 1] = spectrum[k + 1] * weights[i];
    }
    part(filter).inverse(narrow);
    int each = filter.grid() / (blocks.length() / blocks.hop());
    for (int frame = 0; frame < blocks.frames(); frame++) {
      float sum = 0;
      int start = 2 * each * (frame + blocks.guard());
      for (int i = start; i < start + 2 * each; i++) sum += narrow[i] * narrow[i];
      power[frame * filters.length + bin] = sum / each;
    }
  }

  private Fft part(BinFilter filter) {
    return Objects.requireNonNull(parts.get(filter.grid()));
  }

  private void give(int frame) {
    for (int bin = 0; bin < levels.length; bin++)
      levels[bin] =
          (int) Math.rint(1000 * StrictMath.log10(power[frame * levels.length + bin] + 1e-9));
    out.frame(levels);
  }
}
