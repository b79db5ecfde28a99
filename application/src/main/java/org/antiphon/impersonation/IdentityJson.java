package org.antiphon.impersonation;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The contract's block `impersonation`.
public final class IdentityJson {
  private IdentityJson() {}

  /// Conclusion and findings, the first of them the weightiest.
  public static ObjectNode of(Identity identity) {
    var json = JsonMapper.shared().createObjectNode();
    json.put("conclusion", identity.conclusion().name());
    var findings = json.putArray("findings");
    for (var finding : identity.findings())
      findings
          .addObject()
          .put("code", finding.code().name())
          .put("strength", finding.strength().name())
          .put("artist", finding.artist())
          .put("evidence", finding.evidence());
    return json;
  }
}
