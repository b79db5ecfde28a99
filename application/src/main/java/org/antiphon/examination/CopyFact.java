package org.antiphon.examination;

import java.util.Optional;
import org.antiphon.catalogue.Isrc;
import org.antiphon.catalogue.RecordingId;

/// One stretch of an upload that was recognised, or nearly so, as a stretch of a recording.
///
/// @param recording whose sound it is
/// @param upload where in the upload
/// @param reference where in the recording
/// @param tempoFactor the upload's speed over the recording's
/// @param pitchSemitones how much higher the upload sounds
/// @param score -log10 of `expectedFalseMatches`
/// @param expectedFalseMatches how many such matches chance alone would bring in this catalogue
public record CopyFact(
    RecordingId recording,
    String title,
    String artist,
    Optional<Isrc> isrc,
    Stretch upload,
    Stretch reference,
    double tempoFactor,
    double pitchSemitones,
    double score,
    double expectedFalseMatches,
    State state) {
  /// MATCH: accepted; BETWEEN: possible, a person must listen.
  public enum State {
    MATCH,
    BETWEEN
  }
}
