package org.antiphon.connectors;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antiphon.connector.RawAnswer;
import org.antiphon.connector.Rejection;
import org.antiphon.connector.Rejection.Kind;
import org.antiphon.outbound.RetryAfter;
import tools.jackson.databind.JsonNode;

/// A platform's no, if it is one: a document of RFC 9457 with a code. A bare 404 of some proxy on
/// the way says nothing about a notice.
record RestProblem(RawAnswer answer, String code, String detail, List<String> errors) {
  /// Reads the problem document, where there is a whole one.
  static Optional<RestProblem> in(RawAnswer answer) {
    if (!answer.mediaType().equals("application/problem+json")) return Optional.empty();
    return Json.object(answer.body())
        .flatMap(node -> Json.text(node, "code").map(code -> read(answer, node, code)));
  }

  private static RestProblem read(RawAnswer answer, JsonNode node, String code) {
    var errors = new ArrayList<String>();
    for (JsonNode error : node.path("errors"))
      errors.add(
          Json.text(error, "where").orElse("") + ": " + Json.text(error, "message").orElse(""));
    String detail = Json.text(node, "detail").or(() -> Json.text(node, "title")).orElse("");
    return new RestProblem(answer, code, detail, errors);
  }

  /// Whether the answer asks us to come later, and took nothing: 429, 503 with a time, or a body
  /// that speaks of limits under any other status.
  static boolean isThrottled(RawAnswer answer) {
    return answer.status() == 429
        || (answer.status() == 503 && wait(answer).isPresent())
        || in(answer).filter(problem -> problem.code.equals("rate_limited")).isPresent()
        || RestWire.json(answer)
            .flatMap(node -> Json.text(node, "code").or(() -> Json.text(node, "error")))
            .filter(code -> code.equals("rate_limited"))
            .isPresent();
  }

  /// The wait that the answer asks for.
  static Optional<Duration> wait(RawAnswer answer) {
    return RetryAfter.in(answer.headers(), answer.at());
  }

  /// The same as a connector says it; empty when the status is no refusal.
  Optional<Rejection> rejection() {
    return kind().map(kind -> new Rejection(kind, code, detail, errors));
  }

  private Optional<Kind> kind() {
    return switch (answer.status()) {
      case 401 -> Optional.of(Kind.CREDENTIAL);
      case 403 -> Optional.of(Kind.FORBIDDEN);
      case 404 -> code.equals("no_such_upload") ? Optional.of(Kind.TARGET_GONE) : Optional.empty();
      case 409 -> Optional.of(code.equals("target_gone") ? Kind.TARGET_GONE : Kind.OTHER);
      case 410 -> Optional.of(Kind.TARGET_GONE);
      case 400 -> Optional.of(Kind.INCOMPLETE);
      case 422 -> Optional.of(code.equals("key_reused") ? Kind.KEY_REUSED : Kind.INCOMPLETE);
      case 405, 406, 413, 414, 415, 431 -> Optional.of(Kind.OTHER);
      default -> Optional.empty();
    };
  }
}
