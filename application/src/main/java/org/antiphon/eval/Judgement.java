package org.antiphon.eval;

import java.util.List;
import java.util.Optional;
import org.antiphon.fingerprint.Identification;
import org.antiphon.fingerprint.Match;

/// One query, held against the truth.
///
/// @param right the match that names the recording at the right place
/// @param isElsewhere whether that place is another one, where the recording sounds the same
/// @param track whether the recording was named at all
/// @param bothSources whether both recordings of a mix were named
/// @param wrong matches of recordings that the query does not hold
/// @param cpuMillis of the recognition
record Judgement(
    QueryRow row,
    Identification identification,
    Optional<Match> right,
    boolean isElsewhere,
    boolean track,
    boolean bothSources,
    List<Match> wrong,
    double cpuMillis) {

  double offsetError() {
    var match = right.orElseThrow();
    double from = Math.max(row.lead(), match.query().from());
    return Math.abs(match.referenceAt(from) - row.referenceAt(from));
  }

  double tempoError() {
    return Math.abs(right.orElseThrow().tempoFactor() / row.tempo() - 1);
  }

  double pitchError() {
    return Math.abs(right.orElseThrow().pitchSemitones() - row.semitones());
  }
}
