package org.antiphon.examination;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.antiphon.catalogue.Isrc;
import org.antiphon.detection.DetectionJson;
import org.antiphon.fingerprint.Identification;
import org.antiphon.fingerprint.Match;
import org.antiphon.fingerprint.RecordingRef;
import org.antiphon.fingerprint.Span;
import org.antiphon.impersonation.IdentityJson;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.problem.Problem;
import org.antiphon.provenance.ProvenanceJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The contract's objects `identify` and `scan` (names are never changed, order is stable, what is
/// absent is null). Seconds have 3 decimals.
public final class ExaminationJson {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private ExaminationJson() {}

  /// `identify/1`.
  ///
  /// @param most matches at most
  public static ObjectNode identify(Examined examined, int most) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("schema", "identify/1").put("file", examined.file());
    json.put("seconds", seconds(examined.seconds()));
    fill(json, examined, most);
    json.set("error", error(examined));
    return json;
  }

  /// `scan/1`.
  public static ObjectNode scan(Examined examined) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("schema", "scan/1").put("file", examined.file());
    json.put("seconds", seconds(examined.seconds()));
    body(json, examined);
    return json;
  }

  /// `scan/1` as the stored assessment has it: every decimal is a string.
  public static JsonNode scanExactly(Examined examined) {
    return decimalsAsStrings(scan(examined));
  }

  /// Conclusion and the examiners' blocks: what `scan` and the stored assessment share.
  static void body(ObjectNode json, Examined examined) {
    json.put("conclusion", examined.conclusion().name());
    fill(json.putObject("identify"), examined, Integer.MAX_VALUE);
    json.set(
        "detect",
        examined.detection().<JsonNode>map(DetectionJson::of).orElseGet(() -> MAPPER.nullNode()));
    json.set(
        "provenance",
        examined
            .provenance()
            .<JsonNode>map(ExaminationJson::stated)
            .orElseGet(() -> MAPPER.nullNode()));
    json.set(
        "impersonation",
        examined.identity().<JsonNode>map(IdentityJson::of).orElseGet(() -> MAPPER.nullNode()));
    // Left out where no picture was looked at, so that older documents read as they were written.
    examined.artwork().ifPresent(seen -> seen.write(json.putObject("artwork")));
    ArrayNode reasons = json.putArray("reasons");
    Reasons.of(examined).forEach(reasons::add);
    json.set("error", error(examined));
  }

  private static ObjectNode stated(Examined.Stated stated) {
    return ProvenanceJson.of(stated.report())
        .put("detectors", stated.detectors().name())
        .put(
            "engineAnswerSha256",
            stated.report().crJson().map(ExaminationJson::sha256).orElse(null));
  }

  private static String sha256(String text) {
    return CanonicalJson.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void fill(ObjectNode json, Examined examined, int most) {
    list(json.putArray("matches"), examined.matches(), most);
    list(json.putArray("possible"), examined.possible(), most);
    json.put("truncated", examined.identification().map(Identification::truncated).orElse(false));
    examined
        .identification()
        .ifPresentOrElse(
            found ->
                json.putObject("algorithm")
                    .put("name", found.version().name())
                    .put("parametersSha256", found.version().parametersSha256()),
            () -> json.putNull("algorithm"));
  }

  private static void list(ArrayNode array, List<Match> matches, int most) {
    matches.stream().limit(most).forEach(match -> array.add(match(match)));
  }

  private static ObjectNode match(Match match) {
    ObjectNode json = MAPPER.createObjectNode();
    RecordingRef recording = match.recording();
    recording(json.putObject("recording"), recording);
    span(json.putObject("query"), match.query());
    span(json.putObject("reference"), match.reference());
    json.put("tempoFactor", fixed(match.tempoFactor(), 5));
    json.put("pitchSemitones", fixed(match.pitchSemitones(), 3));
    json.put("score", fixed(match.score(), 2));
    json.put("expectedFalseMatches", significant(match.expectedFalseMatches()));
    json.put("likeness", fixed(match.likeness(), 2));
    json.put("method", match.method());
    json.put("label", match.isSharedMaterial() ? "SHARED_MATERIAL" : null);
    var holders = json.putArray("holders");
    match.holders().forEach(holder -> recording(holders.addObject(), holder));
    return json;
  }

  private static void recording(ObjectNode json, RecordingRef recording) {
    json.put("id", recording.id().value())
        .put("title", recording.title())
        .put("artist", recording.artist())
        .put("isrc", recording.isrc().map(Isrc::code).orElse(null));
  }

  private static void span(ObjectNode json, Span span) {
    json.put("from", seconds(span.from())).put("to", seconds(span.to()));
  }

  private static JsonNode error(Examined examined) {
    if (examined.error().isEmpty()) return MAPPER.nullNode();
    Problem problem = examined.error().get();
    return MAPPER
        .createObjectNode()
        .put("code", problem.code())
        .put("message", problem.what())
        .put("hint", problem.hint());
  }

  static BigDecimal seconds(double value) {
    return fixed(value, 3);
  }

  private static BigDecimal fixed(double value, int digits) {
    // JSON has no infinity; a score of a million is as good as one.
    return new BigDecimal(Math.clamp(value, -1e6, 1e6)).setScale(digits, RoundingMode.HALF_EVEN);
  }

  /// Three digits, whatever the size; JSON has no infinity.
  private static BigDecimal significant(double value) {
    return new BigDecimal(Math.min(value, 1e300)).round(new MathContext(3));
  }

  /// The same tree with every decimal as a string, so that RFC 8785 leaves it as it is.
  static JsonNode decimalsAsStrings(JsonNode node) {
    if (node.isNumber() && !node.isIntegralNumber())
      return MAPPER.getNodeFactory().stringNode(node.decimalValue().toString());
    if (node.isArray()) {
      ArrayNode copy = MAPPER.createArrayNode();
      node.forEach(member -> copy.add(decimalsAsStrings(member)));
      return copy;
    }
    if (!node.isObject()) return node;
    ObjectNode copy = MAPPER.createObjectNode();
    node.properties()
        .forEach(field -> copy.set(field.getKey(), decimalsAsStrings(field.getValue())));
    return copy;
  }
}
