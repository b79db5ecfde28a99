package org.antiphon.eval;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.antiphon.impersonation.CoverPrint;
import org.antiphon.impersonation.Covers;

/// How covers are found again after what thieves do to them, and how near covers come that have
/// nothing to do with each other. On drawn covers ([DrawnCovers]), of seeds of one parity only, so
/// that a threshold can be chosen on the other.
public final class ArtworkEvaluation {
  private static final Map<String, BiFunction<BufferedImage, Random, BufferedImage>> ATTACKS =
      attacks();

  private final List<BufferedImage> covers;
  private final List<CoverPrint> prints;

  /// One kind of attack.
  ///
  /// @param farthest share of bits that differ, of the one that is hardest to find
  public record Row(String attack, int covers, int found, double farthest) {}

  /// Pairs of different covers.
  ///
  /// @param alike taken for each other
  /// @param nearest share of bits that differ, of the nearest pair
  public record Pairs(String of, int pairs, int alike, double nearest) {}

  /// Draws covers.
  ///
  /// @param parity 0 or 1: of the seeds
  public ArtworkEvaluation(int count, int parity) {
    this.covers = LongStream.range(0, count).mapToObj(i -> DrawnCovers.of(2 * i + parity)).toList();
    this.prints = covers.stream().map(cover -> print(cover).orElseThrow()).toList();
  }

  private static Map<String, BiFunction<BufferedImage, Random, BufferedImage>> attacks() {
    var attacks = new LinkedHashMap<String, BiFunction<BufferedImage, Random, BufferedImage>>();
    attacks.put("resized to 100 to 1,000 pixels", ArtworkEvaluation::square);
    attacks.put("JPEG of quality 30", (it, _) -> DrawnCovers.recompressed(it, 0.3));
    attacks.put("cropped by up to 10 %", DrawnCovers::cropped);
    attacks.put("framed by 2 to 15 %", DrawnCovers::framed);
    attacks.put(
        "cropped, JPEG of quality 50",
        (it, random) -> DrawnCovers.recompressed(DrawnCovers.cropped(it, random), 0.5));
    attacks.put("framed, resized", (it, random) -> square(DrawnCovers.framed(it, random), random));
    attacks.put(
        "cropped, framed, squeezed, JPEG",
        (it, random) -> {
          var framed = DrawnCovers.framed(DrawnCovers.cropped(it, random), random);
          int width = 200 + random.nextInt(500);
          int height = 200 + random.nextInt(500);
          return DrawnCovers.recompressed(DrawnCovers.resized(framed, width, height), 0.5);
        });
    return attacks;
  }

  private static BufferedImage square(BufferedImage it, Random random) {
    int side = 100 + random.nextInt(900);
    return DrawnCovers.resized(it, side, side);
  }

  /// Each cover after each attack.
  public List<Row> attacked(long seed) {
    var random = new Random(seed);
    var rows = new ArrayList<Row>();
    ATTACKS.forEach((name, attack) -> {
      int found = 0;
      double farthest = 0;
      for (int i = 0; i < covers.size(); i++) {
        var asked = foreign(attack.apply(covers.get(i), random));
        double distance = asked.map(prints.get(i)::distance).orElse(1.0);
        farthest = Math.max(farthest, distance);
        if (distance <= Covers.THRESHOLD) found++;
      }
      rows.add(new Row(name, covers.size(), found, farthest));
    });
    return rows;
  }

  /// Each cover beside each other.
  public Pairs unrelated() {
    return pairs("unrelated covers", List.of(prints));
  }

  /// Covers of one series beside each other: one ground and layout, other pictures.
  public Pairs ofSeries() {
    var series = new ArrayList<List<CoverPrint>>();
    for (int i = 0; i < covers.size() / 4; i++) {
      long number = i;
      series.add(
          LongStream.range(0, 4)
              .mapToObj(member -> print(DrawnCovers.ofSeries(number, member)))
              .flatMap(Optional::stream)
              .toList());
    }
    return pairs("covers of one series", series);
  }

  private static Pairs pairs(String of, List<List<CoverPrint>> groups) {
    int pairs = 0;
    int alike = 0;
    double nearest = 1;
    for (var group : groups)
      for (int i = 0; i < group.size(); i++)
        for (int j = 0; j < group.size(); j++) {
          if (i == j) continue;
          double distance = group.get(i).distance(group.get(j));
          pairs++;
          if (distance <= Covers.THRESHOLD) alike++;
          nearest = Math.min(nearest, distance);
        }
    return new Pairs(of, pairs, alike, nearest);
  }

  /// How many of so many plain pictures are not seen to be plain.
  public static int plainNotSeen(int count) {
    return (int)
        LongStream.range(0, count)
            .mapToObj(seed -> print(DrawnCovers.plain(seed)))
            .filter(Optional::isPresent)
            .count();
  }

  /// As the catalogue's covers are looked at.
  public static Optional<CoverPrint> print(BufferedImage image) {
    return small(image, CoverPrint::of);
  }

  /// As foreign pictures are looked at.
  public static Optional<CoverPrint> foreign(BufferedImage image) {
    return small(image, CoverPrint::ofForeign);
  }

  private interface Printing {
    Optional<CoverPrint> of(int width, int height, byte[] rgb);
  }

  /// As the decoding child makes it small.
  private static Optional<CoverPrint> small(BufferedImage image, Printing printing) {
    double scale = Math.min(1, 320.0 / Math.max(image.getWidth(), image.getHeight()));
    int width = (int) Math.round(image.getWidth() * scale);
    int height = (int) Math.round(image.getHeight() * scale);
    var small = scale == 1 ? image : DrawnCovers.resized(image, width, height);
    return printing.of(small.getWidth(), small.getHeight(), DrawnCovers.rgb(small));
  }
}
