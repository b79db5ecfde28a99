package org.antiphon.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antiphon.accounts.Duties;
import org.antiphon.enforcement.basis.RuleFired;
import org.antiphon.enforcement.cases.Case;
import org.antiphon.enforcement.notices.Notice;
import org.antiphon.examination.Assessment;
import org.antiphon.examination.opinion.OpinionJson;
import org.antiphon.examination.opinion.StoredOpinions;
import org.antiphon.intake.Upload;
import org.antiphon.ledger.CanonicalJson;

/// Everything about one case, gathered from the rooms that hold it.
final class Dossier {
  private final Evidence.Rooms rooms;
  private final Sounds sounds;
  private final Case about;
  private final Evidence.Copy copy;
  private final List<Part> parts = new ArrayList<>();

  Dossier(Evidence.Rooms rooms, Sounds sounds, Case about, Evidence.Copy copy) {
    this.rooms = rooms;
    this.sounds = sounds;
    this.about = about;
    this.copy = copy;
  }

  /// What goes into the bundle.
  ///
  /// @param date of the newest ledger entry in it
  record Gathered(List<Part> parts, String date, int entries) {}

  /// Asks every room.
  ///
  /// @param folder for clips, which must live until the bundle is written
  Gathered gather(Path folder) throws IOException {
    var signed =
        rooms.notices().ofCase(about.id()).stream()
            .filter(notice -> notice.signing().attestation().isPresent())
            .toList();
    var upload = rooms.facts().sources().upload(about.target().upload());
    var assessment = rooms.facts().sources().assessment(about.origin().assessment());
    caseItself(signed);
    var papers = new Papers(rooms, parts);
    for (int i = 0; i < signed.size(); i++) papers.notice(signed.get(i), i + 1);
    papers.delivery(signed);
    upload.ifPresent(this::page);
    assessment.ifPresent(found -> examination(found));
    if (assessment.isPresent())
      new SoundParts(rooms, sounds, about, parts).add(assessment.get(), folder);
    var ledger = new LedgerWriter(rooms, copy, parts);
    var entries = ledger.write(about, signed, assessment, papers.attestations());
    method(assessment);
    parts.add(
        Part.of(
            "data/summary.html",
            new Summary(
                    about,
                    signed,
                    assessment,
                    Duties.inOneHand(rooms.records().accounts().people()),
                    parts)
                .html()));
    return new Gathered(List.copyOf(parts), ledger.date(), entries);
  }

  private void caseItself(List<Notice> signed) {
    var json = new LinkedHashMap<String, Object>();
    json.put("schema", "antiphon-bundle-case/1");
    json.put("copy", copy.name());
    json.put("id", about.id().toString());
    json.put("state", about.state().name());
    json.put("basis", about.ground().basis().name());
    json.put("regime", about.ground().regime());
    json.put("territories", about.ground().territories().stream().sorted().toList());
    json.put("code", about.ground().code());
    json.put(
        "reason",
        copy == Evidence.Copy.FULL
            ? about.ground().reason()
            : RuleFired.outside(about.ground().code(), about.ground().reason()));
    json.put("owner", about.ground().owner());
    json.put("platform", about.target().platform());
    json.put("uploadId", about.target().externalId());
    json.put("audioSha256", about.target().audioSha256());
    json.put("recordings", about.recordings().stream().map(id -> id.value()).toList());
    json.put("openedAt", about.openedAt().toString());
    json.put("endedBecause", about.endedBecause().orElse(null));
    json.put("notices", signed.stream().map(Dossier::notice).toList());
    parts.add(Part.json("data/case.json", json));
  }

  private static Map<String, Object> notice(Notice notice) {
    return Map.of(
        "id", notice.id().toString(),
        "round", notice.round(),
        "state", notice.state().name(),
        "documentSha256", notice.documentSha256(),
        "evidenceSha256", notice.evidenceSha256());
  }

  /// The page as it was shown; who uploaded it, by id and name, only in the full copy (R28).
  private void page(Upload upload) {
    var json = new LinkedHashMap<String, Object>();
    json.put("schema", "antiphon-bundle-page/1");
    json.put("platform", upload.platform().text());
    json.put("id", upload.externalId());
    json.put("revision", Long.toString(upload.revision()));
    json.put("publishedAt", upload.publishedAt().toString());
    json.put("pageUrl", upload.pageUrl().toString());
    json.put("audioUrl", upload.audioUrl().toString());
    json.put("fetchedAt", upload.fetchedAt().map(Object::toString).orElse(null));
    json.put("title", upload.credits().title());
    json.put("artists", upload.credits().artists());
    if (copy == Evidence.Copy.FULL) {
      json.put("uploaderId", upload.uploader().id());
      json.put("uploaderName", upload.uploader().name());
    }
    parts.add(Part.json("data/upload/page.json", json));
  }

  private void examination(Assessment assessment) {
    var json = PaperChecks.json(assessment.json().getBytes(StandardCharsets.UTF_8));
    parts.add(Part.of(PaperChecks.ASSESSMENT, assessment.json()));
    for (var block : List.of("provenance", "impersonation"))
      if (json.path(block).isObject())
        parts.add(
            Part.of("data/" + block + "/" + block + ".json", CanonicalJson.of(json.path(block))));
    var comb = new StringBuilder("decoder,hz,db_over_floor\n");
    int number = 0;
    for (var decoder : json.path("detect").path("decoders")) {
      number++;
      for (var tooth : decoder.path("teeth"))
        comb.append(number)
            .append(',')
            .append(tooth.path("hz").asString(""))
            .append(',')
            .append(tooth.path("db").asString(""))
            .append('\n');
    }
    if (number > 0) parts.add(Part.of("data/examination/comb.csv", comb.toString()));
    opinions(assessment, json.path("detect").path("verdict").asString(""));
  }

  /// What other detectors said of the same sound, with their answers as they came.
  private void opinions(Assessment assessment, String own) {
    var all = new StoredOpinions(rooms.database()).of(assessment.blobSha256());
    for (int i = 0; i < all.size(); i++) {
      String name = "data/examination/second-opinion-%02d".formatted(i + 1);
      parts.add(Part.of(name + ".json", CanonicalJson.of(OpinionJson.of(all.get(i), own))));
      all.get(i).said().ifPresent(said -> parts.add(Part.of(name + "-answer.bin", said.answer())));
    }
  }

  private void method(Optional<Assessment> assessment) {
    var json = new LinkedHashMap<String, Object>();
    json.put("schema", "antiphon-bundle-method/1");
    json.put("antiphon", "0.1");
    json.put("java", System.getProperty("java.runtime.version", ""));
    json.put("machine", System.getProperty("os.arch", ""));
    json.put("recognition", assessment.map(Assessment::algorithm).orElse(""));
    json.put("recognitionHere", sounds.rehearing().algorithm());
    assessment
        .map(found -> PaperChecks.json(found.json().getBytes(StandardCharsets.UTF_8)))
        .map(found -> found.path("detect").path("model"))
        .filter(model -> model.isObject())
        .ifPresent(model -> json.put("detection", model));
    parts.add(Part.json("data/method/versions.json", json));
    for (var text : List.of("rerun.md", "limits.md", "certification-template.md"))
      parts.add(Part.of("data/method/" + text, Texts.read(text)));
  }
}
