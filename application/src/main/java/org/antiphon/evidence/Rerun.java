package org.antiphon.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antiphon.catalogue.Isrc;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.examination.ExaminationJson;
import org.antiphon.examination.Rehearing;
import org.antiphon.fingerprint.IndexedRecording;
import org.antiphon.problem.Unreadable;
import tools.jackson.databind.JsonNode;

/// Examines the sound of a bundle once more, with the program at hand, and holds each figure
/// against the one that was recorded. Recognition works on the peaks of the recordings that the
/// bundle holds, reckoned as if the whole catalogue were there ([Rehearing]); detection and
/// provenance hear the sound itself. Who an upload claims to be is not in its sound, and is not
/// asked again.
public final class Rerun {
  private static final double TOLERANCE = 1e-4;
  private static final long LARGEST_SOUND = 600_000_000L;
  private static final List<String> BLOCKS = List.of("detect", "provenance");
  private final Rehearing rehearing;

  /// Examines with this.
  public Rerun(Rehearing rehearing) {
    this.rehearing = rehearing;
  }

  /// What came of it.
  ///
  /// @param same whether every figure is equal: words and whole numbers exactly, others to 1e-4
  /// @param compared how many figures were
  /// @param recorded by which method
  /// @param here by which method it was examined now
  public record Outcome(
      boolean same, int compared, String recorded, String here, List<Difference> differences) {}

  /// One figure that differs.
  public record Difference(String where, String recorded, String now) {}

  /// Examines the bundle's sound.
  ///
  /// @throws Unreadable where the bundle holds no sound or no examination, or is none
  public Outcome run(Path file) throws IOException {
    var scratch = Files.createTempDirectory("antiphon-rerun");
    try (var bundle = OpenBundle.open(file)) {
      var recorded = PaperChecks.json(bundle.bytes(PaperChecks.ASSESSMENT).orElse(new byte[0]));
      var sound = bundle.names("data/upload/audio").stream().findFirst();
      if (sound.isEmpty() || !recorded.isObject())
        throw new Unreadable(
            "NOTHING_TO_RERUN",
            file.toString(),
            "the bundle holds no sound, or no examination of it",
            "its figures stand, but cannot be computed again from this file");
      Path audio = scratch.resolve(sound.get().substring(sound.get().lastIndexOf('/') + 1));
      try (var in = bundle.stream(sound.get())) {
        copy(in, audio);
      }
      var examined =
          rehearing.examine(
              audio, references(bundle), catalogueSeconds(recorded), scratch.resolve("index"));
      return compare(recorded, ExaminationJson.scanExactly(examined));
    } finally {
      Folders.remove(scratch);
    }
  }

  private static void copy(InputStream in, Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      long total = 0;
      for (int n; (n = in.read(buffer)) > 0; ) {
        total += n;
        if (total > LARGEST_SOUND) throw new IOException("the sound is too large");
        out.write(buffer, 0, n);
      }
    }
  }

  /// Seconds of sound that a recorded examination was held against.
  static double catalogueSeconds(JsonNode assessment) {
    return number(assessment.path("index"));
  }

  private static double number(JsonNode node) {
    try {
      return Double.parseDouble(node.path("seconds").asString(""));
    } catch (NumberFormatException e) {
      throw new Unreadable(
          "NOT_A_BUNDLE", "seconds", "is no number: " + node, "ask for the file as exported");
    }
  }

  private static List<Rehearing.Reference> references(OpenBundle bundle) throws IOException {
    var references = new ArrayList<Rehearing.Reference>();
    for (var name : bundle.names("data/reference/")) {
      if (!name.endsWith("/reference.json")) continue;
      var json = PaperChecks.json(bundle.bytes(name).orElse(new byte[0]));
      String peaks = name.substring(0, name.lastIndexOf('/') + 1) + "peaks.apk";
      var isrc = json.path("isrc").asString("");
      references.add(
          new Rehearing.Reference(
              new IndexedRecording(
                  new RecordingId(json.path("id").asString("")),
                  json.path("title").asString(""),
                  json.path("artist").asString(""),
                  isrc.isEmpty() ? Optional.empty() : Optional.of(new Isrc(isrc)),
                  number(json),
                  json.path("audioSha256").asString("")),
              bundle.bytes(peaks).orElse(new byte[0])));
    }
    return references;
  }

  private Outcome compare(JsonNode recorded, JsonNode now) {
    var comparison = new Comparison();
    comparison.nodes("seconds", recorded.path("seconds"), now.path("seconds"));
    for (var list : List.of("matches", "possible"))
      comparison.nodes(
          "identify/" + list,
          recorded.path("identify").path(list),
          now.path("identify").path(list));
    for (var block : BLOCKS) comparison.nodes(block, recorded.path(block), now.path(block));
    return new Outcome(
        comparison.differences.isEmpty(),
        comparison.compared,
        recorded.path("algorithm").asString(""),
        rehearing.algorithm(),
        List.copyOf(comparison.differences));
  }

  /// Walks two trees at once.
  private static final class Comparison {
    /// What a match says of other recordings of the catalogue, which no bundle holds.
    private static final Set<String> OF_THE_CATALOGUE = Set.of("label", "holders");

    private final List<Difference> differences = new ArrayList<>();
    private int compared;

    void nodes(String where, JsonNode recorded, JsonNode now) {
      if (recorded.isObject() && now.isObject()) {
        recorded.properties().stream()
            .filter(field -> !OF_THE_CATALOGUE.contains(field.getKey()))
            .forEach(field ->
                nodes(where + "/" + field.getKey(), field.getValue(), now.path(field.getKey())));
        return;
      }
      if (recorded.isArray() && now.isArray()) {
        values(where + "/length", "" + recorded.size(), "" + now.size());
        for (int i = 0; i < Math.min(recorded.size(), now.size()); i++)
          nodes(where + "/" + i, recorded.get(i), now.get(i));
        return;
      }
      values(where, text(recorded), text(now));
    }

    private static String text(JsonNode node) {
      return node.isValueNode() ? node.asString("") : node.toString();
    }

    private void values(String where, String recorded, String now) {
      compared++;
      if (!recorded.equals(now) && !near(recorded, now))
        differences.add(new Difference(where, recorded, now));
    }

    /// Whole numbers are counts and must be equal; decimals may differ in the fourth digit.
    private static boolean near(String recorded, String now) {
      if (!recorded.contains(".") && !now.contains(".")) return false;
      try {
        double a = Double.parseDouble(recorded);
        double b = Double.parseDouble(now);
        return Math.abs(a - b) <= TOLERANCE * Math.max(1e-12, Math.max(Math.abs(a), Math.abs(b)));
      } catch (NumberFormatException e) {
        return false;
      }
    }
  }
}
