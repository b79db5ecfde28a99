package org.antiphon.provenance;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Who made the sound, by the manifest's actions and those of its sources. The worst finding
/// counts: AI, POSSIBLY_AI, UNKNOWN, HUMAN. A parent colours the whole; a component makes it at
/// most POSSIBLY_AI; what served as input (`inputTo`) colours nothing. Human work needs a signer
/// who vouches for it: created assertions, no removed actions, no source that is broken, unknown or
/// unchecked. Bounded: depth 32, 256 manifests, no circle. One use.
final class SourceRule {
  private static final int DEEPEST = 32;
  private static final int MOST = 256;
  private static final int MOST_INGREDIENTS = 1_024;
  private static final Pattern COPY = Pattern.compile("__[0-9]+$");

  private final EngineReport report;
  private final Anchor anchor;
  private final Map<String, JsonNode> manifests = new HashMap<>();
  private final Set<String> redacted = new HashSet<>();
  private final Set<Finding> notes = new LinkedHashSet<>();
  private int visited;
  private boolean sourcesHold = true;

  /// What came out.
  ///
  /// @param sourcesHold no ingredient at any depth is broken, unknown or unchecked
  record Result(Source source, boolean sourcesHold, List<Finding> notes) {}

  SourceRule(EngineReport report, Anchor anchor) {
    this.report = report;
    this.anchor = anchor;
    for (var manifest : report.manifests()) {
      manifests.putIfAbsent(manifest.path("label").asString(""), manifest);
      for (var each : Binding.claim(manifest).path("redacted_assertions"))
        redacted.add(each.asString(""));
    }
  }

  Result result() {
    var source = of(report.active(), report.activeManifest(), Set.of());
    return new Result(source, sourcesHold, List.copyOf(notes));
  }

  private Source of(String label, JsonNode manifest, Set<String> above) {
    if (above.contains(label) || above.size() >= DEEPEST || ++visited > MOST) {
      note("source.bound", label);
      sourcesHold = false;
      return Source.UNKNOWN;
    }
    var path = new HashSet<>(above);
    path.add(label);
    var own = new Own();
    actions(label, manifest, own);
    var ingredients = Ingredient.of(manifest, report);
    if (ingredients.size() > MOST_INGREDIENTS) {
      note("source.bound", label);
      return Source.UNKNOWN.worse(own.worst);
    }
    boolean components = false;
    Source sources = Source.HUMAN;
    for (var each : ingredients) {
      if (each.relationship().equals("inputTo")) {
        note("source.inputTo", each.title());
        sourcesHold &= each.recordedFailures().isEmpty() && each.deltaFailures().isEmpty();
        continue;
      }
      boolean parent = each.relationship().equals("parentOf");
      Source found = ingredient(each, path);
      if (!parent && found == Source.AI) found = Source.POSSIBLY_AI;
      sources = sources.worse(found);
      own.parent |= parent;
      components |= !parent;
    }
    Source said = own.human(components, anchor == Anchor.OWN && above.isEmpty());
    return own.worst.worse(said).worse(sources);
  }

  /// What a source makes of the whole; what its manifest says counts only if its signature holds.
  private Source ingredient(Ingredient ingredient, Set<String> path) {
    var manifest = manifests.get(ingredient.manifest());
    boolean signed = manifest != null && isSigned(manifest, ingredient);
    Source said =
        manifest != null && signed ? of(ingredient.manifest(), manifest, path) : Source.UNKNOWN;
    if (ingredient.manifest().isEmpty()) note("ingredient.none", ingredient.title());
    else if (!ingredient.recordedFailures().isEmpty() || !ingredient.deltaFailures().isEmpty())
      note("ingredient.recordedFailure", ingredient.title());
    else if (!ingredient.checked()) note("ingredient.unverified", ingredient.title());
    if (ingredient.holds() && signed) return said;
    sourcesHold = false;
    return said.worse(Source.UNKNOWN);
  }

  private static boolean isSigned(JsonNode manifest, Ingredient ingredient) {
    var codes = EngineReport.Codes.of(manifest.path("validationResults"));
    boolean broken =
        codes.failure().stream()
            .anyMatch(each -> !each.code().equals("signingCredential.untrusted"));
    boolean same = codes.succeeded("ingredient.manifest.validated") && ingredient.checked();
    return !broken && (same || codes.succeeded("claimSignature.validated"));
  }

  /// What a manifest's own actions say.
  private static final class Own {
    private Source worst = Source.HUMAN;
    private boolean made;
    private boolean composite;
    private boolean synthesis;
    private boolean opened;
    private boolean parent;
    private boolean unclear;

    Source human(boolean components, boolean ownSigner) {
      if (unclear) return Source.UNKNOWN;
      boolean begun =
          made || (composite && components) || (synthesis && ownSigner) || (opened && parent);
      return begun ? Source.HUMAN : Source.UNKNOWN;
    }
  }

  private void actions(String label, JsonNode manifest, Own own) {
    if (redacted.stream().anyMatch(url -> url.contains(label + "/c2pa.assertions/c2pa.actions"))) {
      note("actions.redacted", label);
      own.unclear = true;
    }
    var vouched = vouched(manifest);
    for (var each : manifest.path("assertions").properties()) {
      if (!COPY.matcher(each.getKey()).replaceFirst("").startsWith("c2pa.actions")) continue;
      boolean created = vouched.contains(each.getKey());
      if (!created) note("actions.gathered", label);
      for (var action : each.getValue().path("actions")) action(action, created, own);
    }
  }

  private void action(JsonNode action, boolean created, Own own) {
    String name = action.path("action").asString("");
    if (created && name.equals("c2pa.opened")) own.opened = true;
    String tool = agent(action);
    if (SourceTypes.isGenerator(tool)) {
      note("source.tool", tool);
      own.worst = own.worst.worse(Source.POSSIBLY_AI);
    }
    var says = SourceTypes.of(action.path("digitalSourceType").asString(""));
    if (says.isEmpty()) return;
    boolean begins = created && name.equals("c2pa.created");
    switch (says.get()) {
      case AI -> own.worst = own.worst.worse(Source.AI);
      case POSSIBLY_AI -> own.worst = own.worst.worse(Source.POSSIBLY_AI);
      case HUMAN -> own.made |= begins;
      case COMPOSITE -> own.composite |= begins;
      case SYNTHESIS -> own.synthesis |= begins;
    }
  }

  static String agent(JsonNode action) {
    var agent = action.path("softwareAgent");
    return agent.isObject() ? agent.path("name").asString("") : agent.asString("");
  }

  /// Assertions that the signer vouches for: the created ones; in version 1 of the claim, all.
  private static Set<String> vouched(JsonNode manifest) {
    var claim = Binding.claim(manifest);
    var list = claim.path(manifest.has("claim.v2") ? "created_assertions" : "assertions");
    var names = new HashSet<String>();
    for (var each : list) {
      String url = each.path("url").asString("");
      names.add(url.substring(url.lastIndexOf('/') + 1));
    }
    return names;
  }

  private void note(String code, String where) {
    if (notes.size() < 64) notes.add(Finding.of(code, where));
  }
}
