package org.antiphon.enforcement.notices;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.antiphon.database.Database;
import org.antiphon.enforcement.basis.RuleFired;
import org.antiphon.enforcement.cases.Case;
import org.antiphon.enforcement.cases.CaseSources;
import org.antiphon.enforcement.cases.Finding;
import org.antiphon.examination.Assessment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a notice's `evidence.sha256` is the SHA-256 of: everything that the claim rests on, by
/// hash. The assessment (all parameters and versions) and this manifest are kept as blobs.
record EvidenceManifest(
    Drafting.Ingredients of, Assessment assessment, CaseSources sources, Database database) {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  Map<String, Object> json() {
    var json = new LinkedHashMap<String, Object>();
    json.put("schema", "antiphon-evidence/1");
    json.put("upload", upload());
    json.put("recordings", recordings());
    json.put("alignments", of.segments().stream().map(EvidenceManifest::alignment).toList());
    json.put(
        "examination",
        Map.of(
            "assessment", assessment.id().toString(),
            "assessmentSha256", assessment.sha256(),
            "algorithm", assessment.algorithm()));
    json.put("pictures", List.of());
    json.put("rules", rules());
    json.put("mandates", mandates());
    of.person().ifPresent(claimed -> json.put("person", person(claimed)));
    of.mark().ifPresent(marked -> json.put("mark", mark(marked)));
    var found = sources.findings(of.upload().id().uuid());
    if (!found.isEmpty())
      json.put("findings", found.stream().map(EvidenceManifest::found).toList());
    return json;
  }

  private Map<String, Object> upload() {
    var json = new LinkedHashMap<String, Object>();
    json.put("platform", of.upload().platform().text());
    json.put("id", of.upload().externalId());
    json.put("audioSha256", assessment.blobSha256());
    of.upload().fetchedAt().ifPresent(at -> json.put("fetchedAt", at.toString()));
    return json;
  }

  private List<Map<String, Object>> recordings() {
    return of.works().values().stream()
        .map(work -> {
          var json = new LinkedHashMap<String, Object>();
          json.put("id", work.recording().id().value());
          work.recording().isrc().ifPresent(isrc -> json.put("isrc", isrc.code()));
          sources
              .referenceSha256(work.recording().id())
              .ifPresent(sha -> json.put("referenceSha256", sha));
          return (Map<String, Object>) json;
        })
        .toList();
  }

  private static Map<String, Object> alignment(Case.Segment segment) {
    var json = new LinkedHashMap<String, Object>(NoticeJson.segment(segment));
    json.put("score", NoticeJson.decimal(segment.score()));
    json.put(
        "expectedFalseMatches", String.format(Locale.ROOT, "%.3e", segment.expectedFalseMatches()));
    return json;
  }

  private Map<String, Object> rules() {
    return database
        .sql()
        .sql("select trace::text as trace, data::text as data from routing where id = ?")
        .param(of.about().origin().routing())
        .query((row, _) ->
            Map.<String, Object>of(
                "routing", of.about().origin().routing().toString(),
                "trace", outside(MAPPER.readTree(row.getString("trace"))),
                "data", MAPPER.readTree(row.getString("data"))))
        .single();
  }

  private static JsonNode outside(JsonNode trace) {
    for (var line : trace)
      if (line instanceof ObjectNode fired)
        fired.put(
            "reason",
            RuleFired.outside(fired.path("code").asString(""), fired.path("reason").asString("")));
    return trace;
  }

  private Map<String, Object> person(Drafting.Claimed claimed) {
    return Map.of(
        "name", claimed.name(),
        "mandate", claimed.mandate().id(),
        "documentSha256", claimed.mandate().documentSha256().orElse(""),
        "findings", NoticeJson.findings(claimed));
  }

  private static Map<String, Object> mark(Drafting.Marked marked) {
    return Map.of(
        "mark", marked.mark().written(),
        "mandate", marked.mandate().id(),
        "documentSha256", marked.mandate().documentSha256().orElse(""));
  }

  private static Map<String, Object> found(Finding found) {
    return Map.of(
        "id", found.id().toString(),
        "kind", found.kind().name(),
        "about", found.about(),
        "at", found.at().toString());
  }

  private List<Map<String, Object>> mandates() {
    return of.mandates().entrySet().stream()
        .map(entry ->
            Map.<String, Object>of(
                "recording", entry.getKey().value(),
                "mandate", entry.getValue().id(),
                "documentSha256", entry.getValue().documentSha256().orElse("")))
        .toList();
  }
}
