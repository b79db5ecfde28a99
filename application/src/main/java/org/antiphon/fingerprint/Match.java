package org.antiphon.fingerprint;

import java.util.List;

/// One stretch of the query that sounds as a stretch of a recording does, note for note.
///
/// @param query where in the query
/// @param reference where in the recording
/// @param tempoFactor the query's speed over the recording's: 1.06 is played 6 % faster
/// @param pitchSemitones how much higher the query sounds
/// @param score -log10 of `expectedFalseMatches`
/// @param expectedFalseMatches how many matches as good as this chance alone would bring, in this
///   query against this catalogue
/// @param likeness from 0 up the recording itself; below, its notes at the same moments, but
///   perhaps by another instrument: then it is only possible, however little chance explains it
/// @param evidence the counts that the score rests on
/// @param method in words: `landmarks, speed +6.0 %`
/// @param alternatives other places where the same stretch fits as well: loops, repeated bars
/// @param holders other recordings of the catalogue that hold all of this stretch of the recording,
///   as found when they came into the index; a match with any shows that shared material was used,
///   not which of them it was taken from
/// @param points shared peaks, for the alignment picture; in the order of time
public record Match(
    RecordingRef recording,
    Span query,
    Span reference,
    double tempoFactor,
    double pitchSemitones,
    double score,
    double expectedFalseMatches,
    double likeness,
    Evidence evidence,
    String method,
    List<Match> alternatives,
    List<RecordingRef> holders,
    List<MatchPoint> points) {
  private static final double BEYOND_CHANCE = 1e-3;

  public Match {
    alternatives = List.copyOf(alternatives);
    holders = List.copyOf(holders);
    points = List.copyOf(points);
  }

  /// Whether the match lies wholly in what another recording holds too.
  public boolean isSharedMaterial() {
    return !holders.isEmpty();
  }

  /// Whether the notes are the recording's beyond chance, but perhaps not the instruments that play
  /// them.
  public boolean mayBeAnotherRendering() {
    return expectedFalseMatches <= BEYOND_CHANCE && likeness < 0;
  }

  /// What was counted.
  ///
  /// @param peaks of the query over the stretch
  /// @param shared of them that lie where the recording has a peak
  /// @param expected that chance would have let lie there
  /// @param log10Tail of the probability of so many by chance at one alignment, before the number
  ///   of alignments is reckoned in
  public record Evidence(int peaks, int shared, double expected, double log10Tail) {}

  /// Time in the recording that sounds at `querySeconds` of the query.
  public double referenceAt(double querySeconds) {
    return reference.from() + tempoFactor * (querySeconds - query.from());
  }
}
