package org.antiphon.picture;

import java.util.List;
import java.util.Locale;
import org.antiphon.fingerprint.Match;
import org.antiphon.fingerprint.MatchPoint;

/// The alignment of a match: each peak that upload and recording share is a dot at (time in the
/// upload, time in the recording). A copy shows as one straight line, whose slope is the tempo
/// factor; chance would scatter the dots over the whole picture. It paints its own ground, light or
/// dark as the reader's screen is, so that it reads the same wherever it is shown.
public final class AlignmentPicture {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 420;
  private static final int LEFT = 56;
  private static final int BOTTOM = 40;
  private static final int TOP = 12;
  private static final int RIGHT = 12;

  private final double uploadSeconds;
  private final double recordingSeconds;

  /// Axes from 0 to these lengths, in seconds, both > 0.
  public AlignmentPicture(double uploadSeconds, double recordingSeconds) {
    this.uploadSeconds = Math.max(uploadSeconds, 0.001);
    this.recordingSeconds = Math.max(recordingSeconds, 0.001);
  }

  /// An SVG document with a title and a description that say the same in words.
  public String of(Match match) {
    var svg = new StringBuilder(16_384);
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">"
            .formatted(WIDTH, HEIGHT));
    svg.append("<title>Alignment of upload and recording</title>");
    svg.append("<desc>").append(inWords(match)).append("</desc>");
    svg.append(
        """
        <style>rect{fill:#fff}text{font:12px system-ui,sans-serif;fill:#454a50}line.axis,line.grid{stroke:#757b82;stroke-width:1}\
        line.grid{opacity:.35}line.match{stroke:#b5540c;stroke-width:2}circle{fill:#0f6f8a;fill-opacity:.8}\
        @media (prefers-color-scheme:dark){rect{fill:#15191b}text{fill:#c8cdd2}line.axis,line.grid{stroke:#8b9299}\
        line.match{stroke:#ffb46b}circle{fill:#7fd0e4}}</style><rect width="100%" height="100%"/>\
        """);
    axes(svg);
    for (var point : match.points()) dot(svg, point);
    line(svg, match);
    return svg.append("</svg>\n").toString();
  }

  /// The text twin of the picture.
  public static String inWords(Match match) {
    return String.format(
        Locale.ROOT,
        "%d shared peaks between %.1f s and %.1f s of the upload lie on one line: %.1f s to %.1f s"
            + " of the recording, slope %.4f",
        match.points().size(),
        match.query().from(),
        match.query().to(),
        match.reference().from(),
        match.reference().to(),
        match.tempoFactor());
  }

  private void axes(StringBuilder svg) {
    for (double t : ticks(uploadSeconds)) {
      svg.append(stroke("grid", x(t), TOP, x(t), HEIGHT - BOTTOM));
      svg.append(text(x(t), HEIGHT - BOTTOM + 16, "middle", clock(t)));
    }
    for (double t : ticks(recordingSeconds)) {
      svg.append(stroke("grid", LEFT, y(t), WIDTH - RIGHT, y(t)));
      svg.append(text(LEFT - 6, y(t) + 4, "end", clock(t)));
    }
    svg.append(stroke("axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM));
    svg.append(stroke("axis", LEFT, TOP, LEFT, HEIGHT - BOTTOM));
    svg.append(text((LEFT + WIDTH) / 2.0, HEIGHT - 6, "middle", "time in the upload"));
    svg.append(
        "<text transform=\"translate(12 %d) rotate(-90)\" text-anchor=\"middle\">time in the recording</text>"
            .formatted((TOP + HEIGHT - BOTTOM) / 2));
  }

  private void dot(StringBuilder svg, MatchPoint point) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.2\"/>",
            x(point.querySeconds()),
            y(point.referenceSeconds())));
  }

  private void line(StringBuilder svg, Match match) {
    svg.append(
        stroke(
            "match",
            x(match.query().from()),
            y(match.reference().from()),
            x(match.query().to()),
            y(match.reference().to())));
  }

  private double x(double seconds) {
    return LEFT + seconds / uploadSeconds * (WIDTH - LEFT - RIGHT);
  }

  private double y(double seconds) {
    return HEIGHT - BOTTOM - seconds / recordingSeconds * (HEIGHT - BOTTOM - TOP);
  }

  private static String stroke(String kind, double x1, double y1, double x2, double y2) {
    return String.format(
        Locale.ROOT,
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
        kind,
        x1,
        y1,
        x2,
        y2);
  }

  private static String text(double x, double y, String anchor, String words) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        x,
        y,
        anchor,
        words);
  }

  private static String clock(double seconds) {
    return String.format(Locale.ROOT, "%d:%02d", (int) seconds / 60, (int) seconds % 60);
  }

  /// At most eight round steps.
  private static List<Double> ticks(double length) {
    double step = 1;
    for (double wider : new double[] {2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200})
      if (length / step > 8) step = wider;
    double chosen = step;
    return java.util.stream.IntStream.rangeClosed(0, (int) (length / chosen))
        .mapToObj(i -> i * chosen)
        .toList();
  }
}
