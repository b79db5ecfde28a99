package org.antiphon.provenance;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antiphon.provenance.EngineReport.Code;
import org.antiphon.provenance.EngineReport.Codes;
import tools.jackson.databind.JsonNode;

/// A source that a manifest names.
///
/// @param relationship `parentOf`, `componentOf` or `inputTo`
/// @param manifest label of its own manifest; empty where it has none
/// @param checked whether its signature was found valid, when it was used or now
/// @param recordedFailures codes that were found when it was used
/// @param deltaFailures codes that the engine found now
public record Ingredient(
    String title,
    String format,
    String relationship,
    String manifest,
    boolean checked,
    List<String> recordedFailures,
    List<String> deltaFailures) {
  private static final String MANIFEST = "self#jumbf=/c2pa/";
  private static final String SIGNED = "claimSignature.validated";
  private static final Set<String> GOOD_ENDINGS =
      Set.of("match", "validated", "trusted", "insideValidity", "accessible", "notRevoked");

  public Ingredient {
    recordedFailures = List.copyOf(recordedFailures);
    deltaFailures = List.copyOf(deltaFailures);
  }

  /// Whether nothing speaks against it.
  public boolean holds() {
    return checked && recordedFailures.isEmpty() && deltaFailures.isEmpty();
  }

  /// All that a manifest names.
  static List<Ingredient> of(JsonNode manifest, EngineReport report) {
    var found = new ArrayList<Ingredient>();
    String label = manifest.path("label").asString("");
    for (var each : manifest.path("assertions").properties())
      if (each.getKey().startsWith("c2pa.ingredient"))
        found.add(read(label, each.getKey(), each.getValue(), report));
    return found;
  }

  private static Ingredient read(
      String label, String key, JsonNode assertion, EngineReport report) {
    String url = assertion.path("activeManifest").path("url").asString("");
    if (url.isEmpty()) url = assertion.path("c2pa_manifest").path("url").asString("");
    String manifest = url.startsWith(MANIFEST) ? url.substring(MANIFEST.length()) : "";
    var recorded = Codes.of(assertion.path("validationResults").path("activeManifest"));
    var old = assertion.path("validationStatus");
    var failures = new ArrayList<>(recorded.failure().stream().map(Code::code).toList());
    boolean checked = recorded.succeeded(SIGNED);
    for (var status : old) {
      String code = status.path("code").asString("");
      checked |= code.equals(SIGNED);
      if (!isGood(code)) failures.add(code);
    }
    String uri = "self#jumbf=/c2pa/" + label + "/c2pa.assertions/" + key;
    var deltas = report.deltas().stream().filter(delta -> delta.assertion().equals(uri)).toList();
    return new Ingredient(
        assertion.path("dc:title").asString(""),
        assertion.path("dc:format").asString(""),
        assertion.path("relationship").asString(""),
        manifest,
        checked,
        failures,
        deltas.stream()
            .flatMap(delta -> delta.codes().failure().stream())
            .map(Code::code)
            .toList());
  }

  /// In versions 1 and 2 of the assertion one list holds good and bad; what is not known is bad.
  private static boolean isGood(String code) {
    return code.endsWith(".ocsp.skipped")
        || GOOD_ENDINGS.contains(code.substring(code.lastIndexOf('.') + 1));
  }
}
