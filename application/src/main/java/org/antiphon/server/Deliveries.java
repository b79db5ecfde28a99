package org.antiphon.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.antiphon.enforcement.delivery.Delivery;
import org.antiphon.enforcement.notices.NoticeId;
import org.antiphon.enforcement.verification.Verification;
import tools.jackson.databind.json.JsonMapper;

/// The way of a notice as one timeline: our requests with the platform's answers, and our looks at
/// what it is about.
public final class Deliveries {
  private static final JsonMapper JSON = JsonMapper.shared();
  private final Delivery delivery;
  private final Verification verification;

  /// Reads only.
  public Deliveries(Delivery delivery, Verification verification) {
    this.delivery = delivery;
    this.verification = verification;
  }

  /// Oldest first.
  public List<Map<String, Object>> of(NoticeId notice) {
    var line = new ArrayList<Map<String, Object>>();
    for (var attempt : delivery.attempts().of(notice.value())) {
      var step = step(attempt.at(), attempt.kind().name(), attempt.outcome());
      step.put("endedAt", attempt.endedAt().orElse(null));
      step.put("status", attempt.status().orElse(null));
      line.add(step);
    }
    for (var look : verification.looks(notice.value())) {
      var step = step(look.at(), "LOOK", look.seen().name());
      step.put("detail", look.detail());
      step.put("evidence", JSON.readTree(look.evidence()));
      line.add(step);
    }
    line.sort(Comparator.comparing(step -> String.valueOf(step.get("at"))));
    return line;
  }

  /// Why the platform declined the notice, in its words; empty where it gave no reason.
  public String declinedBecause(NoticeId notice) {
    return delivery.declinedBecause(notice.value()).orElse("");
  }

  private static Map<String, Object> step(Instant at, String kind, String outcome) {
    var step = new LinkedHashMap<String, Object>();
    step.put("at", at.toString());
    step.put("kind", kind);
    step.put("outcome", outcome.isEmpty() ? "RUNNING" : outcome);
    return step;
  }
}
