package org.antiphon.provenance;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// One manifest of a file, as far as people are shown it. Every text in it is a stranger's, made
/// safe to show.
///
/// @param label its name in the store
/// @param claimVersion 1 or 2
/// @param generator the program that wrote it
/// @param signer who signed
/// @param signedAt by a trusted time-stamp; empty where there is none
/// @param redactions parts that it removed from its sources
public record Manifest(
    String label,
    int claimVersion,
    String title,
    String generator,
    Signer signer,
    String signedAt,
    List<Action> actions,
    List<Ingredient> ingredients,
    List<String> redactions) {
  private static final int MOST_MANIFESTS = 16;
  private static final int MOST = 64;

  public Manifest {
    actions = List.copyOf(actions);
    ingredients = List.copyOf(ingredients);
    redactions = List.copyOf(redactions);
  }

  /// The holder of the certificate that signed, as the engine read it.
  public record Signer(
      String name,
      String organisation,
      String issuer,
      String serial,
      String notBefore,
      String notAfter,
      String algorithm) {}

  /// One thing that was done.
  public record Action(String action, String sourceType, String tool) {}

  /// The manifests of a file, the active one first.
  ///
  /// @param stamped whether the active one's time-stamp is trusted
  static List<Manifest> of(EngineReport report, boolean stamped) {
    var list = new ArrayList<Manifest>();
    for (var node : report.manifests()) {
      if (list.size() == MOST_MANIFESTS) break;
      list.add(read(node, report, stamped && list.isEmpty()));
    }
    return list;
  }

  private static Manifest read(JsonNode node, EngineReport report, boolean stamped) {
    var claim = Binding.claim(node);
    var signature = node.path("signature");
    var actions = new ArrayList<Action>();
    for (var each : node.path("assertions").properties())
      if (each.getKey().startsWith("c2pa.actions"))
        for (var action : each.getValue().path("actions"))
          if (actions.size() < MOST)
            actions.add(
                new Action(
                    text(action, "action"),
                    text(action, "digitalSourceType"),
                    Texts.shown(SourceRule.agent(action))));
    return new Manifest(
        text(node, "label"),
        node.has("claim.v2") ? 2 : 1,
        text(claim, "dc:title"),
        generator(claim),
        signer(signature),
        stamped ? text(signature.path("timeStampInfo"), "timestamp") : "",
        actions,
        Ingredient.of(node, report).stream().limit(MOST).map(Manifest::shown).toList(),
        claim
            .path("redacted_assertions")
            .valueStream()
            .limit(MOST)
            .map(each -> Texts.shown(each.asString("")))
            .toList());
  }

  private static String generator(JsonNode claim) {
    var given = claim.path("claim_generator_info");
    var info = given.isArray() ? given.path(0) : given;
    return (text(info, "name") + " " + text(info, "version")).strip();
  }

  private static Signer signer(JsonNode signature) {
    var certificate = signature.path("certificateInfo");
    var validity = certificate.path("validity");
    return new Signer(
        text(certificate.path("subject"), "CN"),
        text(certificate.path("subject"), "O"),
        text(certificate.path("issuer"), "CN"),
        text(certificate, "serialNumber"),
        text(validity, "notBefore"),
        text(validity, "notAfter"),
        text(signature, "algorithm"));
  }

  private static Ingredient shown(Ingredient each) {
    return new Ingredient(
        Texts.shown(each.title()),
        Texts.shown(each.format()),
        Texts.shown(each.relationship()),
        Texts.shown(each.manifest()),
        each.checked(),
        each.recordedFailures().stream().limit(MOST).map(Texts::shown).toList(),
        each.deltaFailures().stream().limit(MOST).map(Texts::shown).toList());
  }

  private static String text(JsonNode node, String field) {
    return Texts.shown(node.path(field).asString(""));
  }
}
