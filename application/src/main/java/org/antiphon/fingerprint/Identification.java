package org.antiphon.fingerprint;

import java.util.List;

/// What a query was recognised as.
///
/// @param matches accepted, best first; every source of a medley or a mix
/// @param possible too weak to accept, too strong to deny: a person must listen; best first
/// @param truncated whether a budget ended a search with less than half asked of what could find
///   something
/// @param seconds of the query
/// @param catalogueSeconds of sound that it was held against
public record Identification(
    List<Match> matches,
    List<Match> possible,
    boolean truncated,
    double seconds,
    double catalogueSeconds,
    AlgorithmVersion version) {
  public Identification {
    matches = List.copyOf(matches);
    possible = List.copyOf(possible);
  }
}
