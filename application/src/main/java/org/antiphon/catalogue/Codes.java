package org.antiphon.catalogue;

import java.util.Optional;

/// Identifiers beside the ISRC, as they were given; a file's rows are checked before they come
/// here.
///
/// @param iswc of the composition
/// @param upc of the release
/// @param labelLine as printed: `(P) 2026 Example Records`
public record Codes(Optional<String> iswc, Optional<String> upc, Optional<String> labelLine) {
  /// No further identifiers.
  public static final Codes NONE = new Codes(Optional.empty(), Optional.empty(), Optional.empty());
}
