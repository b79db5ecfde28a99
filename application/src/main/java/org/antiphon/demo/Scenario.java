package org.antiphon.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.antiphon.demo.Plan.Planned;
import tools.jackson.databind.json.JsonMapper;

/// The folder that the simulator publishes from: one sound file an upload and `uploads.jsonl`, in
/// which `truth` says what was planted (the simulator judges by it and never serves it).
final class Scenario {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Scenario() {}

  /// Name of an upload's sound file in the folder.
  static String file(Planned upload) {
    return upload.id() + "." + upload.recipe().codec().extension();
  }

  /// Writes `uploads.jsonl`; the sound files are made beside it.
  static void write(Path folder, List<Planned> uploads) {
    write(folder, uploads, Scenario::file);
  }

  /// As above; several uploads may be one sound file.
  static void write(Path folder, List<Planned> uploads, Function<Planned, String> file) {
    Sleeves.paint(uploads, folder);
    var lines = new StringBuilder();
    for (var upload : uploads)
      lines.append(JSON.writeValueAsString(line(upload, file.apply(upload)))).append('\n');
    try {
      Files.writeString(folder.resolve("uploads.jsonl"), lines, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + folder, e);
    }
  }

  private static Map<String, Object> line(Planned upload, String file) {
    var recipe = upload.recipe();
    var line = new LinkedHashMap<String, Object>();
    line.put("id", upload.id());
    line.put("platform", upload.platform());
    line.put("file", file);
    if (!Sleeves.file(upload).isEmpty()) line.put("cover", Sleeves.file(upload));
    line.put("publishedAt", upload.publishedAt().toString());
    line.put("seconds", Math.round((recipe.lead() * 2 + recipe.heardSeconds()) * 1000) / 1000.0);
    line.put(
        "uploader",
        Map.of(
            "id",
            "u-" + upload.uploader(),
            "name",
            upload.uploader(),
            "verified",
            false,
            "followers",
            Math.floorMod(upload.uploader().hashCode(), 5000)));
    line.put("credits", upload.claim().credits(upload.title()));
    line.put("truth", truth(upload));
    return line;
  }

  private static Map<String, Object> truth(Planned upload) {
    var truth = new LinkedHashMap<String, Object>();
    truth.put("kind", upload.copyOf().isPresent() ? "copy" : "bystander");
    truth.put("machineMade", upload.machineMade());
    upload.claim().identity().ifPresent(identity -> truth.put("identity", identity));
    upload.claim().impersonates().ifPresent(artist -> truth.put("impersonates", artist));
    truth.put("disguise", upload.recipe().inWords());
    truth.put("sources", upload.copyOf().map(id -> List.of(source(upload, id))).orElse(List.of()));
    return truth;
  }

  private static Map<String, Object> source(Planned upload, String recording) {
    var recipe = upload.recipe();
    return Map.of(
        "recording", recording,
        "uploadFrom", recipe.lead(),
        "uploadTo", recipe.lead() + recipe.heardSeconds(),
        "recordingFrom", recipe.from(),
        "tempoFactor", recipe.disguise().tempo(),
        "pitchSemitones", recipe.disguise().semitones());
  }
}
