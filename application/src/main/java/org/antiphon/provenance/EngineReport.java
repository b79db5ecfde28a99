package org.antiphon.provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the engine said, read with limits: 32 MiB, nesting 64, no key twice. It quotes what
/// strangers wrote.
///
/// @param active label of the manifest that speaks for the file
/// @param engineState `Trusted`, `Valid` or `Invalid`
/// @param codes of the active manifest
/// @param deltas of ingredients, as the engine found them now
/// @param manifests with their assertions, the active one first
record EngineReport(
    String active,
    String engineState,
    Codes codes,
    List<Delta> deltas,
    List<JsonNode> manifests,
    JsonNode crJson) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(32L << 20)
                          .maxNestingDepth(64)
                          .maxStringLength(24 << 20)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .build();

  EngineReport {
    deltas = List.copyOf(deltas);
    manifests = List.copyOf(manifests);
  }

  /// A code and what it is about.
  record Code(String code, String url, String explanation) {}

  /// Codes by their kind.
  record Codes(List<Code> success, List<Code> informational, List<Code> failure) {
    Codes {
      success = List.copyOf(success);
      informational = List.copyOf(informational);
      failure = List.copyOf(failure);
    }

    boolean succeeded(String code) {
      return success.stream().anyMatch(each -> each.code().equals(code));
    }

    boolean succeeded(String code, String url) {
      return success.stream().anyMatch(each -> each.code().equals(code) && each.url().equals(url));
    }

    static Codes of(JsonNode node) {
      return new Codes(
          list(node.path("success")), list(node.path("informational")), list(node.path("failure")));
    }

    private static List<Code> list(JsonNode array) {
      return array
          .valueStream()
          .map(each ->
              new Code(
                  each.path("code").asString(""),
                  each.path("url").asString(""),
                  each.path("explanation").asString("")))
          .toList();
    }
  }

  /// What the engine found about one ingredient beyond what was recorded.
  ///
  /// @param assertion URI of the ingredient's assertion
  record Delta(String assertion, Codes codes) {}

  /// Reads both of the engine's answers.
  ///
  /// @return empty where they cannot be read within the limits, or contradict one another
  static Optional<EngineReport> read(String json, String crJson) {
    try {
      var brief = MAPPER.readTree(json);
      var whole = MAPPER.readTree(crJson);
      String active = brief.path("active_manifest").asString("");
      var manifests = whole.path("manifests").valueStream().toList();
      if (manifests.isEmpty() || !manifests.getFirst().path("label").asString("").equals(active))
        return Optional.empty();
      var results = brief.path("validation_results");
      var deltas = new ArrayList<Delta>();
      for (var each : results.path("ingredientDeltas"))
        deltas.add(
            new Delta(
                each.path("ingredientAssertionURI").asString(""),
                Codes.of(each.path("validationDeltas"))));
      return Optional.of(
          new EngineReport(
              active,
              brief.path("validation_state").asString(""),
              Codes.of(results.path("activeManifest")),
              deltas,
              manifests,
              whole));
    } catch (JacksonException _) {
      return Optional.empty(); // the caller answers UNVERIFIED engine.answer
    }
  }

  JsonNode activeManifest() {
    return manifests.getFirst();
  }

  /// The same with other codes for the active manifest.
  EngineReport withCodes(Codes other) {
    return new EngineReport(active, engineState, other, deltas, manifests, crJson);
  }

  /// Address of an assertion of the active manifest, as codes name it.
  String urlOf(String assertion) {
    return "self#jumbf=/c2pa/" + active + "/c2pa.assertions/" + assertion;
  }
}
