package org.antiphon.impersonation;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.antiphon.catalogue.RecordingId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// How covers are found again, and how often one is taken for another, on drawn ones. The threshold
/// was chosen on the covers with even seeds (docs/measurements/artwork.md); here are the odd ones.
/// `-Dantiphon.covers=200` measures on that many instead of 40.
class ArtworkTest {
  private static final int COUNT = Integer.getInteger("antiphon.covers", 40);
  private static final Map<String, BiFunction<BufferedImage, Random, BufferedImage>> ATTACKS =
      new LinkedHashMap<>();
  private static List<BufferedImage> covers;
  private static List<CoverPrint> prints;

  static {
    ATTACKS.put("resized to 100 to 1,000 pixels", (it, random) -> square(it, random));
    ATTACKS.put("JPEG of quality 30", (it, _) -> DrawnCovers.recompressed(it, 0.3));
    ATTACKS.put("cropped by up to 10 %", DrawnCovers::cropped);
    ATTACKS.put("framed by 2 to 15 %", DrawnCovers::framed);
    ATTACKS.put(
        "cropped, JPEG of quality 50",
        (it, random) -> DrawnCovers.recompressed(DrawnCovers.cropped(it, random), 0.5));
    ATTACKS.put("framed, resized", (it, random) -> square(DrawnCovers.framed(it, random), random));
    ATTACKS.put(
        "cropped, framed, squeezed, JPEG",
        (it, random) -> {
          var framed = DrawnCovers.framed(DrawnCovers.cropped(it, random), random);
          int width = 200 + random.nextInt(500);
          var small = DrawnCovers.resized(framed, width, 200 + random.nextInt(500));
          return DrawnCovers.recompressed(small, 0.5);
        });
  }

  @BeforeAll
  static void draw() {
    covers = IntStream.range(0, COUNT).mapToObj(i -> DrawnCovers.of(2L * i + 1)).toList();
    prints = covers.stream().map(it -> print(it).orElseThrow()).toList();
  }

  private static BufferedImage square(BufferedImage it, Random random) {
    int side = 100 + random.nextInt(900);
    return DrawnCovers.resized(it, side, side);
  }

  private static Optional<CoverPrint> print(BufferedImage image) {
    return small(image, CoverPrint::of);
  }

  private static Optional<CoverPrint> foreign(BufferedImage image) {
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

  @Test
  void aCoverIsFoundAgainAfterEveryAttackOfTheTable() {
    var random = new Random(11);
    var table = new ArrayList<String>();
    ATTACKS.forEach((name, attack) -> {
      int found = 0;
      double farthest = 0;
      for (int i = 0; i < COUNT; i++) {
        var asked = foreign(attack.apply(covers.get(i), random));
        double distance = asked.map(prints.get(i)::distance).orElse(1.0);
        farthest = Math.max(farthest, distance);
        if (distance <= Covers.THRESHOLD) found++;
      }
      table.add("%s: %d of %d, farthest %.3f".formatted(name, found, COUNT, farthest));
      assertThat(found).as(name).isGreaterThanOrEqualTo((int) Math.ceil(0.95 * COUNT));
    });
    report(table);
  }

  @Test
  void noCoverIsTakenForAnother() {
    double nearest = 1;
    for (int i = 0; i < COUNT; i++)
      for (int j = 0; j < COUNT; j++)
        if (i != j) nearest = Math.min(nearest, prints.get(i).distance(prints.get(j)));
    report(List.of("nearest of %d unrelated pairs: %.3f".formatted(COUNT * (COUNT - 1), nearest)));
    assertThat(nearest).isGreaterThan(Covers.THRESHOLD);
  }

  @Test
  void coversOfOneSeriesAreNotTakenForEachOther() {
    double nearest = 1;
    int pairs = 0;
    for (int series = 1; series < COUNT / 2; series += 2) {
      var members = new ArrayList<CoverPrint>();
      for (int i = 0; i < 4; i++) print(DrawnCovers.ofSeries(series, i)).ifPresent(members::add);
      for (int i = 0; i < members.size(); i++)
        for (int j = 0; j < members.size(); j++)
          if (i != j) {
            pairs++;
            nearest = Math.min(nearest, members.get(i).distance(members.get(j)));
          }
    }
    report(List.of("nearest of %d pairs of one series: %.3f".formatted(pairs, nearest)));
    assertThat(pairs).isPositive();
    assertThat(nearest).isGreaterThan(Covers.THRESHOLD);
  }

  @Test
  void plainPicturesSayNothing() {
    for (int seed = 0; seed < 48; seed++)
      assertThat(print(DrawnCovers.plain(seed))).as("plain " + seed).isEmpty();
  }

  @Test
  void aPrintComesBackFromStorageAsItWas() {
    var print = prints.getFirst();
    var back = CoverPrint.from(print.toBytes());
    assertThat(back).isEqualTo(print);
  }

  @Test
  void theNearestCoverIsNamedAndNobodyElses() {
    var held = new ArrayList<Covers.Cover>();
    for (int i = 0; i < 10; i++)
      held.add(
          new Covers.Cover(new RecordingId("r" + i), "Artist " + i, "a".repeat(64), prints.get(i)));
    var all = new Covers(held);
    var cropped = foreign(DrawnCovers.cropped(covers.get(3), new Random(3))).orElseThrow();
    assertThat(all.find(cropped).orElseThrow().cover().artist()).isEqualTo("Artist 3");
    assertThat(all.find(foreign(covers.get(20)).orElseThrow())).isEmpty();
  }

  private static void report(List<String> lines) {
    if (COUNT > 40) throw new Measured(String.join("\n", lines));
  }

  /// Ends a measurement with its figures: tests print nothing.
  private static final class Measured extends AssertionError {
    private static final long serialVersionUID = 1;

    Measured(String figures) {
      super("measured, which is no fault:\n" + figures);
    }
  }
}
