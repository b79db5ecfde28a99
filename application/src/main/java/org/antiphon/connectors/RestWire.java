package org.antiphon.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.antiphon.connector.HttpAnswer;
import org.antiphon.connector.HttpCall;
import org.antiphon.connector.HttpCall.Limits;
import org.antiphon.connector.HttpPort;
import org.antiphon.connector.Profile;
import org.antiphon.connector.RawAnswer;
import tools.jackson.databind.JsonNode;

/// Calls of the plain REST interface, and what their answers are worth before anybody reads them.
final class RestWire {
  private final String base;
  private final Optional<String> key;
  private final HttpPort http;

  RestWire(Profile profile, HttpPort http) {
    this.base = profile.base().toString().replaceAll("/+$", "");
    this.key = profile.secrets().apiKey();
    this.http = http;
  }

  /// A GET with our key.
  ///
  /// @param query values are encoded here; empty ones are left out
  HttpAnswer get(String path, Map<String, String> query, Limits limits) {
    var uri = new StringBuilder(base).append(path);
    char mark = '?';
    for (var part : query.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList()) {
      if (part.getValue().isEmpty()) continue;
      uri.append(mark).append(part.getKey()).append('=').append(encoded(part.getValue()));
      mark = '&';
    }
    return http.send(HttpCall.get(URI.create(uri.toString()), headers(), limits));
  }

  /// A POST of JSON with our key.
  HttpAnswer post(String path, Map<String, String> extra, byte[] json) {
    var headers = headers();
    headers.put("Content-Type", "application/json");
    headers.putAll(extra);
    return http.send(new HttpCall("POST", URI.create(base + path), headers, json, Limits.API));
  }

  /// A GET of what everybody can see, without our key.
  HttpAnswer visit(URI uri, Limits limits) {
    return http.send(HttpCall.get(uri, Map.of(), limits));
  }

  private Map<String, String> headers() {
    var headers = new HashMap<String, String>();
    headers.put("Accept", "application/json, application/problem+json");
    key.ifPresent(secret -> headers.put("Authorization", "Bearer " + secret));
    return headers;
  }

  /// One segment of a path, or one value of a query.
  static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  /// The answer's JSON, if it says that it is JSON, came plain, and is whole.
  static Optional<JsonNode> json(RawAnswer answer) {
    boolean plain = answer.header("content-encoding").filter(e -> !e.equals("identity")).isEmpty();
    return plain && answer.mediaType().equals("application/json")
        ? Json.object(answer.body())
        : Optional.empty();
  }
}
