package org.antiphon.connector;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request that reached our webhook door, untouched.
///
/// @param headers names in lower case
/// @param body as it came, before any parsing; never written to
/// @param at when it came, by our own clock
public record RawRequest(Map<String, List<String>> headers, byte[] body, Instant at) {
  /// Copies the headers in.
  public RawRequest {
    headers = Map.copyOf(headers);
  }

  /// The first value of a header.
  ///
  /// @param name in lower case
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }
}
