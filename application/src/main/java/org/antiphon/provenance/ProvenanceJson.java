package org.antiphon.provenance;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The contract's object `provenance`, without file and error: state, source, coverage, findings,
/// marks; and behind them where the statement lies, who signed, and what answered.
public final class ProvenanceJson {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private ProvenanceJson() {}

  /// Writes it; every text is safe to show.
  public static ObjectNode of(ProvenanceReport report) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("state", report.state().name());
    json.put("source", report.source().name());
    json.put("coverage", report.coverage().name());
    var findings = json.putArray("findings");
    for (var each : report.findings())
      findings
          .addObject()
          .put("code", each.code())
          .put("where", each.where())
          .put("explanation", each.explanation());
    var marks = json.putArray("marks");
    for (var each : report.marks())
      marks
          .addObject()
          .put("kind", each.kind())
          .put("field", each.field())
          .put("value", each.value())
          .put("weight", each.weight().name());
    json.put("anchor", report.anchor().name());
    json.put("sourcesHold", report.sourcesHold());
    place(json.putObject("place"), report.place());
    var manifests = json.putArray("manifests");
    report.manifests().forEach(each -> manifest(manifests.addObject(), each));
    var engine = report.basis().engine();
    json.putObject("engine")
        .put("name", engine.name())
        .put("version", engine.version())
        .put("wasmSha256", engine.wasmSha256());
    return json.put("trustSet", report.basis().trustSet());
  }

  /// Offsets are strings, since they may be beyond what JSON readers keep whole.
  private static void place(ObjectNode json, ProvenanceReport.Place place) {
    json.put("container", place.container())
        .put("kind", place.kind())
        .put("offset", Long.toString(place.offset()))
        .put("length", Long.toString(place.length()))
        .put("remote", place.remote().isEmpty() ? null : place.remote());
  }

  private static void manifest(ObjectNode json, Manifest manifest) {
    json.put("label", manifest.label())
        .put("claimVersion", manifest.claimVersion())
        .put("title", manifest.title())
        .put("generator", manifest.generator());
    var signer = manifest.signer();
    json.putObject("signer")
        .put("name", signer.name())
        .put("organisation", signer.organisation())
        .put("issuer", signer.issuer())
        .put("serial", signer.serial())
        .put("notBefore", signer.notBefore())
        .put("notAfter", signer.notAfter())
        .put("algorithm", signer.algorithm());
    json.put("signedAt", manifest.signedAt().isEmpty() ? null : manifest.signedAt());
    var actions = json.putArray("actions");
    for (var each : manifest.actions())
      actions
          .addObject()
          .put("action", each.action())
          .put("sourceType", each.sourceType())
          .put("tool", each.tool());
    var ingredients = json.putArray("ingredients");
    for (var each : manifest.ingredients()) {
      var ingredient =
          ingredients
              .addObject()
              .put("title", each.title())
              .put("format", each.format())
              .put("relationship", each.relationship())
              .put("manifest", each.manifest())
              .put("checked", each.checked());
      texts(ingredient, "recordedFailures", each.recordedFailures());
      texts(ingredient, "deltaFailures", each.deltaFailures());
    }
    texts(json, "redactions", manifest.redactions());
  }

  private static void texts(ObjectNode json, String field, List<String> values) {
    var array = json.putArray(field);
    values.forEach(array::add);
  }
}
