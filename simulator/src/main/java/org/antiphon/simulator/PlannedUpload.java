package org.antiphon.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// One line of `uploads.jsonl`: what a platform publishes, and the truth about it, which it never
/// serves.
///
/// @param file the audio; inside the uploads folder
/// @param cover the picture shown with it, where there is one; inside the uploads folder
/// @param shown `seconds`, `uploader` and `credits` as the feed shows them
record PlannedUpload(
    String id,
    String platform,
    Path file,
    Optional<Path> cover,
    Instant publishedAt,
    JsonNode shown,
    Truth truth) {

  /// What an upload really is.
  ///
  /// @param kind `copy` or `bystander`
  /// @param sources what it plays; empty for a bystander
  /// @param mandated whether a client may act for these recordings (`"mandate": false` says no)
  /// @param machineMade whether a neural decoder rendered it: a fact, and no wrong by itself
  /// @param identity `impersonation`, `innocent` or empty
  /// @param impersonates the artist that it passes itself off as; empty for nobody
  record Truth(
      String kind,
      List<Source> sources,
      String disguise,
      boolean mandated,
      boolean machineMade,
      String identity,
      String impersonates) {
    boolean isImpersonation() {
      return identity.equals("impersonation");
    }

    boolean isCopy() {
      return kind.equals("copy");
    }
  }

  /// From `uploadFrom` to `uploadTo` (seconds) the upload plays `recording` from `recordingFrom`,
  /// at `tempo` seconds of recording for each second of upload.
  record Source(
      String recording, double uploadFrom, double uploadTo, double recordingFrom, double tempo) {
    /// Where in the recording that second of the upload comes from.
    double recordingAt(double uploadSecond) {
      return recordingFrom + tempo * (uploadSecond - uploadFrom);
    }
  }

  /// Reads `uploads.jsonl` of a folder. Throws [BadScenario] with every faulty line.
  static List<PlannedUpload> readAll(Path folder) throws IOException {
    var faults = new ArrayList<String>();
    var uploads = new ArrayList<PlannedUpload>();
    var seen = new HashSet<String>();
    int number = 0;
    for (String line : Files.readAllLines(folder.resolve("uploads.jsonl"))) {
      number++;
      if (line.isBlank()) continue;
      try {
        var upload = of(Json.read(line), folder);
        if (!seen.add(upload.id())) throw new BadScenario("id " + upload.id() + " comes twice");
        uploads.add(upload);
      } catch (JacksonException | DateTimeException | BadScenario e) {
        faults.add("uploads.jsonl:" + number + ": " + e.getMessage());
      }
    }
    if (!faults.isEmpty()) throw new BadScenario(String.join("\n", faults));
    return List.copyOf(uploads);
  }

  private static PlannedUpload of(JsonNode line, Path folder) {
    String id = Json.text(line, "id");
    if (!id.matches("[A-Za-z0-9._~-]{1,100}"))
      throw new BadScenario("id \"" + id + "\" must be 1 to 100 of A-Z a-z 0-9 . _ ~ -");
    var file = inside(folder, Json.text(line, "file"));
    String cover = Json.text(line, "cover");
    return new PlannedUpload(
        id,
        Json.text(line, "platform"),
        file,
        cover.isEmpty() ? Optional.empty() : Optional.of(inside(folder, cover)),
        Instant.parse(Json.text(line, "publishedAt")),
        line,
        truth(line.path("truth")));
  }

  private static Path inside(Path folder, String name) {
    var file = folder.resolve(name).normalize();
    if (!file.startsWith(folder.normalize()) || !Files.isRegularFile(file))
      throw new BadScenario("file \"" + name + "\" is no file in the folder");
    return file;
  }

  private static Truth truth(JsonNode truth) {
    String kind = Json.text(truth, "kind");
    if (!kind.equals("copy") && !kind.equals("bystander"))
      throw new BadScenario("truth.kind must be copy or bystander, not \"" + kind + "\"");
    var sources = new ArrayList<Source>();
    for (var source : truth.path("sources"))
      sources.add(
          new Source(
              Json.text(source, "recording"),
              needed(source, "uploadFrom"),
              needed(source, "uploadTo"),
              needed(source, "recordingFrom"),
              Json.number(source.path("tempoFactor")).orElse(1)));
    if (kind.equals("copy") && sources.isEmpty())
      throw new BadScenario("a copy needs truth.sources");
    return new Truth(
        kind,
        List.copyOf(sources),
        Json.text(truth, "disguise"),
        truth.path("mandate").asBoolean(true),
        truth.path("machineMade").asBoolean(false),
        Json.text(truth, "identity"),
        Json.text(truth, "impersonates"));
  }

  private static double needed(JsonNode source, String field) {
    OptionalDouble value = Json.number(source.path(field));
    if (value.isEmpty()) throw new BadScenario("truth.sources needs the number " + field);
    return value.getAsDouble();
  }
}
