package org.antiphon.picture;

import java.util.List;
import java.util.Locale;

/// A comb as pictures that need no mathematics to be read, SVG text without styles of its own
/// (pages forbid them): its teeth over frequency beside places that are no teeth, and the same comb
/// shifted, which finds nothing but at no shift at all.
public final class CombPicture {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 260;
  private static final int LEFT = 56;
  private static final int BOTTOM = 44;
  private static final int TOP = 14;
  private static final int RIGHT = 34;
  private static final String TOOTH = "#b5540c";
  private static final String BESIDE = "#8a9099";
  private static final String TEXT = "#5a5f66";

  private CombPicture() {}

  /// One place of the spectrum.
  ///
  /// @param decibels level at the tooth over the median around it
  /// @param beside the same a quarter of the way to the next tooth, where nothing should be
  public record Tooth(double hertz, double decibels, double beside) {}

  /// Teeth as lines upwards, the places between them as dots.
  public static String teeth(List<Tooth> teeth) {
    double top = teeth.stream().mapToDouble(Tooth::hertz).max().orElse(1) * 1.02;
    double most = Math.max(12, teeth.stream().mapToDouble(Tooth::decibels).max().orElse(12));
    double least = -20;
    var svg = open("Teeth of the comb", inWords(teeth));
    for (double db = least; db <= most; db += 10) {
      double y = y(db, least, most);
      svg.append(line(LEFT, y, WIDTH - RIGHT, y, BESIDE, 0.25));
      svg.append(text(LEFT - 6, y + 4, "end", "%.0f dB".formatted(db)));
    }
    for (int khz = 0; khz * 1_000 <= top; khz += 2)
      svg.append(text(x(khz * 1_000, 0, top), HEIGHT - BOTTOM + 16, "middle", khz + " kHz"));
    double floor = y(0, least, most);
    for (var tooth : teeth) {
      double x = x(tooth.hertz(), 0, top);
      svg.append(line(x, floor, x, y(Math.max(tooth.decibels(), least), least, most), TOOTH, 1));
      svg.append(dot(x, y(Math.clamp(tooth.beside(), least, most), least, most)));
    }
    svg.append(
        text(
            (LEFT + WIDTH) / 2.0,
            HEIGHT - 8,
            "middle",
            "lines: teeth, over the sound around them; dots: the same a quarter step beside"));
    return svg.append("</svg>\n").toString();
  }

  /// The text twin of the picture of teeth.
  public static String inWords(List<Tooth> teeth) {
    long above = teeth.stream().filter(tooth -> tooth.decibels() > 3).count();
    long beside = teeth.stream().filter(tooth -> tooth.beside() > 3).count();
    return "%d of %d teeth stand more than 3 dB above the sound around them; a quarter step beside, %d of %d places do"
        .formatted(above, teeth.size(), beside, teeth.size());
  }

  /// The control curve: mean score of the comb shifted by -`half` to `half` Hz.
  public static String controls(double half, List<Double> values) {
    double most = Math.max(2, values.stream().mapToDouble(Double::doubleValue).max().orElse(2));
    var svg = open("The comb, shifted", shiftInWords(values));
    for (double value = 0; value <= most; value += Math.max(1, Math.floor(most / 4))) {
      double y = y(value, 0, most);
      svg.append(line(LEFT, y, WIDTH - RIGHT, y, BESIDE, 0.25));
      svg.append(text(LEFT - 6, y + 4, "end", "%.0f".formatted(value)));
    }
    svg.append("<polyline fill=\"none\" stroke=\"").append(TOOTH).append("\" points=\"");
    for (int i = 0; i < values.size(); i++)
      svg.append(
          String.format(
              Locale.ROOT,
              "%.1f,%.1f ",
              x(i, 0, Math.max(1, values.size() - 1)),
              y(values.get(i), 0, most)));
    svg.append("\"/>");
    for (double part : new double[] {-1, -0.5, 0, 0.5, 1})
      svg.append(
          text(
              x(part, -1, 1),
              HEIGHT - BOTTOM + 16,
              "middle",
              String.format(Locale.ROOT, "%+.1f Hz", part * half).replace("+0.0", "0")));
    svg.append(
        text(
            (LEFT + WIDTH) / 2.0,
            HEIGHT - 8,
            "middle",
            "how far the comb was shifted; 1 is what chance gives"));
    return svg.append("</svg>\n").toString();
  }

  private static String shiftInWords(List<Double> values) {
    int at = 0;
    for (int i = 0; i < values.size(); i++) if (values.get(i) > values.get(at)) at = i;
    int peak = at;
    double next = 0;
    for (int i = 0; i < values.size(); i++)
      if (Math.abs(i - peak) > 3) next = Math.max(next, values.get(i));
    return String.format(
        Locale.ROOT,
        "Highest %.1f, at the %s; anywhere else at most %.1f",
        values.isEmpty() ? 0 : values.get(at),
        Math.abs(peak - values.size() / 2) <= 3 ? "comb itself" : "wrong place",
        next);
  }

  private static StringBuilder open(String title, String words) {
    return new StringBuilder(16_384)
        .append(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" font-family=\"system-ui,sans-serif\" font-size=\"12\">"
                .formatted(WIDTH, HEIGHT))
        .append("<title>")
        .append(title)
        .append("</title><desc>")
        .append(words)
        .append("</desc>");
  }

  private static double x(double value, double least, double most) {
    return LEFT + (value - least) / (most - least) * (WIDTH - LEFT - RIGHT);
  }

  private static double y(double value, double least, double most) {
    return HEIGHT - BOTTOM - (value - least) / (most - least) * (HEIGHT - BOTTOM - TOP);
  }

  private static String line(
      double x1, double y1, double x2, double y2, String colour, double opacity) {
    return String.format(
        Locale.ROOT,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-opacity=\"%.2f\"/>",
        x1,
        y1,
        x2,
        y2,
        colour,
        opacity);
  }

  private static String dot(double x, double y) {
    return String.format(
        Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.6\" fill=\"%s\"/>", x, y, BESIDE);
  }

  private static String text(double x, double y, String anchor, String words) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>",
        x,
        y,
        anchor,
        TEXT,
        words);
  }
}
