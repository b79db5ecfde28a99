package org.antiphon.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Answers that say no, as `application/problem+json` (RFC 9457).
final class Problems {
  private Problems() {}

  static Response of(int status, String code, String title) {
    return of(status, code, title, List.of());
  }

  static Response of(int status, String code, String title, List<Map<String, String>> errors) {
    var problem = new LinkedHashMap<String, Object>();
    problem.put("type", "urn:antiphon:problem:" + code);
    problem.put("title", title);
    problem.put("status", status);
    problem.put("code", code);
    if (!errors.isEmpty()) problem.put("errors", errors);
    return Response.of(status, "application/problem+json", Json.bytes(problem));
  }
}
