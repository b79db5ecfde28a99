package org.antiphon.server.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.antiphon.ledger.CanonicalJson;
import org.antiphon.problem.InvalidInput;
import org.antiphon.problem.Refused;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Checks at the door of the API.
final class Fields {
  private static final JsonMapper JSON = JsonMapper.shared();

  private Fields() {}

  /// A text that must be there.
  static String required(String pointer, @Nullable String value) {
    if (value != null && !value.isBlank()) return value;
    throw new InvalidInput("REQUIRED", "/" + pointer, pointer + " is missing", "give it as a text");
  }

  /// Those of a view's fields that the request names in `fields`; all where it names none.
  ///
  /// @throws InvalidInput for a name that no field has, with those that there are
  static Map<String, Object> chosen(HttpServletRequest request, Map<String, Object> view) {
    var asked = request.getParameter("fields");
    if (asked == null || asked.isBlank()) return view;
    var chosen = new LinkedHashMap<String, Object>();
    for (String name : asked.split(",", -1)) {
      var field = name.strip();
      if (!view.containsKey(field))
        throw new InvalidInput(
            "UNKNOWN_FIELD",
            "fields",
            "there is no field \"" + field + "\"",
            "there are " + view.keySet());
      chosen.put(field, view.get(field));
    }
    return chosen;
  }

  /// The tag of a resource: half the SHA-256 of its canonical JSON, so that it changes exactly when
  /// what is shown changes.
  static String tag(Map<String, Object> view) {
    byte[] bytes = JSON.writeValueAsBytes(view);
    return '"' + CanonicalJson.sha256(bytes).substring(0, 32) + '"';
  }

  /// Refuses a change to a resource that is not as the caller saw it; without `If-Match` the caller
  /// does not ask.
  ///
  /// @throws Refused `STALE`, answered with 412
  static void unchanged(HttpServletRequest request, Map<String, Object> view) {
    if (!Tags.excludes(request, tag(view))) return;
    throw new Refused(
        "STALE",
        request.getRequestURI(),
        "it has changed since you read it",
        "read it again, and decide anew");
  }

  /// A page size, 1 to 500.
  static int limit(int asked) {
    if (asked >= 1 && asked <= 500) return asked;
    throw new InvalidInput("OUT_OF_RANGE", "limit", "limit is " + asked, "give 1 to 500");
  }
}
