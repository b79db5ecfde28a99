package org.antiphon.outbound;

import java.time.Duration;
import java.util.Set;

/// Where a call is cut.
///
/// @param maxBytes of the answer's body, as transferred
/// @param total from the look-up of the name to the last byte
/// @param types media types that a 2xx answer may have, such as `application/json` or `audio/*`;
///   empty = any
public record Bounds(long maxBytes, Duration total, Set<String> types) {
  /// 1 MiB in 60 s, of any type.
  public static final Bounds API = new Bounds(1 << 20, Duration.ofSeconds(60), Set.of());

  /// Copies the types in.
  public Bounds {
    types = Set.copyOf(types);
  }

  /// Whether a media type, without parameters and in lower case, is among those asked for.
  boolean takes(String type) {
    return types.isEmpty() || types.contains(type) || types.contains(type.split("/", 2)[0] + "/*");
  }
}
