package org.antiphon.fingerprint;

/// One peak that query and recording share: a dot of the alignment picture.
///
/// @param querySeconds where in the query
/// @param referenceSeconds where in the recording
/// @param hertz its frequency in the query
public record MatchPoint(double querySeconds, double referenceSeconds, double hertz) {}
