package org.antiphon.impersonation;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jtransforms.dct.DoubleDCT_2D;

/// What a picture looks like in the large, as bits that survive resizing and recompression: a
/// perceptual hash (Zauner 2010, "Implementation and Benchmarking of Perceptual Image Hash
/// Functions", §3.2.1). The brightness is averaged into 32 x 32 fields, transformed by a discrete
/// cosine transform (JTransforms), and of the 16 x 16 lowest frequencies one bit each says whether
/// it lies above their median. Two pictures are as far apart as the share of bits that differ.
///
/// A crop moves everything, so that a hash of the whole no longer fits. A print therefore holds the
/// whole and the parts that a crop of up to 10 % of width and height can leave, on a grid of 2.5 %;
/// all that without a border of one brightness, and where there is one, also with it. Figures:
/// docs/measurements/artwork.md.
///
/// @param whole hashes of the whole, with and without border: what a foreign picture is asked by
/// @param parts hashes of what crops leave, those of the whole first: what answers
public record CoverPrint(List<Bits> whole, List<Bits> parts) {
  /// Changes whenever the same picture would give other bits.
  public static final String RECIPE = "dct16-1";

  private static final int FIELDS = 32;
  private static final int SIDE = 16;
  private static final int LONGS = SIDE * SIDE / 64;

  /// Brightness (of 255) within which a line at the edge is of one brightness: what strong JPEG
  /// compression leaves of one.
  private static final double FLAT = 10;

  /// Spread of brightness below which a picture says nothing.
  private static final double LEAST_SPREAD = 8;

  /// Share of the frequencies that must stand out from what compression adds.
  private static final double LEAST_TELLING = 0.5;

  /// A coefficient (orthonormal, of 32 x 32 fields of 0..255) that stands out.
  private static final double STANDS_OUT = 4;

  private static final double[][] CROPS = {
    {0, 1},
    {0, 0.975},
    {0.025, 1},
    {0, 0.95},
    {0.025, 0.975},
    {0.05, 1},
    {0, 0.925},
    {0.025, 0.95},
    {0.05, 0.975},
    {0.075, 1},
    {0, 0.9},
    {0.025, 0.925},
    {0.05, 0.95},
    {0.075, 0.975},
    {0.1, 1}
  };

  private static final ThreadLocal<DoubleDCT_2D> TRANSFORM =
      ThreadLocal.withInitial(() -> new DoubleDCT_2D(FIELDS, FIELDS));

  /// Copies the lists.
  public CoverPrint {
    whole = List.copyOf(whole);
    parts = List.copyOf(parts);
  }

  /// 256 bits.
  public record Bits(long a, long b, long c, long d) {
    /// Share of bits that differ, 0 to 1.
    public double distance(Bits other) {
      return (Long.bitCount(a ^ other.a)
              + Long.bitCount(b ^ other.b)
              + Long.bitCount(c ^ other.c)
              + Long.bitCount(d ^ other.d))
          / (double) (SIDE * SIDE);
    }
  }

  /// The print of a picture of the catalogue; empty where it is too plain to be told from another:
  /// one colour, a gradient, a few stripes.
  ///
  /// @param rgb row by row, three bytes a pixel
  public static Optional<CoverPrint> of(int width, int height, byte[] rgb) {
    return print(width, height, rgb, CROPS);
  }

  /// The print of a foreign picture: it only asks, so it has no parts.
  public static Optional<CoverPrint> ofForeign(int width, int height, byte[] rgb) {
    return print(width, height, rgb, new double[0][]);
  }

  private static Optional<CoverPrint> print(int width, int height, byte[] rgb, double[][] crops) {
    var light = Luminance.of(width, height, rgb);
    var inner = light.withoutBorder(FLAT);
    if (inner.width() < FIELDS || inner.height() < FIELDS) return Optional.empty();
    var fields = fields(light, inner);
    if (isPlain(fields)) return Optional.empty();
    var frames = new ArrayList<Luminance.Frame>();
    frames.add(inner);
    if (!inner.equals(light.whole())) frames.add(light.whole());
    var whole = frames.stream().map(frame -> bits(fields(light, frame))).toList();
    var parts = new ArrayList<Bits>();
    for (var frame : frames)
      for (var x : crops)
        for (var y : crops) parts.add(bits(fields(light, frame.part(x[0], x[1], y[0], y[1]))));
    return Optional.of(new CoverPrint(whole, parts));
  }

  /// How far a foreign picture is from this one or the nearest of its crops, 0 to 1.
  public double distance(CoverPrint foreign) {
    double least = 1;
    for (var asked : foreign.whole)
      for (var part : parts) least = Math.min(least, asked.distance(part));
    return least;
  }

  private static double[] fields(Luminance light, Luminance.Frame frame) {
    var fields = new double[FIELDS * FIELDS];
    for (int y = 0; y < FIELDS; y++)
      for (int x = 0; x < FIELDS; x++) {
        var field =
            frame.part(
                x / (double) FIELDS,
                (x + 1) / (double) FIELDS,
                y / (double) FIELDS,
                (y + 1) / (double) FIELDS);
        fields[y * FIELDS + x] =
            light.mean(field.left(), field.top(), field.right(), field.bottom());
      }
    return fields;
  }

  private static double[] lowest(double[] fields) {
    var all = fields.clone();
    TRANSFORM.get().forward(all, true);
    var low = new double[SIDE * SIDE];
    for (int y = 0; y < SIDE; y++) System.arraycopy(all, y * FIELDS, low, y * SIDE, SIDE);
    low[0] = 0; // the mean brightness
    return low;
  }

  private static Bits bits(double[] fields) {
    var low = lowest(fields);
    var sorted = low.clone();
    Arrays.sort(sorted);
    double median = (sorted[SIDE * SIDE / 2 - 1] + sorted[SIDE * SIDE / 2]) / 2;
    var longs = new long[LONGS];
    for (int i = 0; i < low.length; i++) if (low[i] > median) longs[i / 64] |= 1L << (i % 64);
    return new Bits(longs[0], longs[1], longs[2], longs[3]);
  }

  private static boolean isPlain(double[] fields) {
    double mean = Arrays.stream(fields).average().orElse(0);
    double spread =
        Math.sqrt(Arrays.stream(fields).map(f -> (f - mean) * (f - mean)).average().orElse(0));
    if (spread < LEAST_SPREAD) return true;
    long telling =
        Arrays.stream(lowest(fields)).filter(value -> Math.abs(value) > STANDS_OUT).count();
    return telling < LEAST_TELLING * SIDE * SIDE;
  }

  /// For storage.
  public byte[] toBytes() {
    var bytes = ByteBuffer.allocate(4 + 32 * (whole.size() + parts.size()));
    bytes.putInt(whole.size());
    whole.forEach(bits -> put(bytes, bits));
    parts.forEach(bits -> put(bytes, bits));
    return bytes.array();
  }

  /// From storage.
  public static CoverPrint from(byte[] stored) {
    var bytes = ByteBuffer.wrap(stored);
    int wholes = bytes.getInt();
    var whole = new ArrayList<Bits>();
    for (int i = 0; i < wholes; i++) whole.add(bits(bytes));
    var parts = new ArrayList<Bits>();
    while (bytes.hasRemaining()) parts.add(bits(bytes));
    return new CoverPrint(whole, parts);
  }

  private static void put(ByteBuffer bytes, Bits bits) {
    bytes.putLong(bits.a).putLong(bits.b).putLong(bits.c).putLong(bits.d);
  }

  private static Bits bits(ByteBuffer bytes) {
    return new Bits(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
  }
}
