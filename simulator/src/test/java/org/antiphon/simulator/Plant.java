package org.antiphon.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Plants uploads for tests: files of noise, with a truth beside them.
final class Plant {
  private Plant() {}

  /// Uploads by turns to p1, p2 and p3; copy number `i` plays `rec-i` from second 30 at tempo 1.02.
  static Path uploads(Path folder, int copies, int bystanders) throws IOException {
    var lines = new ArrayList<String>();
    var noise = new Random(5);
    for (int i = 0; i < copies + bystanders; i++) {
      var audio = new byte[4000 + 7 * i];
      noise.nextBytes(audio);
      String file = "u" + i + ".mp3";
      Files.write(folder.resolve(file), audio);
      lines.add(Json.line(line(i, file, i < copies)));
    }
    Files.write(folder.resolve("uploads.jsonl"), lines);
    return folder;
  }

  private static Map<String, Object> line(int i, String file, boolean copy) {
    var line = new LinkedHashMap<String, Object>();
    line.put("id", "u" + i);
    line.put("platform", "p" + (1 + i % 3));
    line.put("file", file);
    line.put("publishedAt", "2026-11-20T10:%02d:00Z".formatted(i % 60));
    line.put("seconds", 60);
    line.put("uploader", Map.of("id", "who" + i, "name", "Someone <" + i + ">"));
    line.put("credits", Map.of("title", "Upload " + i, "artists", List.of("Someone")));
    line.put("truth", copy ? copyOf("rec-" + i) : Map.of("kind", "bystander"));
    return line;
  }

  private static Map<String, Object> copyOf(String recording) {
    var source =
        Map.of(
            "recording", recording,
            "uploadFrom", 10,
            "uploadTo", 50,
            "recordingFrom", 30,
            "tempoFactor", 1.02);
    return Map.of("kind", "copy", "sources", List.of(source), "disguise", "mp3");
  }

  /// A scenario beside the uploads, quick enough for tests, slow enough for a client to be naive
  /// in.
  static Path scenario(Path folder) throws IOException {
    var platforms = new ArrayList<Map<String, Object>>();
    var removal = Map.of("p50", "PT90M", "p99", "PT2H", "falseFor", "PT1H");
    for (String id : List.of("p1", "p2", "p3"))
      platforms.add(Map.of("id", id, "stall", "PT0.2S", "settle", "PT0.8S", "removal", removal));
    return Files.write(
        folder.resolve("scenario.json"),
        Json.bytes(Map.of("uploads", ".", "calendarScale", 2000, "platforms", platforms)));
  }

  static Options options(Path scenario, long seed, String faults, Optional<String> webhooks) {
    return new Options(
        scenario, seed, 0, Optional.empty(), webhooks, new Options.Behaviour(faults, 0));
  }

  /// A complete notice about `rec-i`, with the segment starting at that second of the recording.
  static String document(String platform, String upload, String recording, double recordingFrom) {
    var document = new LinkedHashMap<String, Object>();
    document.put("schema", "antiphon-notice/1");
    document.put("id", "n-" + upload);
    document.put("round", 1);
    document.put("basis", "COPIED_RECORDING");
    document.put("regime", "US_512");
    document.put("territories", List.of("US"));
    document.put(
        "complainant",
        Map.of(
            "name", "A", "organisation", "B", "address", "C", "telephone", "1", "email", "a@b.c"));
    document.put(
        "works", List.of(Map.of("id", recording, "title", "T", "artist", "A", "owner", "B")));
    document.put(
        "target",
        Map.of(
            "platform",
            platform,
            "uploadId",
            upload,
            "url",
            "http://127.0.0.1/u/" + upload,
            "segments",
            List.of(segment(recording, recordingFrom))));
    document.put("explanation", "From 0:20 your upload plays our recording.");
    var statement = Map.of("id", "good-faith", "version", 1, "text", "In good faith.");
    document.put("statements", List.of(statement, statement));
    document.put(
        "detection", Map.of("automated", true, "reviewedBy", "A person", "method", "landmarks"));
    document.put("evidence", Map.of("sha256", "ab".repeat(32)));
    document.put("signature", Map.of("name", "A Person", "at", "2026-01-01T00:00:00Z"));
    return Json.line(document);
  }

  private static Map<String, String> segment(String recording, double recordingFrom) {
    return Map.of(
        "recording", recording,
        "uploadFrom", "20.000",
        "uploadTo", "50.000",
        "recordingFrom", String.format(java.util.Locale.ROOT, "%.3f", recordingFrom),
        "recordingTo", "70.800");
  }
}
