package org.antiphon.fingerprint;

import java.util.Optional;
import org.antiphon.catalogue.Isrc;
import org.antiphon.catalogue.RecordingId;

/// What the index keeps of a recording beside its peaks.
///
/// @param seconds length of the reference sound
/// @param audioSha256 of the reference file, 64 lower-case hex digits
public record IndexedRecording(
    RecordingId id,
    String title,
    String artist,
    Optional<Isrc> isrc,
    double seconds,
    String audioSha256) {
  /// The part that a match names.
  public RecordingRef ref() {
    return new RecordingRef(id, title, artist, isrc);
  }
}
