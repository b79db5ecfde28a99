package org.antiphon.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.antiphon.audio.Pixels;

/// A cover as we show it: drawn anew from its pixels. The bytes that came from outside, which may
/// be made to harm who opens them, reach no browser.
public final class CoverPicture {
  private CoverPicture() {}

  /// A PNG.
  public static byte[] png(Pixels pixels) {
    var image = new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
    byte[] rgb = pixels.rgb();
    for (int y = 0, at = 0; y < pixels.height(); y++)
      for (int x = 0; x < pixels.width(); x++, at += 3)
        image.setRGB(x, y, (rgb[at] & 255) << 16 | (rgb[at + 1] & 255) << 8 | (rgb[at + 2] & 255));
    var bytes = new ByteArrayOutputStream(1 << 16);
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }
}
