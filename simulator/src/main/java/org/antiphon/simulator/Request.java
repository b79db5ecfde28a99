package org.antiphon.simulator;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One request as it arrived, whole.
///
/// @param path decoded, without the query
/// @param headers names in lower case; of repeated ones the last
/// @param body empty where there is none; at most 1 MiB, a sound for the other detector 64
/// @param reused whether an earlier request was answered on the same connection
record Request(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body,
    boolean reused) {

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  Optional<String> parameter(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /// The same request, seen from below one path prefix.
  Request under(String prefix) {
    return new Request(method, path.substring(prefix.length()), query, headers, body, reused);
  }
}
