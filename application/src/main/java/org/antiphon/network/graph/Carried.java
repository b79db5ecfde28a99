package org.antiphon.network.graph;

import java.util.Optional;
import java.util.UUID;
import org.antiphon.examination.CopyFact;

/// One stretch of an upload that plays one stretch of a recording, with the assessment that says
/// so.
record Carried(
    UUID upload,
    String recording,
    double uploadSeconds,
    double uploadFrom,
    double uploadTo,
    double recordingFrom,
    double recordingTo,
    double tempo,
    double pitch,
    double score,
    double expected,
    UUID assessment) {
  /// Both must play at least so much of the recording in common, and at least this share of each.
  static final double LEAST_SECONDS = 30;

  static final double LEAST_SHARE = 0.8;

  static Carried of(UUID upload, double seconds, CopyFact fact, UUID assessment) {
    return new Carried(
        upload,
        fact.recording().value(),
        Math.max(seconds, fact.upload().to()),
        fact.upload().from(),
        fact.upload().to(),
        fact.reference().from(),
        fact.reference().to(),
        fact.tempoFactor(),
        fact.pitchSemitones(),
        fact.score(),
        fact.expectedFalseMatches(),
        assessment);
  }

  /// Where two uploads are the same sound, if they are: both play the same stretch of one recording
  /// on one line each, and that stretch is at least 80 % of **both** and 30 s long. A medley holds
  /// two songs; without the two-sided rule it would weld their families into one.
  Optional<Shared> sameAs(Carried other) {
    double from = Math.max(recordingFrom, other.recordingFrom);
    double to = Math.min(recordingTo, other.recordingTo);
    if (to <= from || !recording.equals(other.recording)) return Optional.empty();
    var here = uploadAt(from);
    var shared =
        new Shared(
            here,
            uploadAt(to),
            other.uploadAt(from),
            other.uploadAt(to),
            tempo / other.tempo,
            pitch - other.pitch);
    boolean enough =
        enough(shared.aTo - shared.aFrom, uploadSeconds)
            && enough(shared.bTo - shared.bFrom, other.uploadSeconds);
    return enough ? Optional.of(shared) : Optional.empty();
  }

  private static boolean enough(double seconds, double whole) {
    return seconds >= LEAST_SECONDS && seconds >= LEAST_SHARE * whole;
  }

  private double uploadAt(double recordingSeconds) {
    double share = (recordingSeconds - recordingFrom) / (recordingTo - recordingFrom);
    return uploadFrom + share * (uploadTo - uploadFrom);
  }

  /// The stretch that two uploads have in common.
  ///
  /// @param tempo speed of a over that of b
  /// @param pitch semitones of a over b
  record Shared(double aFrom, double aTo, double bFrom, double bTo, double tempo, double pitch) {
    Shared turned() {
      return new Shared(bFrom, bTo, aFrom, aTo, 1 / tempo, -pitch);
    }
  }
}
