package org.antiphon.demo;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import javax.imageio.ImageIO;

/// Draws the covers of the invented artists from a seed: a ground and a band that all covers of a
/// series share, and shapes of each one's own. Without letters, so that no font is needed.
final class CoverPainter {
  private static final int SIDE = 500;

  private CoverPainter() {}

  /// A cover.
  ///
  /// @param series those of one series look alike in style
  static void paint(int series, int number, Path png) {
    write(painted(series, number), "png", png);
  }

  /// The same cover as a thief would show it: smaller, cut by a twentieth, framed, a JPEG.
  static void paintBorrowed(int series, int number, Path jpeg) {
    var whole = painted(series, number);
    int cut = SIDE / 20;
    var part = whole.getSubimage(cut, cut / 2, SIDE - cut, SIDE - cut);
    var framed = new BufferedImage(340, 340, BufferedImage.TYPE_INT_RGB);
    var g = framed.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, 340, 340);
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.drawImage(part, 20, 20, 300, 300, null);
    g.dispose();
    write(framed, "jpg", jpeg);
  }

  private static BufferedImage painted(int series, int number) {
    var style = random(series);
    var own = random(1_000L * (series + 1) + number);
    var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    var g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setPaint(new GradientPaint(0, 0, colour(style), 0, SIDE, colour(style)));
    g.fillRect(0, 0, SIDE, SIDE);
    for (int i = 0; i < 24; i++) shape(g, own);
    g.setColor(colour(style));
    g.fillRect(0, SIDE * 5 / 6, SIDE, SIDE / 6);
    g.dispose();
    return image;
  }

  private static void shape(Graphics2D g, RandomGenerator random) {
    g.setColor(colour(random));
    int size = 30 + random.nextInt(150);
    int x = random.nextInt(SIDE) - 40;
    int y = random.nextInt(SIDE) - 40;
    if (random.nextBoolean()) g.fill(new Ellipse2D.Double(x, y, size, size));
    else g.fillRect(x, y, size, 20 + random.nextInt(100));
  }

  private static Color colour(RandomGenerator random) {
    return new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256));
  }

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private static void write(BufferedImage image, String format, Path file) {
    try {
      ImageIO.write(image, format, file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
