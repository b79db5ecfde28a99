package org.antiphon.impersonation;

/// The brightness of a picture as sums over rectangles from the top left corner, so that the mean
/// of any rectangle costs four look-ups (Crow 1984, summed-area tables).
final class Luminance {
  private final int width;
  private final int height;
  private final double[] sums;

  private Luminance(int width, int height, double[] sums) {
    this.width = width;
    this.height = height;
    this.sums = sums;
  }

  /// Of row-by-row RGB; weights of ITU-R BT.601.
  static Luminance of(int width, int height, byte[] rgb) {
    if (width < 1 || height < 1 || rgb.length != 3 * width * height)
      throw new IllegalArgumentException(rgb.length + " bytes, " + width + " x " + height);
    var sums = new double[(width + 1) * (height + 1)];
    for (int y = 0, at = 0; y < height; y++) {
      double row = 0;
      for (int x = 0; x < width; x++, at += 3) {
        row +=
            0.299 * (rgb[at] & 0xff) + 0.587 * (rgb[at + 1] & 0xff) + 0.114 * (rgb[at + 2] & 0xff);
        sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
      }
    }
    return new Luminance(width, height, sums);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /// Mean over a rectangle whose sides may lie within pixels.
  double mean(double left, double top, double right, double bottom) {
    double area = (right - left) * (bottom - top);
    return (sum(right, bottom) - sum(left, bottom) - sum(right, top) + sum(left, top)) / area;
  }

  private double sum(double x, double y) {
    int left = (int) Math.min(x, width - 1);
    int top = (int) Math.min(y, height - 1);
    double fx = x - left;
    double fy = y - top;
    int at = top * (width + 1) + left;
    return (1 - fy) * ((1 - fx) * sums[at] + fx * sums[at + 1])
        + fy * ((1 - fx) * sums[at + width + 1] + fx * sums[at + width + 2]);
  }

  /// The rectangle that is left when lines of one brightness are taken from all four sides; the
  /// whole where nothing would be left.
  Frame withoutBorder(double tolerance) {
    int top = 0;
    int bottom = height;
    int left = 0;
    int right = width;
    while (top < bottom && isFlat(0, top, width, top + 1, edge(0, top), tolerance)) top++;
    while (bottom > top && isFlat(0, bottom - 1, width, bottom, edge(0, bottom - 1), tolerance))
      bottom--;
    if (bottom - top < height / 4) return whole();
    while (left < right && isFlat(left, top, left + 1, bottom, edge(left, top), tolerance)) left++;
    while (right > left && isFlat(right - 1, top, right, bottom, edge(right - 1, top), tolerance))
      right--;
    return right - left < width / 4 ? whole() : new Frame(left, top, right, bottom);
  }

  Frame whole() {
    return new Frame(0, 0, width, height);
  }

  private double edge(int x, int y) {
    return mean(x, y, x + 1, y + 1);
  }

  private boolean isFlat(int left, int top, int right, int bottom, double of, double tolerance) {
    for (int y = top; y < bottom; y++)
      for (int x = left; x < right; x++) if (Math.abs(edge(x, y) - of) > tolerance) return false;
    return true;
  }

  /// A rectangle of a picture, in pixels.
  record Frame(double left, double top, double right, double bottom) {
    /// A part of it, by fractions of its sides.
    Frame part(double fromX, double toX, double fromY, double toY) {
      double w = right - left;
      double h = bottom - top;
      return new Frame(left + fromX * w, top + fromY * h, left + toX * w, top + toY * h);
    }

    double width() {
      return right - left;
    }

    double height() {
      return bottom - top;
    }
  }
}
