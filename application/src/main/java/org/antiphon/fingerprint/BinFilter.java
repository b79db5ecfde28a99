package org.antiphon.fingerprint;

/// The Gaussian that cuts one bin out of a block's spectrum.
///
/// @param hertz its centre
/// @param sigma its width in Hz
/// @param grid points of the inverse transform, a power of two
/// @param first bin of the long transform that `weights` begins at
/// @param weights unit energy, divided by the root of the block's length; times `grid`, which the
///   inverse transform divides by
record BinFilter(double hertz, double sigma, int grid, int first, float[] weights) {
  static BinFilter[] all(LandmarkParameters parameters) {
    var filters = new BinFilter[parameters.scale().bins()];
    for (int bin = 0; bin < filters.length; bin++) filters[bin] = of(parameters, bin);
    return filters;
  }

  static BinFilter of(LandmarkParameters parameters, int bin) {
    var blocks = parameters.blocks();
    var shape = parameters.filter();
    double step = (double) blocks.sampleRate() / blocks.length();
    double hertz = parameters.scale().hertz(bin);
    double spacing = parameters.scale().hertz(bin + 1.0) - hertz;
    double sigma = shape.widthBins() * spacing + shape.widthHertz();
    int grid = blocks.length() / blocks.hop();
    while (grid * step < shape.gridSigmas() * sigma) grid *= 2;
    int half = (int) Math.min(shape.cut() * sigma / step, grid / 2 - 1);
    int centre = (int) Math.round(hertz / step);
    return new BinFilter(
        hertz,
        sigma,
        grid,
        centre - half,
        scaled(
            weights(hertz, sigma, centre - half, half, blocks), grid / Math.sqrt(blocks.length())));
  }

  private static double[] weights(
      double hertz, double sigma, int first, int half, LandmarkParameters.Blocks blocks) {
    var weights = new double[2 * half + 1];
    double step = (double) blocks.sampleRate() / blocks.length();
    double edge = gaussian((half + 1) * step, sigma);
    for (int i = 0; i < weights.length; i++) {
      // a Gaussian that ends in a step rings for seconds at -70 dB and makes peaks in silence
      weights[i] = Math.max(0, gaussian((first + i) * step - hertz, sigma) - edge);
    }
    return weights;
  }

  /// To unit energy, times `by`.
  private static float[] scaled(double[] weights, double by) {
    double energy = 0;
    for (double weight : weights) energy += weight * weight;
    var scaled = new float[weights.length];
    for (int i = 0; i < scaled.length; i++)
      scaled[i] = (float) (weights[i] / Math.sqrt(energy) * by);
    return scaled;
  }

  private static double gaussian(double away, double sigma) {
    return StrictMath.exp(-away * away / (2 * sigma * sigma));
  }
}
