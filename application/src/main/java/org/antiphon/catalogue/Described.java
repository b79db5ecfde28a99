package org.antiphon.catalogue;

import java.time.LocalDate;
import java.util.Optional;

/// What a row or a file's tags say of a recording.
public record Described(
    String title, String artist, Optional<Isrc> isrc, Optional<LocalDate> released, Codes codes) {
  /// The recording that this describes.
  public Recording as(RecordingId id, double seconds) {
    return new Recording(id, title, artist, isrc, seconds, released, codes);
  }
}
