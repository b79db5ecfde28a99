package org.antiphon.examination.opinion;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An opinion as API, pages and evidence bundles show it; decimals are strings.
public final class OpinionJson {
  private OpinionJson() {}

  /// Beside our own verdict.
  ///
  /// @param own `MACHINE_MADE`, `NO_SIGN`, `CANNOT_TELL` or empty
  public static ObjectNode of(Opinion opinion, String own) {
    var json = JsonMapper.shared().createObjectNode();
    json.put("schema", "antiphon-second-opinion/1");
    json.put("service", opinion.service());
    json.put("state", opinion.state().name());
    json.put("at", opinion.at().toString());
    json.put("assessment", opinion.about().assessment().toString());
    json.put("blobSha256", opinion.about().blobSha256());
    json.put("sent", opinion.about().sent().name());
    json.put("probability", opinion.said().map(Opinion::probability).orElse(null));
    var artifacts = json.putArray("artifacts");
    opinion.said().map(Opinion.Said::artifacts).orElse(List.of()).forEach(artifacts::add);
    json.put("answerSha256", opinion.said().map(Opinion.Said::answerSha256).orElse(null));
    json.put("reason", opinion.reason());
    json.put("ourVerdict", own.isEmpty() ? null : own);
    json.put("agreement", opinion.against(own).name());
    json.put("words", opinion.inWords(own));
    return json;
  }
}
