package org.antiphon.codec;

/// A decoded picture, made small.
///
/// @param originalWidth pixels, as the file holds it
/// @param originalHeight likewise
/// @param width of `rgb`
/// @param height of `rgb`
/// @param rgb row by row from the top, three bytes a pixel
public record PictureReport(
    int originalWidth, int originalHeight, int width, int height, byte[] rgb) {
  /// Refuses sizes that do not fit together.
  public PictureReport {
    if (width < 1 || height < 1 || width > 512 || height > 512 || rgb.length != 3 * width * height)
      throw new IllegalArgumentException(
          "%d bytes for %d x %d pixels".formatted(rgb.length, width, height));
    if (originalWidth < 1 || originalHeight < 1)
      throw new IllegalArgumentException(originalWidth + " x " + originalHeight);
  }

  /// For the pipe.
  public byte[] toBytes() {
    return Payload.write(out -> {
      out.writeInt(originalWidth);
      out.writeInt(originalHeight);
      out.writeInt(width);
      out.writeInt(height);
      out.write(rgb);
    });
  }

  /// From the pipe.
  public static PictureReport from(byte[] payload) throws BrokenPipe {
    return Payload.read(
        payload,
        in -> {
          int originalWidth = in.readInt();
          int originalHeight = in.readInt();
          int width = in.readInt();
          int height = in.readInt();
          byte[] rgb = new byte[payload.length - 16];
          in.readFully(rgb);
          return new PictureReport(originalWidth, originalHeight, width, height, rgb);
        });
  }
}
