package org.antiphon.outbound;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The head of an answer.
///
/// @param uri that answered: after redirects another than that of the call
/// @param headers names in lower case
/// @param at when it arrived, by our own clock
public record Head(URI uri, int status, Map<String, List<String>> headers, Instant at) {
  /// Copies the headers in.
  public Head {
    headers = Map.copyOf(headers);
  }

  /// The first value of a header.
  ///
  /// @param name in lower case
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /// Whether the status is 2xx.
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  /// The media type without parameters, in lower case; empty when there is none.
  public String mediaType() {
    return header("content-type")
        .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .orElse("");
  }

  /// The length as announced, if it was.
  public OptionalLong length() {
    return header("content-length")
        .filter(text -> text.matches("[0-9]{1,18}"))
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }
}
