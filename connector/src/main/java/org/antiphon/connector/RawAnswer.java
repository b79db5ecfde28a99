package org.antiphon.connector;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What came back over HTTP, as it came, so that it can be kept as evidence.
///
/// @param headers names in lower case; never a secret of ours
/// @param body the bytes that were kept; never written to after construction
/// @param digest over the whole body, also of what was not kept
/// @param at when the answer's head arrived, by our own clock
public record RawAnswer(
    int status, Map<String, List<String>> headers, byte[] body, Digest digest, Instant at) {
  /// Length and hash of a whole body.
  ///
  /// @param sha256 64 lower-case hexadecimal digits
  public record Digest(String sha256, long length) {}

  /// Copies the headers in.
  public RawAnswer {
    headers = Map.copyOf(headers);
  }

  /// The first value of a header.
  ///
  /// @param name in lower case
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /// The media type without parameters, in lower case; empty when there is none.
  public String mediaType() {
    return header("content-type")
        .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .orElse("");
  }
}
