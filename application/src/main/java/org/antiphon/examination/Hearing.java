package org.antiphon.examination;

import java.util.Optional;
import org.antiphon.fingerprint.Peaks;
import org.antiphon.problem.Unreadable;

/// What one pass over a sound gave, for rooms that recognise it elsewhere than in the catalogue.
///
/// @param packets name of the encode
/// @param pcm name of the master, of lossless sound
/// @param fault why it says little or nothing
public record Hearing(
    double seconds,
    Optional<String> packets,
    Optional<String> pcm,
    Peaks peaks,
    Optional<Unreadable> fault) {}
