package org.antiphon.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/// Power over time and frequency, as a picture: time runs to the right, frequency upwards, both
/// linear, so that a decoder's teeth lie at equal distances.
///
/// @param power mean power of each column (time) and row (frequency, lowest first), linear
/// @param seconds of sound that the columns cover
public record Spectrogram(float[][] power, double seconds) {
  /// Frequency at the upper edge, Hz.
  public static final double TOP_HZ = 16_000;

  /// Rows of a column.
  public static final int ROWS = 320;

  private static final double RANGE_DB = 85;

  /// Dark to light with growing luminance, so that it also reads without colour.
  private static final int[][] ANCHORS = {
    {13, 17, 28}, {25, 52, 92}, {24, 112, 128}, {110, 176, 112}, {240, 226, 132}, {255, 252, 236}
  };

  /// A PNG of one pixel for each column and row; black where nothing was decoded.
  public byte[] png() {
    var image = new BufferedImage(Math.max(1, power.length), ROWS, BufferedImage.TYPE_INT_RGB);
    double loudest = 1e-12;
    for (var column : power) for (float value : column) loudest = Math.max(loudest, value);
    for (int x = 0; x < power.length; x++)
      for (int y = 0; y < ROWS; y++) {
        double db = 10 * Math.log10(Math.max(power[x][y], 1e-20) / loudest);
        image.setRGB(x, ROWS - 1 - y, colour(1 + db / RANGE_DB));
      }
    var bytes = new ByteArrayOutputStream(1 << 17);
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static int colour(double level) {
    double at = Math.clamp(level, 0, 1) * (ANCHORS.length - 1);
    int from = Math.min((int) at, ANCHORS.length - 2);
    int rgb = 0;
    for (int c = 0; c < 3; c++) {
      double mixed = ANCHORS[from][c] + (at - from) * (ANCHORS[from + 1][c] - ANCHORS[from][c]);
      rgb = rgb << 8 | (int) Math.round(mixed);
    }
    return rgb;
  }
}
