package org.antiphon.examination;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.antiphon.catalogue.Isrc;
import org.antiphon.catalogue.RecordingId;
import org.antiphon.intake.Upload;
import org.antiphon.ledger.CanonicalJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The bytes of an assessment: the contract's `scan` object with the upload's id, the SHA-256 of
/// its sound, versions and parameters; decimals are strings; RFC 8785. No time and no id of the
/// assessment's own is in it, so the same sound, recipe and index give the same bytes again.
final class AssessmentDocument {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private AssessmentDocument() {}

  /// Writes it.
  ///
  /// @param algorithm recipe of recognition
  /// @param catalogueVersion that the index held
  static byte[] write(
      Upload upload,
      String blobSha256,
      Examined examined,
      String algorithm,
      long catalogueVersion) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("schema", "antiphon-assessment/1");
    json.put("uploadId", upload.id().toString());
    json.put("platform", upload.platform().toString());
    json.put("externalId", upload.externalId());
    json.put("revision", Long.toString(upload.revision()));
    json.put("blobSha256", blobSha256);
    json.put("seconds", ExaminationJson.seconds(examined.seconds()));
    ExaminationJson.body(json, examined);
    json.put("algorithm", algorithm);
    json.putObject("index")
        .put("catalogueVersion", Long.toString(catalogueVersion))
        .put(
            "seconds",
            ExaminationJson.seconds(
                examined.identification().map(found -> found.catalogueSeconds()).orElse(0.0)));
    return CanonicalJson.of(ExaminationJson.decimalsAsStrings(json));
  }

  /// Reads what [#write] wrote.
  static Assessment read(AssessmentId id, Instant at, byte[] document) {
    JsonNode json = MAPPER.readTree(document);
    JsonNode identify = json.path("identify");
    List<CopyFact> copies = new ArrayList<>();
    identify.path("matches").forEach(each -> copies.add(fact(each, CopyFact.State.MATCH)));
    identify.path("possible").forEach(each -> copies.add(fact(each, CopyFact.State.BETWEEN)));
    JsonNode error = json.path("error").path("code");
    return new Assessment(
        id,
        UUID.fromString(json.path("uploadId").stringValue()),
        json.path("blobSha256").stringValue(),
        decimal(json, "seconds"),
        Conclusion.valueOf(json.path("conclusion").stringValue()),
        copies,
        Signs.of(json),
        new String(document, StandardCharsets.UTF_8),
        CanonicalJson.sha256(document),
        json.path("algorithm").stringValue(),
        error.isString() ? Optional.of(error.stringValue()) : Optional.empty(),
        at);
  }

  private static CopyFact fact(JsonNode match, CopyFact.State state) {
    JsonNode recording = match.path("recording");
    JsonNode isrc = recording.path("isrc");
    return new CopyFact(
        new RecordingId(recording.path("id").stringValue()),
        recording.path("title").stringValue(),
        recording.path("artist").stringValue(),
        isrc.isString() ? Optional.of(new Isrc(isrc.stringValue())) : Optional.empty(),
        stretch(match.path("query")),
        stretch(match.path("reference")),
        decimal(match, "tempoFactor"),
        decimal(match, "pitchSemitones"),
        decimal(match, "score"),
        decimal(match, "expectedFalseMatches"),
        state);
  }

  private static Stretch stretch(JsonNode span) {
    return new Stretch(decimal(span, "from"), decimal(span, "to"));
  }

  private static double decimal(JsonNode node, String field) {
    return Double.parseDouble(node.path(field).stringValue());
  }
}
