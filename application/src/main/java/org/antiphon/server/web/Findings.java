package org.antiphon.server.web;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.antiphon.picture.CombPicture;
import org.antiphon.picture.Spectrogram;
import tools.jackson.databind.JsonNode;

/// Puts an assessment's blocks into places and words on a page. In: the stored document, whose
/// decimals are strings.
public final class Findings {
  private static final int DRAWN_TEETH = 24;
  private static final int WIDTH = 1000;
  private static final double HEIGHT = 320;

  private Findings() {}

  /// Heights at which the strongest teeth of the first decoder are drawn, 0 to 320 from above.
  public static List<Double> teeth(JsonNode detect) {
    return detect
        .path("decoders")
        .path(0)
        .path("teeth")
        .valueStream()
        .sorted(Comparator.comparingDouble((JsonNode tooth) -> number(tooth.path("db"))).reversed())
        .limit(DRAWN_TEETH)
        .map(tooth -> HEIGHT * (1 - number(tooth.path("hz")) / Spectrogram.TOP_HZ))
        .filter(y -> y >= 0)
        .toList();
  }

  /// The comb's teeth as SVG; empty where there is none.
  public static String teethPicture(JsonNode detect) {
    var teeth =
        detect
            .path("decoders")
            .path(0)
            .path("teeth")
            .valueStream()
            .map(tooth ->
                new CombPicture.Tooth(
                    number(tooth.path("hz")),
                    number(tooth.path("db")),
                    number(tooth.path("besideDb"))))
            .toList();
    return teeth.isEmpty() ? "" : CombPicture.teeth(teeth);
  }

  /// The control curve as SVG; empty where there is none.
  public static String controlPicture(JsonNode detect) {
    var curve = detect.path("decoders").path(0).path("controlCurve");
    var values = curve.path("values").valueStream().map(Findings::number).toList();
    return values.isEmpty() ? "" : CombPicture.controls(number(curve.path("halfHz")), values);
  }

  /// Left edge and width of each stretch that carries the trace, of a picture 1,000 wide.
  public static List<double[]> machineMade(JsonNode detect, double seconds) {
    return detect
        .path("segments")
        .valueStream()
        .filter(segment -> segment.path("verdict").asString("").equals("MACHINE_MADE"))
        .map(segment -> stretch(segment, "from", "to", seconds))
        .toList();
  }

  /// Left edge and width of each stretch that was recognised, of a picture 1,000 wide.
  public static List<double[]> matched(JsonNode segments, double seconds) {
    var places = new ArrayList<double[]>();
    segments.forEach(segment -> places.add(stretch(segment, "uploadFrom", "uploadTo", seconds)));
    return places;
  }

  private static double[] stretch(JsonNode segment, String from, String to, double seconds) {
    double whole = Math.max(seconds, 0.001);
    double start = number(segment.path(from)) / whole * WIDTH;
    return new double[] {start, Math.max(1, number(segment.path(to)) / whole * WIDTH - start)};
  }

  /// `good`, `warn` or `bad` for a verdict; a machine's work is no fault, so it only warns.
  public static String tone(String verdict) {
    return switch (verdict) {
      case "NO_SIGN", "NONE", "TRUSTED", "CLEAR" -> "good";
      case "IMPERSONATION", "INVALID", "COPY" -> "bad";
      default -> "warn";
    };
  }

  /// `good` where another detector agrees with ours, else `warn`: disagreement accuses nobody.
  public static String opinion(JsonNode opinion) {
    return opinion.path("agreement").asString("").equals("AGREES") ? "good" : "warn";
  }

  /// State, source and coverage of a manifest in one sentence.
  public static String provenance(JsonNode found) {
    String state =
        switch (found.path("state").asString("")) {
          case "TRUSTED" -> "A signed statement lies in the file, and its signer is trusted here.";
          case "VALID_UNTRUSTED" ->
              "A signed statement lies in the file, unbroken, by a signer whom nobody here vouches for.";
          case "INVALID" ->
              "A signed statement lies in the file and does not hold. Retagging by a distributor breaks it too: this alone accuses nobody.";
          case "UNVERIFIED" -> "There may be a signed statement; it could not be checked.";
          default -> "No signed statement lies in the file. Most honest music has none.";
        };
    String source =
        switch (found.path("source").asString("")) {
          case "AI" -> " It says that a generator made the sound.";
          case "POSSIBLY_AI" -> " It names a generator among its sources.";
          case "HUMAN" -> " It says that people made the sound.";
          default -> "";
        };
    return state + source;
  }

  /// Names in the artist field, as they were given.
  public static String artists(JsonNode upload) {
    var names = upload.path("artists").valueStream().map(JsonNode::asString).toList();
    return names.isEmpty() ? "nobody named" : String.join(", ", names);
  }

  private static double number(JsonNode node) {
    return node.asDouble(0);
  }
}
