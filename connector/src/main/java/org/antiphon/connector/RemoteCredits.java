package org.antiphon.connector;

import java.util.List;
import java.util.Optional;

/// Names and identifiers shown with an upload.
///
/// @param json the whole object as the platform gave it, for fields that this record does not name
public record RemoteCredits(
    String title,
    List<String> artists,
    Optional<String> label,
    Optional<String> isrc,
    Optional<String> upc,
    String json) {
  /// Copies the artists in.
  public RemoteCredits {
    artists = List.copyOf(artists);
  }
}
