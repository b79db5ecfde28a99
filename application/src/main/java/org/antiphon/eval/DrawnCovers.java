package org.antiphon.eval;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/// Covers drawn from a seed, and what is done to a cover to hide where it is from. No font is used:
/// words are rows of blocks, so that a machine without fonts draws the same.
public final class DrawnCovers {
  private static final int SIDE = 480;

  private DrawnCovers() {}

  /// A cover of one of six kinds; each seed draws another.
  public static BufferedImage of(long seed) {
    var random = new Random(seed * 7919 + 17);
    var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    var g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setPaint(new GradientPaint(0, 0, colour(random), SIDE, random.nextInt(SIDE), colour(random)));
    g.fillRect(0, 0, SIDE, SIDE);
    switch (Math.floorMod(seed, 6)) {
      case 0 -> shapes(g, random, 25);
      case 1 -> mosaic(g, random);
      case 2 -> hills(g, random);
      case 3 -> figure(g, random);
      case 4 -> clouds(image, random);
      default -> lines(g, random);
    }
    words(g, random, 40 + random.nextInt(360));
    g.dispose();
    return image;
  }

  /// Covers of one series: the same ground and layout, another picture and title.
  public static BufferedImage ofSeries(long series, long number) {
    var style = new Random(series * 104_729 + 5);
    var own = new Random(series * 31 + number * 15_485_863 + 3);
    var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    var g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setPaint(new GradientPaint(0, 0, colour(style), 0, SIDE, colour(style)));
    g.fillRect(0, 0, SIDE, SIDE);
    g.setColor(colour(style));
    g.fillRect(0, SIDE * 4 / 5, SIDE, SIDE / 5);
    g.setClip(SIDE / 8, SIDE / 8, SIDE * 3 / 4, SIDE * 5 / 8);
    shapes(g, own, 18);
    g.setClip(null);
    words(g, own, SIDE * 4 / 5 + 20);
    g.dispose();
    return image;
  }

  /// One colour, or two that run into each other, or a few stripes.
  public static BufferedImage plain(long seed) {
    var random = new Random(seed);
    var image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    var g = image.createGraphics();
    var first = colour(random);
    if (seed % 3 == 0) g.setColor(first);
    else g.setPaint(new GradientPaint(0, 0, first, SIDE, seed % 3 == 1 ? 0 : SIDE, colour(random)));
    g.fillRect(0, 0, SIDE, SIDE);
    if (seed % 4 == 3) {
      g.setColor(colour(random));
      g.fillRect(0, random.nextInt(SIDE), SIDE, 40);
    }
    g.dispose();
    return image;
  }

  private static Color colour(Random random) {
    return new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256));
  }

  private static void shapes(Graphics2D g, Random random, int count) {
    for (int i = 0; i < count; i++) {
      g.setColor(colour(random));
      int size = 20 + random.nextInt(180);
      int x = random.nextInt(SIDE) - 40;
      int y = random.nextInt(SIDE) - 40;
      if (random.nextBoolean()) g.fill(new Ellipse2D.Double(x, y, size, size * 0.8));
      else g.fillRect(x, y, size, 10 + random.nextInt(120));
    }
  }

  private static void mosaic(Graphics2D g, Random random) {
    int cells = 5 + random.nextInt(6);
    int side = SIDE / cells + 1;
    for (int y = 0; y < cells; y++)
      for (int x = 0; x < cells; x++) {
        g.setColor(colour(random));
        g.fillRect(x * side, y * side, side, side);
      }
  }

  private static void hills(Graphics2D g, Random random) {
    g.setColor(colour(random));
    int sun = 60 + random.nextInt(80);
    g.fill(new Ellipse2D.Double(random.nextInt(SIDE), random.nextInt(SIDE / 3), sun, sun));
    for (int layer = 0; layer < 5; layer++) {
      var hill = new Path2D.Double();
      hill.moveTo(0, SIDE);
      double base = SIDE * (0.35 + 0.13 * layer);
      double a = random.nextDouble() * 6;
      double wide = 40 + random.nextDouble() * 60;
      for (int x = 0; x <= SIDE; x += 6)
        hill.lineTo(x, base + 40 * Math.sin(x / wide + a) + 15 * Math.sin(x / 17.0 + 2 * a));
      hill.lineTo(SIDE, SIDE);
      hill.closePath();
      g.setColor(colour(random));
      g.fill(hill);
    }
  }

  /// A head and shoulders before a ground: the commonest layout there is.
  private static void figure(Graphics2D g, Random random) {
    shapes(g, random, 7);
    g.setColor(colour(random));
    int x = SIDE / 2 - 90 + random.nextInt(40);
    g.fill(new Ellipse2D.Double(x - 60, 290, 300, 320));
    g.setColor(colour(random));
    g.fill(new Ellipse2D.Double(x, 110 + random.nextInt(40), 180, 220));
    g.setColor(colour(random));
    for (int i = 0; i < 14; i++)
      g.fill(
          new Ellipse2D.Double(
              x - 10 + random.nextInt(180), 90 + random.nextInt(90), 40 + random.nextInt(40), 60));
    g.setColor(colour(random));
    g.fill(new Ellipse2D.Double(x + 45, 200, 22, 14));
    g.fill(new Ellipse2D.Double(x + 115, 200, 22, 14));
  }

  /// Noise with power falling with frequency, as photographs have it.
  private static void clouds(BufferedImage image, Random random) {
    var waves = new double[60][5];
    for (var wave : waves) {
      double cycles = Math.exp(random.nextDouble() * Math.log(14));
      double angle = random.nextDouble() * Math.PI;
      wave[0] = cycles * Math.cos(angle) * 2 * Math.PI / SIDE;
      wave[1] = cycles * Math.sin(angle) * 2 * Math.PI / SIDE;
      wave[2] = random.nextDouble() * 2 * Math.PI;
      wave[3] = 1 / cycles;
      wave[4] = random.nextInt(3);
    }
    for (int y = 0; y < SIDE; y++)
      for (int x = 0; x < SIDE; x++) {
        var levels = new double[] {128, 128, 128};
        for (var wave : waves) {
          double value = 90 * wave[3] * Math.sin(wave[0] * x + wave[1] * y + wave[2]);
          for (int c = 0; c < 3; c++) levels[c] += c == (int) wave[4] ? 1.5 * value : value;
        }
        int rgb = 0;
        for (double level : levels) rgb = rgb << 8 | (int) Math.clamp(level, 0, 255);
        image.setRGB(x, y, rgb);
      }
  }

  private static void lines(Graphics2D g, Random random) {
    for (int i = 0; i < 30; i++) {
      g.setColor(colour(random));
      g.setStroke(new BasicStroke(3 + random.nextInt(22)));
      g.draw(
          new Line2D.Double(
              random.nextInt(SIDE),
              random.nextInt(SIDE),
              random.nextInt(SIDE),
              random.nextInt(SIDE)));
    }
  }

  private static void words(Graphics2D g, Random random, int y) {
    g.setColor(random.nextBoolean() ? Color.WHITE : Color.BLACK);
    for (int x = 40; x < SIDE - 60; ) {
      int width = 8 + random.nextInt(20);
      if (random.nextInt(5) > 0) g.fillRect(x, y, width, 26 + random.nextInt(12));
      x += width + 5;
    }
  }

  /// Another size.
  public static BufferedImage resized(BufferedImage from, int width, int height) {
    var to = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    var g = to.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.drawImage(from, 0, 0, width, height, null);
    g.dispose();
    return to;
  }

  /// Up to a tenth of width and of height taken away, wherever.
  public static BufferedImage cropped(BufferedImage from, Random random) {
    int width = (int) Math.ceil(from.getWidth() * (0.9 + 0.1 * random.nextDouble()));
    int height = (int) Math.ceil(from.getHeight() * (0.9 + 0.1 * random.nextDouble()));
    int x = random.nextInt(from.getWidth() - width + 1);
    int y = random.nextInt(from.getHeight() - height + 1);
    return resized(from.getSubimage(x, y, width, height), width, height);
  }

  /// A frame of one colour, 2 to 15 % of the side.
  public static BufferedImage framed(BufferedImage from, Random random) {
    int border = (int) (from.getWidth() * (0.02 + 0.13 * random.nextDouble()));
    var to =
        new BufferedImage(
            from.getWidth() + 2 * border,
            from.getHeight() + 2 * border,
            BufferedImage.TYPE_INT_RGB);
    var g = to.createGraphics();
    g.setColor(colour(random));
    g.fillRect(0, 0, to.getWidth(), to.getHeight());
    g.drawImage(from, border, border, null);
    g.dispose();
    return to;
  }

  /// A JPEG of this quality, 0 to 1.
  public static byte[] jpeg(BufferedImage image, double quality) {
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    var settings = writer.getDefaultWriteParam();
    settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    settings.setCompressionQuality((float) quality);
    var bytes = new ByteArrayOutputStream();
    try (var out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), settings);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /// Sent through JPEG of this quality.
  public static BufferedImage recompressed(BufferedImage image, double quality) {
    try {
      return ImageIO.read(new ByteArrayInputStream(jpeg(image, quality)));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// A PNG.
  public static byte[] png(BufferedImage image) {
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /// As the decoding child gives it: at most 320 pixels a side, RGB.
  public static byte[] rgb(BufferedImage image) {
    byte[] rgb = new byte[3 * image.getWidth() * image.getHeight()];
    for (int y = 0, at = 0; y < image.getHeight(); y++)
      for (int x = 0; x < image.getWidth(); x++) {
        int pixel = image.getRGB(x, y);
        rgb[at++] = (byte) (pixel >> 16);
        rgb[at++] = (byte) (pixel >> 8);
        rgb[at++] = (byte) pixel;
      }
    return rgb;
  }
}
