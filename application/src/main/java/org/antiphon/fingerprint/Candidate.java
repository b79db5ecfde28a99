package org.antiphon.fingerprint;

/// An alignment that some landmarks voted for, not yet held against the recording's peaks.
///
/// @param offset the recording's frame at the window's centre
/// @param pitch in quarter bins
record Candidate(int recording, double offset, double scale, double pitch, int votes) {}
