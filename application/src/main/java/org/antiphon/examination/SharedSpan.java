package org.antiphon.examination;

import org.antiphon.catalogue.RecordingId;

/// A stretch of one recording that another of the catalogue holds too.
///
/// @param other who holds it
/// @param here where in the recording that was asked about
/// @param there where in the other
/// @param tempoFactor this recording's speed over the other's
/// @param pitchSemitones how much higher this one sounds
/// @param kinship of the two recordings as a whole
public record SharedSpan(
    RecordingId other,
    Stretch here,
    Stretch there,
    double tempoFactor,
    double pitchSemitones,
    double score,
    Kinship kinship) {
  /// PART: they share a loop, a stem, a passage. FAMILY: what they share covers both but for a
  /// fifth: one performance twice, such as a remaster.
  public enum Kinship {
    PART,
    FAMILY
  }

  /// Part of both recordings that must be shared for them to be one family.
  static final double FAMILY_SHARE = 0.8;
}
